import { keepPlan, planSweep } from '@oneiros/campaign';
import { lockRun } from '@oneiros/journal';
import { sampleKey, type RunEvidence, type Target } from '@oneiros/reproduction';
import type { RunConfig } from '@oneiros/simulation';
import { mkdirSync } from 'node:fs';
import { configLayers, type ConfigOptions } from '../config/config-options.ts';
import { SweepFailedError } from '../errors.ts';
import type { Output } from '../output.ts';
import { printCost } from '../sweep/dry-run.ts';
import { parseSeeds } from '../sweep/grid-text.ts';
import { runPlan } from '../sweep/run-plan.ts';
import { sampleOf } from './gather-evidence.ts';
import type { Scale } from './scales.ts';

export interface TrainOptions extends ConfigOptions {
  readonly seeds?: string;
  readonly jobs?: string;
  readonly dryRun?: boolean;
}

/**
 * Trains every condition that the targets need and that is finished neither in the folder nor among what was kept; with
 * `dryRun` it tells what that would cost. What runs already, or was interrupted, goes on; nothing is trained twice.
 * @returns what failed, where a training did: the others are reported all the same
 */
export async function trainMissing(
  targets: readonly Target[],
  folder: string,
  { scale, options, kept }: { scale: Scale; options: TrainOptions; kept: readonly RunEvidence[] },
  output: Output,
): Promise<SweepFailedError | undefined> {
  const conditions = [...new Set(targets.flatMap(({ needs }) => needs.conditions))];
  if (conditions.length === 0) return undefined;
  const epochs = Math.min(scale.epochs, Math.max(...targets.map(({ needs }) => needs.epochs)));
  const flags = (await configLayers(options)).map(({ values }) => values);
  const { tasks: all } = planSweep({
    grid: [{ key: 'condition', values: conditions }],
    seeds: parseSeeds(options.seeds ?? scale.seeds),
    layersOf: ({ condition }) => [
      scale.layer,
      { duration: { count: epochs, unit: 'epochs' } },
      { condition },
      ...flags,
    ],
  });
  const tasks = all.filter(({ config }) => !isKept(config, epochs, kept));
  const jobs = options.jobs === undefined ? {} : { jobs: options.jobs };
  if (options.dryRun) {
    await printCost(folder, tasks, jobs, output);
    return undefined;
  }
  if (tasks.length === 0) return undefined;
  mkdirSync(folder, { recursive: true });
  const release = lockRun(folder);
  try {
    const { plan } = keepPlan(folder, tasks, { extend: true });
    await runPlan(plan, jobs, output);
    return undefined;
  } catch (error) {
    if (error instanceof SweepFailedError) return error;
    throw error;
  } finally {
    release();
  }
}

/** Whether a run as long as this was reported before and kept. */
function isKept(config: RunConfig, epochs: number, kept: readonly RunEvidence[]): boolean {
  const key = sampleKey(sampleOf(config));
  return kept.some((run) => run.epochs >= epochs && sampleKey(run) === key);
}
