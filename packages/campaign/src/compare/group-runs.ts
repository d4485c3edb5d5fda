import { resolveConfig, type RunConfig } from '@oneiros/simulation';
import { canonicalJson } from '../task-id.ts';
import type { RunToCompare } from './run-to-compare.ts';

/** Runs that differ in their seed alone, or in no key that they are grouped by. */
export interface RunGroup {
  /** What tells it from the other groups: the values of their differing keys. */
  readonly label: string;
  /** Keys whose values differ between the groups, and this one's; null where it has no such key. */
  readonly differs: Readonly<Record<string, unknown>>;
  /** Keys beside the seed that differ inside the group; none unless it was grouped by chosen keys. */
  readonly mixes: readonly string[];
  readonly runs: readonly RunToCompare[];
}

type Flat = ReadonlyMap<string, unknown>;

/**
 * Groups runs by everything in their resolved configuration but `seed` and `seeds.*`, in the order in which they come.
 *
 * @param keys group by these alone, such as `condition`; a key stands for all that is under it
 */
export function groupRuns(runs: readonly RunToCompare[], keys?: readonly string[]): RunGroup[] {
  const isChosen = (path: string): boolean =>
    keys === undefined || keys.some((key) => path === key || path.startsWith(`${key}.`));
  const members = new Map<string, { flat: Flat; config: RunConfig; runs: RunToCompare[]; others: Flat[] }>();
  for (const run of runs) {
    const all = flatten(run.config);
    const flat = new Map([...all].filter(([path]) => isChosen(path)));
    const key = canonicalJson([...flat].sort(([a], [b]) => (a < b ? -1 : 1)));
    const group = members.get(key) ?? { flat, config: run.config, runs: [], others: [] };
    group.runs.push(run);
    group.others.push(all);
    members.set(key, group);
  }
  const groups = [...members.values()];
  const differing = keysThatDiffer(groups.map(({ flat }) => flat));
  const implied = impliedByCondition(groups, differing);
  const named = differing.filter((key) => !implied.has(key));
  return groups.map(({ flat, config, others, runs: own }) => ({
    label: labelOf(flat, named, config.condition),
    differs: Object.fromEntries(named.map((key) => [key, flat.get(key) ?? null])),
    mixes: keysThatDiffer(others),
    runs: own,
  }));
}

/** Every value by its dotted path, a list as one; without seeds. */
function flatten({ seed: _seed, seeds: _seeds, ...config }: RunConfig): Flat {
  const flat = new Map<string, unknown>();
  const visit = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return void flat.set(path, value);
    for (const [key, inner] of Object.entries(value)) {
      if (inner !== undefined) visit(inner, path === '' ? key : `${path}.${key}`);
    }
  };
  visit(config, '');
  return flat;
}

function keysThatDiffer(configs: readonly Flat[]): string[] {
  const keys = new Set(configs.flatMap((config) => [...config.keys()]));
  return [...keys].filter((key) => new Set(configs.map((config) => canonicalJson([config.get(key)]))).size > 1);
}

/** Keys that differ only as the conditions of the groups do: whoever reads `no-rem` knows them. */
function impliedByCondition(
  groups: readonly { readonly flat: Flat; readonly config: RunConfig }[],
  differing: readonly string[],
): Set<string> {
  if (!differing.includes('condition')) return new Set();
  const presets = groups.map(({ config }) => flatten(resolveConfig({ condition: config.condition })));
  const isPreset = (key: string): boolean =>
    groups.every(({ flat }, i) => canonicalJson([flat.get(key)]) === canonicalJson([presets[i]!.get(key)]));
  return new Set(differing.filter((key) => key !== 'condition' && isPreset(key)));
}

function labelOf(flat: Flat, keys: readonly string[], condition: string): string {
  if (keys.length === 0) return condition;
  return keys
    .map((key) => {
      const value = flat.get(key);
      const word = typeof value === 'string' ? value : value === undefined ? '-' : JSON.stringify(value);
      return key === 'condition' ? word : `${key}=${word}`;
    })
    .join(' ');
}
