import { changedKeys, resolveConfig, type RunConfig } from '@oneiros/simulation';

/** A longer command than this names the run's own configuration in the place of each key. */
const LONGEST = 600;

/** Where a run came from, as its manifest says. */
export interface Origin {
  readonly run: string;
  readonly tick: number;
  readonly changed: readonly string[];
}

/**
 * The command that makes a run again, from nothing or from the brain that it started with.
 * @param folder of the run; its configuration is named where the command would be too long for one's eyes
 */
export function commandOf(config: RunConfig, folder: string, origin: Origin | null): string {
  const words =
    origin === null
      ? ['oneiros', 'run', ...fromNothing(config)]
      : ['oneiros', 'run', '--from', `${origin.run}@${origin.tick}`, ...settings(config, origin.changed)];
  const command = words.map(quoted).join(' ');
  if (command.length <= LONGEST) return command;
  const from = origin === null ? [] : ['--from', `${origin.run}@${origin.tick}`];
  return ['oneiros', 'run', ...from, '--config', `${folder}/config.yaml`].map(quoted).join(' ');
}

function fromNothing(config: RunConfig): string[] {
  const { condition, seed } = config;
  const { kind } = config.schedule;
  const told = resolveConfig({ condition, seed, ...(kind === 'cycle' ? {} : { schedule: config.schedule }) });
  return [
    ...(condition === 'pad' ? [] : ['--condition', condition]),
    '--seed',
    String(seed),
    ...(kind === 'cycle' ? [] : settings(config, ['schedule'])),
    ...settings(config, changedKeys(told, config)),
  ];
}

/** Keys that are gone belong to a schedule of another kind, and need no word. */
const settings = (config: RunConfig, keys: readonly string[]): string[] =>
  keys.flatMap((key) => {
    const value = key.split('.').reduce<unknown>((inner, part) => (inner as Record<string, unknown>)?.[part], config);
    return value === undefined ? [] : ['--set', `${key}=${inFlow(value)}`];
  });

/** JSON is YAML; a plain word needs no quotes. */
const inFlow = (value: unknown): string =>
  typeof value === 'string' && /^[A-Za-z/.][\w/.-]*$/.test(value) && !/^(true|false|null|\.nan|\.inf)$/i.test(value)
    ? value
    : JSON.stringify(value);

/** As a POSIX shell reads it back. */
const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
