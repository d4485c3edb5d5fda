import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { openRun, runFolders, type RunStatus } from '@oneiros/journal';
import { changedKeys, type RunConfig } from '@oneiros/simulation';
import { readPlan, type Task } from '../plan-file.ts';

/** A run as a member of a comparison. */
export interface RunToCompare {
  readonly folder: string;
  readonly name: string;
  readonly config: RunConfig;
  /** `waiting` where a plan has it and nobody began it. */
  readonly status: RunStatus | 'waiting';
  /** Of the whole run; undefined before it began, and in runs of earlier versions. */
  readonly totalTicks: number | undefined;
}

/** A folder that is no run, or one whose files are damaged. */
export interface UnreadRun {
  readonly folder: string;
  readonly reason: string;
}

export interface RunsToCompare {
  readonly runs: readonly RunToCompare[];
  readonly unread: readonly UnreadRun[];
}

/** The runs of these folders, in this order. What cannot be read is told, and keeps nobody from comparing the others. */
export function runsAt(folders: readonly string[]): RunsToCompare {
  const runs: RunToCompare[] = [];
  const unread: UnreadRun[] = [];
  for (const folder of folders) {
    try {
      runs.push(runAt(folder));
    } catch (error) {
      unread.push({ folder, reason: (error as Error).message });
    }
  }
  return { runs, unread };
}

/**
 * The runs inside a folder: in the order of its plan where it is that of a sweep, tasks that wait included, and by name
 * otherwise.
 *
 * @throws PlanUnreadableError
 */
export function runsIn(folder: string): RunsToCompare {
  const tasks = existsSync(join(folder, 'plan.json')) ? readPlan(folder).tasks : [];
  const planned = tasks.map((task) => plannedRun(task));
  const folders = new Set(tasks.map((task) => task.folder));
  const others = runsAt(runFolders(folder).filter((run) => !folders.has(run)));
  return {
    runs: [...planned.flatMap(({ runs }) => runs), ...others.runs],
    unread: [...planned.flatMap(({ unread }) => unread), ...others.unread],
  };
}

function plannedRun(task: Task): RunsToCompare {
  const { folder, name, config } = task;
  if (!existsSync(folder)) {
    return { runs: [{ folder, name, config, status: 'waiting', totalTicks: undefined }], unread: [] };
  }
  const found = runsAt([folder]);
  const changed = found.runs.flatMap((run) => changedKeys(config, run.config));
  if (changed.length === 0) return found;
  return {
    runs: [],
    unread: [{ folder, reason: `It is not the run that the plan says; they differ in ${changed.join(', ')}.` }],
  };
}

/** @throws RunUnreadableError, ConfigError */
function runAt(folder: string): RunToCompare {
  const { config, status, manifest } = openRun(folder);
  return { folder, name: basename(folder), config, status, totalTicks: manifest.totalTicks };
}
