import { resolveConfig } from '@oneiros/simulation';
import { canonicalJson, configValues, groupConfigs, type ConfigGroup } from '@oneiros/simulation/config';
import type { RunToCompare } from './run-to-compare.ts';

export type RunGroup = ConfigGroup<RunToCompare>;

/**
 * Groups runs by everything in their resolved configuration but `seed` and `seeds.*`, in the order in which they come.
 *
 * @param keys group by these alone, such as `condition`; a key stands for all that is under it
 */
export function groupRuns(runs: readonly RunToCompare[], keys?: readonly string[]): RunGroup[] {
  const presets = new Map<string, ReadonlyMap<string, unknown>>();
  const presetOf = ({ config: { condition } }: RunToCompare): ReadonlyMap<string, unknown> => {
    const preset = presets.get(condition) ?? configValues(resolveConfig({ condition }));
    presets.set(condition, preset);
    return preset;
  };
  const isPreset = (run: RunToCompare, path: string, value: unknown): boolean =>
    canonicalJson([value]) === canonicalJson([presetOf(run).get(path)]);
  return groupConfigs(runs, { keys, isPreset });
}
