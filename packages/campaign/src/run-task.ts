import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { writing } from '@oneiros/journal';
import type { RunConfig } from '@oneiros/simulation';
import { ParentUnfinishedError, TaskEndedError } from './errors.ts';
import { parentOf, readPlan, taskAt, type Task } from './plan-file.ts';
import { removeTaskError, writeTaskError } from './task-error.ts';
import { stepOf, type TaskStep } from './task-step.ts';

/** What lives through a run: the caller brings back end, images and progress. Both throw what goes wrong. */
export interface Night {
  /** Makes the run directory and lives. @param from the run from whose brain it starts; a new brain where undefined */
  start(config: RunConfig, folder: string, from?: string): Promise<void>;
  /** Goes on at the newest checkpoint. */
  resume(folder: string): Promise<void>;
}

export interface RunTaskOptions {
  readonly night: Night;
  /** Try again what diverged or failed. */
  readonly retry?: boolean;
  /** How long to wait for another process that is finishing with the run, milliseconds. */
  readonly busyMs?: number;
}

const pollMs = 200;

/**
 * Does one task of a plan, as far as it is not done: starts its run, goes on with it, or leaves a finished one alone. Doing
 * it twice is doing it once; an attempt that fails says why in `errors/` beside the plan.
 *
 * @param plan `plan.json` or its folder
 * @returns what was done
 * @throws PlanUnreadableError, TaskMissingError, TaskConfigError, TaskEndedError, ParentUnfinishedError, and what the night throws
 */
export async function runTask(
  plan: string,
  index: number,
  { night, retry = false, busyMs = 60_000 }: RunTaskOptions,
): Promise<'started' | 'resumed' | 'skipped'> {
  const whole = readPlan(plan);
  const task = taskAt(whole, index);
  try {
    const step = await stepWhenFree(task, busyMs);
    const { config, folder } = task;
    if (step.kind === 'ended' && !retry) throw new TaskEndedError(folder, step.status, step.reason);
    // A failed run goes on at its checkpoint; from a diverged one's there is no other way than the one it went.
    if (step.kind === 'ended' && step.status === 'diverged') setAside(folder);
    removeTaskError(task);
    if (step.kind === 'skip') return 'skipped';
    if (existsSync(folder)) {
      await night.resume(folder);
      return 'resumed';
    }
    const parent = parentOf(whole, task);
    if (parent !== undefined && stepOf(parent).kind !== 'skip') throw new ParentUnfinishedError(task.name, parent.name);
    await night.start(config, folder, parent?.folder);
    return 'started';
  } catch (error) {
    if (!(error instanceof TaskEndedError)) writeTaskError(task, error);
    throw error;
  }
}

/** A run that is still being written after that time is left to the night, which refuses it with its holder's name. */
async function stepWhenFree(task: Task, busyMs: number): Promise<TaskStep> {
  const deadline = performance.now() + busyMs;
  let step = stepOf(task);
  while (step.kind === 'busy' && performance.now() < deadline) {
    await wait(pollMs);
    step = stepOf(task);
  }
  return step;
}

/** Nothing is overwritten: a run that is tried again from the start goes to `set-aside/`, under a number. */
function setAside(folder: string): void {
  const shelf = join(dirname(folder), 'set-aside');
  writing(shelf, () => {
    mkdirSync(shelf, { recursive: true });
    let number = 1;
    while (existsSync(join(shelf, `${basename(folder)}-${number}`))) number++;
    renameSync(folder, join(shelf, `${basename(folder)}-${number}`));
  });
}
