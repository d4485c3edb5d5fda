import type { RunEnvironment } from '@oneiros/journal';
import { miniBatchesPerEpoch, type ImageCollection } from '@oneiros/senses';
import { changedKeys, resolveConfig, type Simulation } from '@oneiros/simulation';
import type { Output } from '../output.ts';
import { formatDuration } from '../terminal/duration.ts';
import { shorten } from '../terminal/shorten.ts';
import { formatTable } from '../terminal/table.ts';
import { valueAt } from '../config/config-layer.ts';
import { formatBackend } from './run-report.ts';

/** What a run would be: plain JSON, the answer of `--dry-run --json`. */
export interface RunPlanReport {
  readonly run: string;
  readonly condition: string;
  readonly images: string;
  readonly trainImages: number;
  readonly testImages: number;
  readonly batchSize: number;
  readonly batchesPerEpoch: number;
  /** Ticks still to live. */
  readonly ticks: number;
  readonly epochs: number;
  readonly parameters: number;
  readonly backend: RunEnvironment['backend'];
  /** Mean of the ticks lived just now for the purpose, the first ones left out. */
  readonly secondsPerTick: number;
  readonly learningSeconds: number;
  readonly residentMiB: number;
  /** What differs from a run without any options. */
  readonly changed: Readonly<Record<string, unknown>>;
}

/** What the whole of a run would be and take. Nothing is written. @param secondsPerTick as measured */
export function planRun(
  simulation: Simulation,
  images: ImageCollection,
  { folder, backend, secondsPerTick }: Pick<RunPlanReport, 'backend' | 'secondsPerTick'> & { folder: string },
): RunPlanReport {
  const { config, cortex, totalTicks, tick } = simulation;
  // Keys of a schedule of another kind are gone, and tell nothing.
  const changed = changedKeys(resolveConfig(), config).filter((key) => valueAt(config, key) !== undefined);
  return {
    run: folder,
    condition: config.condition,
    images: images.name,
    trainImages: images.train.count,
    testImages: images.test.count,
    batchSize: config.batchSize,
    batchesPerEpoch: miniBatchesPerEpoch(images.train.count, config.batchSize),
    ticks: totalTicks - tick,
    epochs: simulation.epochOf(totalTicks - 1) + 1,
    parameters: [...cortex.synapses.values()].reduce((sum, { size }) => sum + size, 0),
    backend,
    secondsPerTick,
    learningSeconds: secondsPerTick * (totalTicks - tick),
    residentMiB: process.memoryUsage.rss() / 2 ** 20,
    changed: Object.fromEntries(changed.map((key) => [key, valueAt(config, key)])),
  };
}

export function printPlan(plan: RunPlanReport, output: Output): void {
  const { backend, changed } = plan;
  const rows = [
    ['run', `${plan.run} (not made: this is a dry run)`],
    ['condition', plan.condition],
    ['images', `${plan.images}: ${plan.trainImages} to learn from, ${plan.testImages} to test`],
    ['mini-batches', `${plan.batchSize} images, ${plan.batchesPerEpoch} an epoch`],
    ['length', `${plan.ticks} ticks, ${plan.epochs} epochs`],
    ['cortex', `${plan.parameters} synapses and biases`],
    ['back end', formatBackend(backend)],
    [
      'time',
      `${formatDuration(plan.learningSeconds)} of learning at ${plan.secondsPerTick.toPrecision(2)} s a tick, just measured; readouts come on top`,
    ],
    ['memory', `${Math.round(plan.residentMiB)} MiB resident now`],
    ...Object.entries(changed).map(([key, value]) => [key, shorten(JSON.stringify(value))]),
  ];
  output.result(formatTable(rows));
  output.resultJson('plan', plan);
}
