import { readPlan, sweepStatus, type TaskStatus } from '@oneiros/campaign';
import { lossNames } from '@oneiros/simulation';
import { formatLoss } from '../night/progress-line.ts';
import type { Output } from '../output.ts';
import { createPaint, type Paint } from '../terminal/paint.ts';
import { formatDuration } from '../terminal/duration.ts';
import { formatTable } from '../terminal/table.ts';

/** `oneiros sweep status`: how every task stands, from files alone. */
export function printStatus(path: string, output: Output): void {
  const plan = readPlan(path);
  const tasks = sweepStatus(plan);
  output.result(formatStatus(tasks, createPaint(output.color)));
  output.resultJson('sweep-status', { plan: plan.file, ...countsOf(tasks), tasks });
}

/** How many tasks are in each state, such as `{ finished: 3, waiting: 1 }`. */
export const countsOf = (tasks: readonly TaskStatus[]): { states: Record<string, number> } => ({
  states: tasks.reduce<Record<string, number>>(
    (counts, { state }) => ({ ...counts, [state]: (counts[state] ?? 0) + 1 }),
    {},
  ),
});

/** A table of tasks, a line that counts them, and the reasons of those that something stopped. */
export function formatStatus(tasks: readonly TaskStatus[], paint: Paint): string {
  const header = ['', 'task', 'state', 'ticks', 'left', 'readout', ...lossNames];
  const rows = tasks.map((task) => [
    String(task.index),
    task.name,
    task.state,
    `${task.ticks}/${task.totalTicks ?? '?'}`,
    secondsLeft(task) === undefined ? '-' : formatDuration(secondsLeft(task)!),
    formatReadout(task),
    ...lossNames.map((name) => (task.losses[name] === undefined ? '-' : formatLoss(task.losses[name]))),
  ]);
  const right = ['right', 'left', 'left', 'right', 'right', 'right', ...lossNames.map(() => 'right' as const)] as const;
  const [first, ...rest] = formatTable([header, ...rows], right).split('\n');
  const counts = Object.entries(countsOf(tasks).states).map(([state, count]) => `${count} ${state}`);
  const reasons = tasks.filter(({ reason }) => reason !== null).map(({ name, reason }) => `${name}: ${reason}`);
  return [paint.bold(first!), ...rest, '', `${tasks.length} tasks: ${counts.join(', ')}`, ...reasons].join('\n');
}

/** @returns undefined where it is done, or cannot be told */
export function secondsLeft({ state, ticks, totalTicks, secondsPerTick }: TaskStatus): number | undefined {
  if (state === 'finished' || totalTicks === null || secondsPerTick === null) return undefined;
  return Math.max(0, totalTicks - ticks) * secondsPerTick;
}

export const formatReadout = ({ readout }: TaskStatus): string =>
  readout === null
    ? '-'
    : `${(100 * readout.testAccuracy).toFixed(1)} % (${readout.nights === null ? `epoch ${readout.epoch}` : `night ${readout.nights}`})`;
