import {
  costsOf,
  readPlan,
  stepOf,
  taskIdOf,
  type Calibration,
  type PlannedTask,
  type TaskCost,
} from '@oneiros/campaign';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { foresee } from '../night/start.ts';
import type { Output } from '../output.ts';
import { createPaint } from '../terminal/paint.ts';
import { formatDuration } from '../terminal/duration.ts';
import { formatTable } from '../terminal/table.ts';
import { sharesOf, type RunPlanOptions } from './run-plan.ts';

/** What `--dry-run --json` prints of a task. */
interface CostedTask extends TaskCost {
  readonly id: string;
  readonly name: string;
  /** Whether its run is finished already, so that it takes nothing. */
  readonly isDone: boolean;
}

export interface CostOptions extends RunPlanOptions {
  /** A run whose ticks, on average, take as long as those of a task; the task itself unless given. */
  readonly likeness?: (config: PlannedTask['config']) => PlannedTask['config'];
}

/** `oneiros sweep --dry-run`: tasks, ticks, hours and disk space. Makes nothing. */
export async function printCost(
  folder: string,
  planned: readonly PlannedTask[],
  options: CostOptions,
  output: Output,
): Promise<void> {
  const { jobs, threads } = sharesOf(options.jobs);
  const calibrated = new Map<string, Calibration>();
  const calibrate = async (task: PlannedTask['config']): Promise<Calibration> => {
    const config = options.likeness?.(task) ?? task;
    const known = calibrated.get(taskIdOf(config));
    if (known !== undefined) return known;
    const backend = { ...(threads !== undefined && { threads }), ...config.backend };
    const { secondsPerTick, batchesPerEpoch, parameters } = await foresee({ config, folder, backend }, output);
    const calibration = { secondsPerTick, batchesPerEpoch, parameters };
    calibrated.set(taskIdOf(config), calibration);
    return calibration;
  };
  const costs = await costsOf(
    folder,
    planned.map(({ config }) => config),
    calibrate,
  );
  const done = doneIn(folder);
  const tasks = planned.map(({ id, from, overrides }, i): CostedTask => ({
    id,
    name: nameOf(overrides),
    isDone: done.has(id),
    ...costs[i]!,
    ticks: costs[i]!.ticks - (costs[planned.findIndex((other) => other.id === from)]?.ticks ?? 0),
  }));
  const left = tasks.filter(({ isDone }) => !isDone);
  const total = (value: (task: CostedTask) => number): number => left.reduce((sum, task) => sum + value(task), 0);
  const seconds = total(({ ticks, secondsPerTick }) => ticks * secondsPerTick);
  const sums = {
    jobs,
    tasks,
    ticks: total(({ ticks }) => ticks),
    machineHours: seconds / 3600,
    // At best: tasks are whole, and the last ones may leave processors idle.
    hours: seconds / 3600 / Math.min(jobs, Math.max(1, left.length)),
    bytes: total(({ bytes }) => bytes),
  };
  output.resultJson('sweep-cost', { folder, ...sums });
  const rows = tasks.map(({ name, ticks, secondsPerTick, bytes, source, isDone }) => [
    name,
    String(ticks),
    secondsPerTick.toPrecision(2),
    isDone ? 'finished' : formatDuration(ticks * secondsPerTick),
    formatBytes(bytes),
    source,
  ]);
  const header = ['task', 'ticks', 's a tick', 'time', 'disk', 'speed from'];
  const [first, ...rest] = formatTable([header, ...rows], ['left', 'right', 'right', 'right', 'right']).split('\n');
  const isCalibrated = left.some(({ source }) => source === 'calibration');
  const lines = [
    createPaint(output.color).bold(first!),
    ...rest,
    '',
    `${left.length} of ${tasks.length} tasks to do in ${folder} (nothing is made: this is a dry run)`,
    `${sums.ticks} ticks, ${formatDuration(seconds)} of work, ${formatDuration(sums.hours * 3600)} with ${jobs} at a time`,
    `${formatBytes(sums.bytes)} of disk space`,
    ...(isCalibrated ? ['Calibrated by a few ticks, one task alone: readouts and probes come on top.'] : []),
  ];
  output.result(lines.join('\n'));
}

/** Ids of tasks whose runs are finished. */
function doneIn(folder: string): Set<string> {
  if (!existsSync(join(folder, 'plan.json'))) return new Set();
  const { tasks } = readPlan(folder);
  return new Set(tasks.filter((task) => stepOf(task).kind === 'skip').map(({ id }) => id));
}

const nameOf = (overrides: PlannedTask['overrides']): string =>
  Object.entries(overrides)
    .map(([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' ');

/** @returns such as `12 MiB` or `3.4 GiB`. */
export function formatBytes(bytes: number): string {
  const mebibytes = bytes / 2 ** 20;
  if (mebibytes >= 1024) return `${(mebibytes / 1024).toFixed(1)} GiB`;
  return mebibytes >= 10 ? `${Math.round(mebibytes)} MiB` : `${mebibytes.toFixed(1)} MiB`;
}
