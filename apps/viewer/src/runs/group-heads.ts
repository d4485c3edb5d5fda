import { followsFromCondition, groupConfigs, type ConfigGroup } from '@oneiros/simulation/config';
import type { RunHead } from '../source/run-source.ts';
import { labelGroups } from './label-groups.ts';

export type HeadGroup = ConfigGroup<RunHead>;

/** Keys that say where things are and what computes, which make no other experiment. */
const incidental = ['data.folder', 'backend', 'checkpoints', 'dreams'];

/**
 * Groups runs by everything but the seed, in the order in which they come.
 * @param byAll also tell apart runs that differ in folders, back end, checkpoints and kept dreams alone
 */
export function groupHeads(heads: readonly RunHead[], byAll = false): HeadGroup[] {
  const paths = new Set(heads.flatMap(({ config }) => Object.keys(config)));
  const data = new Set(heads.flatMap(({ config }) => Object.keys(config.data)));
  const keys = [...paths].flatMap((key) => (key === 'data' ? [...data].map((inner) => `data.${inner}`) : [key]));
  const groups = groupConfigs(heads, {
    keys: byAll ? undefined : keys.filter((key) => !incidental.includes(key)),
    isPreset: ({ config, changed }, path, value) => followsFromCondition(config.condition, changed, path, value),
  });
  return labelGroups(groups, ({ runs }) => runs[0]!.config.condition);
}

/** Such as `3`; with seeds of their own for parts of the run, `3 (weights 1)`. */
export function seedOf({ config: { seed, seeds } }: RunHead): string {
  const own = Object.entries(seeds).filter(([, value]) => value !== undefined && value !== seed);
  return own.length === 0 ? String(seed) : `${seed} (${own.map(([part, value]) => `${part} ${value}`).join(', ')})`;
}
