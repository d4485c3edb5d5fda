import { lstatSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { eventsBackwards, openRun, standingOf, type Manifest } from '@oneiros/journal';
import { changedKeys, resolveConfig, runCommand } from '@oneiros/simulation';
import type { RunHead, RunsFile } from '@oneiros/timeline';
import { NotFoundError } from './errors.ts';
import type { RunsFolder } from './runs-folder.ts';

/** What is known of runs without reading their logs; kept while their files stay as they are. */
export interface RunHeads {
  /** @throws NotFoundError, RunUnreadableError, ConfigError */
  headOf(id: string): RunHead;
  /** Of all runs; one that cannot be read keeps nobody from seeing the others. */
  all(): RunsFile;
  /** Id of the run whose log was written to last, or undefined where none has one. */
  latest(): string | undefined;
}

export function createRunHeads(runs: RunsFolder): RunHeads {
  const configs = new Map<string, Kept<Configured>>();
  const ticks = new Map<string, Kept<number>>();
  const defaults = resolveConfig();

  const configured = (folder: string, origin: Manifest['ancestry']): Configured => {
    const { config } = openRun(folder);
    // Keys of a schedule of another kind are gone, and tell nothing.
    const changed = changedKeys(defaults, config).filter((key) => valueAt(config, key) !== undefined);
    return { config, changed, command: runCommand(config, { folder: asTyped(folder), origin }) };
  };
  const headOf = (id: string): RunHead => {
    const folder = runs.folderOf(id);
    const { manifest, status } = standingOf(folder);
    const configFile = runs.fileOf(id, 'config.yaml');
    const log = logOf(runs, id);
    const { config, changed, command } = kept(configs, id, configFile, () => configured(folder, manifest.ancestry));
    return {
      id,
      status,
      createdAt: manifest.createdAt,
      ticks: log === undefined ? 0 : kept(ticks, id, log, () => ticksIn(log)),
      totalTicks: manifest.totalTicks ?? null,
      config,
      changed,
      backend: manifest.backend.name,
      command,
    };
  };
  return {
    headOf,
    all() {
      const found: RunHead[] = [];
      const unread: { id: string; reason: string }[] = [];
      for (const id of runs.ids()) {
        try {
          found.push(headOf(id));
        } catch (error) {
          unread.push({ id, reason: (error as Error).message });
        }
      }
      return { runs: found, unread };
    },
    latest() {
      const written = runs.ids().map((id) => ({ id, at: writtenAt(runs, id) }));
      return written.filter(({ at }) => at > 0).sort((a, b) => b.at - a.at)[0]?.id;
    },
  };
}

/** @returns milliseconds, 0 where there is no log to read */
function writtenAt(runs: RunsFolder, id: string): number {
  try {
    const log = logOf(runs, id);
    return log === undefined ? 0 : statSync(log).mtimeMs;
  } catch {
    return 0;
  }
}

/** @returns the log, or undefined before the first tick @throws NotFoundError where it leads outside */
export function logOf(runs: RunsFolder, id: string): string | undefined {
  try {
    return runs.fileOf(id, 'events.jsonl');
  } catch (error) {
    // Nothing there yet, not even a link that leads nowhere.
    if (error instanceof NotFoundError && !isThere(join(runs.folderOf(id), 'events.jsonl'))) return undefined;
    throw error;
  }
}

/** A path as one would type it where the server was started. */
function asTyped(folder: string): string {
  const path = relative(process.cwd(), folder);
  return path.startsWith('..') ? folder : path;
}

const isThere = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined;

type Configured = Pick<RunHead, 'config' | 'changed' | 'command'>;

interface Kept<Value> {
  readonly version: string;
  readonly value: Value;
}

/** What was made of a file, while the file stays as it is. */
function kept<Value>(known: Map<string, Kept<Value>>, id: string, file: string, make: () => Value): Value {
  const version = versionOf(file);
  const before = known.get(id);
  if (before?.version === version) return before.value;
  const value = make();
  known.set(id, { version, value });
  return value;
}

function ticksIn(log: string): number {
  for (const { tick } of eventsBackwards(log, ['state'])) return tick + 1;
  return 0;
}

function versionOf(file: string): string {
  const { ino, size, mtimeMs } = statSync(file);
  return `${ino}-${size}-${mtimeMs}`;
}

const valueAt = (value: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], value);
