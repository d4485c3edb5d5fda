import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { writing } from '@oneiros/journal';
import { ParentUnfinishedError, TaskEndedError } from './errors.ts';
import { parentOf, type Plan, type Task } from './plan-file.ts';
import { readTaskError, removeTaskError, writeTaskError } from './task-error.ts';
import { stepOf, type TaskStep } from './task-step.ts';

/** How a task ended in this sweep. */
export type TaskResult =
  { readonly kind: 'finished' | 'skipped' | 'interrupted' } | { readonly kind: 'failed'; readonly message: string };

export interface SweepOptions {
  readonly plan: Plan;
  /** Tasks at the same time, each a process of its own. */
  readonly jobs: number;
  /** The program and its arguments that do one task; see `runTask`. Exit codes: 0 finished, 75 stopped by a signal. */
  readonly command: (task: Task) => readonly [program: string, ...words: string[]];
  /** Try again what diverged or failed earlier. */
  readonly retry?: boolean;
  readonly onStart?: (task: Task) => void;
  readonly onEnd?: (task: Task, result: TaskResult) => void;
}

/** A sweep that is under way. */
export interface Sweep {
  /** Tasks that a process works on. */
  running(): readonly Task[];
  /** Passes a signal on: running tasks write a checkpoint and end, no other one starts. */
  stop(signal: NodeJS.Signals): void;
  /** Resolves when nothing runs any more: one entry for each task that was looked at, in the order in which they ended. */
  readonly done: Promise<ReadonlyMap<Task, TaskResult>>;
}

const stoppedExitCode = 75;

/**
 * Does the tasks of a plan in child processes on this machine. One that fails stops no other, but those that start from its brain. What the children say goes to
 * `logs/NAME.log` beside the plan. They end, with a checkpoint, when this process dies.
 */
export function runSweep({ plan, jobs, command, retry = false, onStart, onEnd }: SweepOptions): Sweep {
  const results = new Map<Task, TaskResult>();
  const children = new Map<Task, ChildProcess>();
  const queue = [...plan.tasks];
  let stopped = false;

  /** Workers that wait for a task to end, because every one that is left starts from its brain. */
  let wake: () => void = () => undefined;
  let ended = new Promise<void>((resolve) => (wake = resolve));
  const settle = (task: Task, result: TaskResult): void => {
    results.set(task, result);
    onEnd?.(task, result);
    wake();
    ended = new Promise((resolve) => (wake = resolve));
  };
  const isReady = (task: Task): boolean => {
    const parent = parentOf(plan, task);
    return parent === undefined || results.has(parent);
  };
  const live = async (task: Task): Promise<End> => {
    try {
      removeTaskError(task);
      const child = startChild(plan, command(task), task);
      const end = endOf(child);
      children.set(task, child);
      onStart?.(task);
      return await end;
    } catch (error) {
      return { code: null, signal: null, error: error as Error };
    } finally {
      children.delete(task);
    }
  };
  const work = async (): Promise<void> => {
    while (!stopped && queue.length > 0) {
      const next = queue.findIndex(isReady);
      if (next < 0) {
        await ended;
        continue;
      }
      const task = queue.splice(next, 1)[0]!;
      const early = resultWithout(task, retry) ?? resultOfOrphan(task, parentOf(plan, task), results);
      if (early) {
        settle(task, early);
        continue;
      }
      const end = await live(task);
      settle(task, resultOf(task, end, stopped));
    }
  };
  return {
    running: () => [...children.keys()],
    stop(signal) {
      stopped = true;
      for (const child of children.values()) child.kill(signal);
    },
    done: Promise.all(Array.from({ length: jobs }, work)).then(() => results),
  };
}

/** The result of a task for which no process is needed; undefined where there is something to do. */
function resultWithout(task: Task, retry: boolean): TaskResult | undefined {
  let step: TaskStep;
  try {
    step = stepOf(task);
  } catch (error) {
    writeTaskError(task, error);
    return { kind: 'failed', message: (error as Error).message };
  }
  if (step.kind === 'skip') return { kind: 'skipped' };
  if (step.kind !== 'ended' || retry) return undefined;
  return { kind: 'failed', message: new TaskEndedError(task.folder, step.status, step.reason).message };
}

/** A task whose parent did not come to its end cannot start. */
function resultOfOrphan(
  task: Task,
  parent: Task | undefined,
  results: ReadonlyMap<Task, TaskResult>,
): TaskResult | undefined {
  if (parent === undefined || existsSync(task.folder)) return undefined;
  const { kind } = results.get(parent)!;
  if (kind === 'finished' || kind === 'skipped') return undefined;
  if (kind === 'interrupted') return { kind };
  const error = new ParentUnfinishedError(task.name, parent.name);
  writeTaskError(task, error);
  return { kind: 'failed', message: error.message };
}

/** A process group of its own keeps the terminal's Ctrl-C from reaching the child twice. */
function startChild(plan: Plan, [program, ...words]: readonly [string, ...string[]], { name }: Task): ChildProcess {
  const logs = join(plan.folder, 'logs');
  const file = join(logs, `${name}.log`);
  const log = writing(file, () => {
    mkdirSync(logs, { recursive: true });
    return openSync(file, 'a');
  });
  try {
    // The channel carries nothing: that it closes tells the child that this process is gone.
    return spawn(program, words, { stdio: ['ignore', log, log, 'ipc'], detached: true });
  } finally {
    closeSync(log);
  }
}

interface End {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly error?: Error;
}

const endOf = (child: ChildProcess): Promise<End> =>
  new Promise((resolve) => {
    child.on('error', (error) => resolve({ code: null, signal: null, error }));
    child.on('exit', (code, signal) => resolve({ code, signal }));
  });

function resultOf(task: Task, { code, signal, error }: End, stopped: boolean): TaskResult {
  if (code === 0) return { kind: 'finished' };
  // A signal that comes before the child listens ends it at once, which loses nothing.
  if (code === stoppedExitCode || (stopped && signal !== null)) return { kind: 'interrupted' };
  const told = error?.message ?? readTaskError(task)?.message;
  if (told !== undefined) return { kind: 'failed', message: told };
  const message = `Its process ended with ${signal ?? `exit code ${code}`} and gave no reason; see logs/${task.name}.log.`;
  writeTaskError(task, new Error(message));
  return { kind: 'failed', message };
}
