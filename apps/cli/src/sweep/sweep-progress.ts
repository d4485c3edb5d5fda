import { taskStatus, type Sweep, type Task, type TaskResult, type TaskStatus } from '@oneiros/campaign';
import { formatLosses } from '../night/progress-line.ts';
import type { Output } from '../output.ts';
import { formatDuration } from '../terminal/duration.ts';
import { createPaint } from '../terminal/paint.ts';
import { formatReadout, secondsLeft } from './status.ts';

/** Tells on stderr how a sweep goes: one line a running task on a terminal, plain lines now and then elsewhere. */
export interface SweepProgress {
  started(task: Task): void;
  ended(task: Task, result: TaskResult): void;
  /** A line of text above the live ones. */
  say(text: string): void;
  watch(sweep: Sweep): void;
  close(): void;
}

const repaintMs = 1000;
const plainLineMs = 15_000;

export function createSweepProgress(output: Output, taskCount: number): SweepProgress {
  const paint = createPaint(output.errorColor);
  let painted = 0;
  let done = 0;
  let timer: NodeJS.Timeout | undefined;
  const clear = (): void => {
    if (painted > 0) process.stderr.write(`\u001b[${painted}A\r\u001b[J`);
    painted = 0;
  };
  const say = (text: string): void => {
    clear();
    output.note(text);
  };
  const paintLines = (sweep: Sweep): void => {
    const width = output.interactive ? (process.stderr.columns || 80) - 1 : Number.POSITIVE_INFINITY;
    const lines = sweep.running().map((task) => lineOf(taskStatus(task)).slice(0, width));
    clear();
    if (lines.length > 0) process.stderr.write(`${lines.join('\n')}\n`);
    if (output.interactive) painted = lines.length;
  };
  return {
    say,
    started: ({ name }) => say(`${paint.bold(name)}: started`),
    ended({ name }, result) {
      done++;
      const words = { finished: paint.green('finished'), skipped: 'finished already', interrupted: 'stopped' };
      const told = result.kind === 'failed' ? `${paint.red('failed')}: ${result.message}` : words[result.kind];
      say(`${paint.bold(name)}: ${told} (${done} of ${taskCount})`);
    },
    watch(sweep) {
      if (output.quiet) return;
      timer = setInterval(() => paintLines(sweep), output.interactive ? repaintMs : plainLineMs);
      timer.unref();
    },
    close() {
      clearInterval(timer);
      clear();
    },
  };
}

/** Such as `pad-seed-1  tick 120/234 51%  12 min 03 s left  34.1 % (epoch 2)  img 0.123 kl 1.20`; what is cut off last matters least. */
export function lineOf(task: TaskStatus): string {
  const { name, ticks, totalTicks, losses } = task;
  const share = totalTicks ? ` ${Math.floor((100 * ticks) / totalTicks)}%` : '';
  const left = secondsLeft(task);
  const parts = [name, `tick ${ticks}/${totalTicks ?? '?'}${share}`];
  if (left !== undefined) parts.push(`${formatDuration(left)} left`);
  if (task.readout !== null) parts.push(formatReadout(task));
  return [...parts, formatLosses(losses)].filter((part) => part !== '').join('  ');
}
