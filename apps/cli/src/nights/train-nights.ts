import { keepPlan, readPlan, type PlannedTask } from '@oneiros/campaign';
import { lockRun } from '@oneiros/journal';
import { changedKeys, resolveConfig, type RunConfig } from '@oneiros/simulation';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { SweepFailedError, UsageError } from '../errors.ts';
import type { Output } from '../output.ts';
import { printCost } from '../sweep/dry-run.ts';
import { runPlan } from '../sweep/run-plan.ts';

export interface TrainNightsOptions {
  readonly jobs?: string;
  readonly retry?: boolean;
  readonly dryRun?: boolean;
}

/**
 * Trains what is not finished in the folder, each run in a process of its own; with `dryRun` it tells what that would take. What
 * was interrupted goes on.
 * @returns what failed, where a training did: the others are reported all the same
 * @throws UsageError where the folder has the same nights of another size
 */
export async function trainNights(
  folder: string,
  tasks: readonly PlannedTask[],
  options: TrainNightsOptions,
  output: Output,
): Promise<SweepFailedError | undefined> {
  expectSameNights(folder, tasks);
  if (options.dryRun) {
    // A day's first mini-batches are all Wake: the pace of a whole one is that of the paper's cycle.
    await printCost(folder, tasks, { ...options, likeness: cycleLike }, output);
    return undefined;
  }
  mkdirSync(folder, { recursive: true });
  const release = lockRun(folder);
  try {
    const { plan } = keepPlan(folder, tasks, { extend: true });
    await runPlan(plan, options, output);
    return undefined;
  } catch (error) {
    if (error instanceof SweepFailedError) return error;
    throw error;
  } finally {
    release();
  }
}

const cycleLike = (config: RunConfig): RunConfig =>
  resolveConfig({ ...config, schedule: { kind: 'cycle' }, duration: {}, seed: 1, data: { ...config.data, days: {} } });

/** A night of the plan is one run: with other sizes or options it would be told as the same one twice. */
function expectSameNights(folder: string, tasks: readonly PlannedTask[]): void {
  if (!existsSync(join(folder, 'plan.json'))) return;
  const before = readPlan(folder).tasks;
  const changed = new Set<string>();
  for (const { overrides, config, from, id } of tasks) {
    const twin = before.find((task) => task.overrides['night'] === overrides['night'] && task.overrides['seed'] === overrides['seed']); // prettier-ignore
    if (twin === undefined || twin.id === id) continue;
    const keys = changedKeys(twin.config, config);
    (keys.length > 0 || twin.from === from ? keys : ['the brain it starts from']).forEach((key) => changed.add(key));
  }
  if (changed.size === 0) return;
  throw new UsageError(
    `Expected the nights that ${join(folder, 'plan.json')} plans, got others: ${[...changed].join(', ')} differ. ` +
      'Give the options that it was made with, --no-train to report on what is there, or another folder with --runs.',
  );
}
