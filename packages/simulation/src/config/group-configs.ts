import { canonicalJson } from './canonical-json.ts';
import { configValues } from './config-values.ts';
import type { RunConfig } from './run-config.ts';

/** Runs that differ in their seed alone, or in no key that they are grouped by. */
export interface ConfigGroup<Run> {
  /** What tells it from the other groups: the values of their differing keys. */
  readonly label: string;
  /** Keys whose values differ between the groups, and this one's; null where it has no such key. */
  readonly differs: Readonly<Record<string, unknown>>;
  /** Keys beside the seed that differ inside the group; none unless it was grouped by chosen keys. */
  readonly mixes: readonly string[];
  readonly runs: readonly Run[];
}

export interface GroupOptions<Run> {
  /** Group by these alone, such as `condition`; a key stands for all that is under it. */
  readonly keys?: readonly string[] | undefined;
  /** Whether a run has at this path what its condition alone gives it: such keys need no name beside the condition. */
  readonly isPreset: (run: Run, path: string, value: unknown) => boolean;
}

type Values = ReadonlyMap<string, unknown>;

/** Groups runs by everything in their resolved configuration but `seed` and `seeds.*`, in the order in which they come. */
export function groupConfigs<Run extends { readonly config: RunConfig }>(
  runs: readonly Run[],
  { keys, isPreset }: GroupOptions<Run>,
): ConfigGroup<Run>[] {
  const isChosen = (path: string): boolean =>
    keys === undefined || keys.some((key) => path === key || path.startsWith(`${key}.`));
  const members = new Map<string, { values: Values; runs: Run[]; others: Values[] }>();
  for (const run of runs) {
    const all = valuesWithoutSeeds(run.config);
    const values = new Map([...all].filter(([path]) => isChosen(path)));
    const key = canonicalJson([...values].sort(([a], [b]) => (a < b ? -1 : 1)));
    const group = members.get(key) ?? { values, runs: [], others: [] };
    group.runs.push(run);
    group.others.push(all);
    members.set(key, group);
  }
  const groups = [...members.values()];
  const differing = keysThatDiffer(groups.map(({ values }) => values));
  // Keys that differ only as the conditions of the groups do: whoever reads `no-rem` knows them.
  const isImplied = (path: string): boolean =>
    path !== 'condition' && groups.every(({ values, runs: [first] }) => isPreset(first!, path, values.get(path)));
  const named = differing.includes('condition') ? differing.filter((path) => !isImplied(path)) : differing;
  return groups.map(({ values, others, runs: own }) => ({
    label: labelOf(values, named, own[0]!.config.condition),
    differs: Object.fromEntries(named.map((key) => [key, values.get(key) ?? null])),
    mixes: keysThatDiffer(others),
    runs: own,
  }));
}

const valuesWithoutSeeds = ({ seed: _seed, seeds: _seeds, ...config }: RunConfig): Values => configValues(config);

function keysThatDiffer(configs: readonly Values[]): string[] {
  const keys = new Set(configs.flatMap((config) => [...config.keys()]));
  return [...keys].filter((key) => new Set(configs.map((config) => canonicalJson([config.get(key)]))).size > 1);
}

function labelOf(values: Values, keys: readonly string[], condition: string): string {
  if (keys.length === 0) return condition;
  return keys
    .map((key) => {
      const value = values.get(key);
      const word = typeof value === 'string' ? value : value === undefined ? '-' : JSON.stringify(value);
      return key === 'condition' ? word : `${key}=${word}`;
    })
    .join(' ');
}
