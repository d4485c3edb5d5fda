import { keepPlan } from '@oneiros/campaign';
import { lockRun } from '@oneiros/journal';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { baseName } from '../night/run-folder.ts';
import type { Output } from '../output.ts';
import { requestedTasks, type GridOptions } from './plan-request.ts';
import { runPlan, sharesOf, type RunPlanOptions } from './run-plan.ts';

export interface SweepOptions extends GridOptions, RunPlanOptions {
  readonly jobs?: string;
  readonly out?: string;
  readonly dryRun?: boolean;
  readonly planOnly?: boolean;
  readonly extend?: boolean;
}

/** `oneiros sweep`: plans what the grid asks for, or takes up the plan that is there, and does it. */
export async function startSweep(options: SweepOptions, output: Output): Promise<void> {
  sharesOf(options.jobs); // refuses a count that is none before anything is made
  const { tasks, duplicates } = await requestedTasks(options);
  const folder = options.out ?? join('sweeps', baseName(tasks[0]!.config, options));
  if (duplicates > 0)
    output.note(`${duplicates} combinations come to the same configuration as others; each is one task.`);
  if (options.dryRun) {
    const { printCost } = await import('./dry-run.ts');
    return printCost(folder, tasks, options, output);
  }
  mkdirSync(folder, { recursive: true });
  const release = lockRun(folder);
  try {
    const { plan, added } = keepPlan(folder, tasks, { extend: options.extend ?? false });
    output.note(`Plan: ${plan.file}, ${plan.tasks.length} tasks, ${added.length} of them new.`);
    if (!options.planOnly) return await runPlan(plan, options, output);
    output.result(plan.tasks.map(({ index, name }) => `${index}  ${name}`).join('\n'));
    output.resultJson('sweep-plan', {
      plan: plan.file,
      tasks: plan.tasks.map(({ index, id, name }) => ({ index, id, name })),
    });
  } finally {
    release();
  }
}
