import { changedKeys } from './changed-keys.ts';
import { resolveConfig } from './resolve-config.ts';
import type { RunConfig } from './run-config.ts';

/** A longer command than this names the run's own configuration in the place of each key. */
const LONGEST = 600;

/** The brain that a run started with: where it is from, and what was changed. */
export interface RunOrigin {
  readonly run: string;
  readonly tick: number;
  readonly changed: readonly string[];
}

export interface RunCommandOptions {
  /** null where it started from nothing, and unless given. */
  readonly origin?: RunOrigin | null;
  /** Of the run: its configuration is named where the command would be too long for one's eyes. */
  readonly folder?: string;
}

/**
 * The command that makes a run again, from nothing or from the brain that it started with: condition and seed, a schedule with
 * days as a whole, then each key that differs.
 */
export function runCommand(config: RunConfig, { origin = null, folder }: RunCommandOptions = {}): string {
  const from = origin === null ? [] : ['--from', `${origin.run}@${origin.tick}`];
  const told = origin === null ? fromNothing(config) : settings(config, origin.changed);
  const command = worded([...from, ...told]);
  if (folder === undefined || command.length <= LONGEST) return command;
  return worded([...from, '--config', `${folder}/config.yaml`]);
}

const worded = (words: readonly string[]): string => ['oneiros', 'run', ...words].map(quoted).join(' ');

function fromNothing(config: RunConfig): string[] {
  const { condition, seed, schedule } = config;
  const isWhole = schedule.kind !== 'cycle';
  const told = resolveConfig({ condition, seed, ...(isWhole && { schedule }) });
  return [
    ...(condition === 'pad' ? [] : ['--condition', condition]),
    ...['--seed', String(seed)],
    ...settings(config, [...(isWhole ? ['schedule'] : []), ...changedKeys(told, config)]),
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
