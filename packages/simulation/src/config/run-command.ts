import { changedKeys } from './changed-keys.ts';
import { resolveConfig } from './resolve-config.ts';
import type { RunConfig } from './run-config.ts';

/** The command that makes a run from nothing: its condition and seed, a schedule with days as a whole, then each key that differs. */
export function runCommand(config: RunConfig): string {
  const { condition, seed, schedule } = config;
  const whole = schedule.kind === 'cycle' ? [] : ['schedule'];
  const told = resolveConfig({ condition, seed, ...(schedule.kind !== 'cycle' && { schedule }) });
  const settings = [...whole, ...changedKeys(told, config)].flatMap((key) => {
    const value = key.split('.').reduce<unknown>((inner, part) => (inner as Record<string, unknown>)?.[part], config);
    // A key that is gone belongs to a schedule of another kind, and needs no word.
    return value === undefined ? [] : ['--set', `${key}=${inFlow(value)}`];
  });
  return ['oneiros', 'run', '--condition', condition, '--seed', String(seed), ...settings].map(quoted).join(' ');
}

/** JSON is YAML; a plain word needs no quotes. */
const inFlow = (value: unknown): string =>
  typeof value === 'string' && /^[A-Za-z/.][\w/.-]*$/.test(value) && !/^(true|false|null)$/i.test(value)
    ? value
    : JSON.stringify(value);

/** As a POSIX shell reads it back. */
const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
