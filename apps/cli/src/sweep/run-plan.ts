import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { lockRun } from '@oneiros/journal';
import { readPlan, runSweep, sweepStatus, type Plan, type Task, type TaskResult } from '@oneiros/campaign';
import { wholeNumber } from '../config/shorthands.ts';
import { SweepFailedError, UsageError } from '../errors.ts';
import { exitCodes } from '../exit-codes.ts';
import { watchInterrupts } from '../night/interrupts.ts';
import type { Output } from '../output.ts';
import { createPaint } from '../terminal/paint.ts';
import { countsOf, formatStatus } from './status.ts';
import { createSweepProgress } from './sweep-progress.ts';

export interface RunPlanOptions {
  readonly jobs?: string;
  readonly retry?: boolean;
}

const program = fileURLToPath(new URL('../../bin/oneiros.js', import.meta.url));

/** `oneiros sweep run`: does what is not done of a plan that exists. */
export async function runPlanAt(path: string, options: RunPlanOptions, output: Output): Promise<void> {
  const { folder } = readPlan(path);
  const release = lockRun(folder);
  try {
    await runPlan(readPlan(path), options, output);
  } finally {
    release();
  }
}

/** How many tasks run at a time, and what each computes with. */
export function sharesOf(jobs: string | undefined): { jobs: number; threads: number | undefined } {
  const count = jobs === undefined ? 1 : wholeNumber(jobs, '--jobs');
  if (count < 1) throw new UsageError('Expected --jobs to be followed by a number from 1 on, got 0.');
  return { jobs: count, threads: count === 1 ? undefined : Math.max(1, Math.floor(availableParallelism() / count)) };
}

/**
 * Runs the tasks of a plan as child processes and prints how they stand in the end. The caller holds the folder's lock.
 *
 * @throws SweepFailedError after the report, which names each task that failed; exit code 3
 */
export async function runPlan(plan: Plan, options: RunPlanOptions, output: Output): Promise<void> {
  const { jobs, threads } = sharesOf(options.jobs);
  const retry = options.retry ?? false;
  const progress = createSweepProgress(output, plan.tasks.length);
  const sweep = runSweep({
    plan,
    jobs,
    retry,
    command: ({ index }) => [
      process.execPath,
      ...[program, 'sweep', 'task', plan.file, String(index)],
      ...(threads === undefined ? [] : ['--threads', String(threads)]),
      ...(retry ? ['--retry'] : []),
    ],
    onStart: (task) => progress.started(task),
    onEnd: (task, result) => progress.ended(task, result),
  });
  const interrupts = watchInterrupts(
    (signal) => {
      const running = sweep.running().length;
      progress.say(`${signal}: waiting for ${running} checkpoint${running === 1 ? '' : 's'}. Once more ends at once.`);
      sweep.stop(signal);
    },
    (signal) => {
      sweep.stop(signal);
      process.exit(exitCodes.failed);
    },
  );
  progress.watch(sweep);
  let results: ReadonlyMap<Task, TaskResult>;
  try {
    results = await sweep.done;
  } finally {
    progress.close();
    interrupts.dispose();
  }
  report(plan, results, { ...options, stopped: interrupts.received !== undefined }, output);
}

function report(
  plan: Plan,
  results: ReadonlyMap<Task, TaskResult>,
  { jobs, stopped }: RunPlanOptions & { stopped: boolean },
  output: Output,
): void {
  const failures = [...results].flatMap(([{ name }, result]) =>
    result.kind === 'failed' ? [{ name, message: result.message }] : [],
  );
  const isLeft = stopped || [...results.values()].some(({ kind }) => kind === 'interrupted');
  const goOn = ['oneiros', 'sweep', 'run', plan.folder, ...(jobs === undefined ? [] : ['--jobs', jobs])].join(' ');
  const tasks = sweepStatus(plan);
  const next = isLeft ? `Go on with  ${goOn}` : `Compare with  oneiros compare --runs ${plan.folder}`;
  output.result(`${formatStatus(tasks, createPaint(output.color))}\n\n${next}`);
  output.resultJson('sweep', {
    plan: plan.file,
    ...countsOf(tasks),
    tasks: tasks.map((task) => ({ ...task, result: results.get(plan.tasks[task.index]!)?.kind ?? 'not started' })),
    ...(isLeft && { goOn }),
  });
  if (isLeft) process.exitCode = exitCodes.resumeMe;
  else if (failures.length > 0) throw new SweepFailedError(failures, plan.tasks.length);
}
