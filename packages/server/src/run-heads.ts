import { lstatSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { eventsBackwards, openRun } from '@oneiros/journal';
import { changedKeys, resolveConfig } from '@oneiros/simulation';
import type { RunHead, RunsFile } from '@oneiros/timeline';
import { NotFoundError } from './errors.ts';
import { commandOf } from './run-command.ts';
import type { RunsFolder } from './runs-folder.ts';

/** What is known of runs without reading their logs; kept while their files stay as they are. */
export interface RunHeads {
  /** @throws NotFoundError, RunUnreadableError, ConfigError */
  headOf(id: string): RunHead;
  /** Of all runs; one that cannot be read keeps nobody from seeing the others. */
  all(): RunsFile;
}

export function createRunHeads(runs: RunsFolder): RunHeads {
  const known = new Map<string, { readonly version: string; readonly head: Omit<RunHead, 'status'> }>();
  const defaults = resolveConfig();

  const headOf = (id: string): RunHead => {
    const folder = runs.folderOf(id);
    const files = ['run.json', 'config.yaml'].map((name) => runs.fileOf(id, name));
    const log = logOf(runs, id);
    const version = [...files, ...(log === undefined ? [] : [log])].map(versionOf).join(' ');
    const kept = known.get(id);
    const { status, config, manifest } = openRun(folder);
    if (kept?.version === version) return { ...kept.head, status };
    const head = {
      id,
      createdAt: manifest.createdAt,
      ticks: log === undefined ? 0 : ticksIn(log),
      totalTicks: manifest.totalTicks ?? null,
      config,
      // Keys of a schedule of another kind are gone, and tell nothing.
      changed: changedKeys(defaults, config).filter((key) => valueAt(config, key) !== undefined),
      backend: manifest.backend.name,
      command: commandOf(config, id, manifest.ancestry),
    };
    known.set(id, { version, head });
    return { ...head, status };
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
  };
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

const isThere = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined;

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
