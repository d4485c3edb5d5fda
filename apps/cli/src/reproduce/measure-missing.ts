import { listCheckpoints, listRuns, openRun, readEvaluations } from '@oneiros/journal';
import type { ProbeNeed, Target } from '@oneiros/reproduction';
import { evaluateRun } from '../evaluate/evaluate.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Output } from '../output.ts';

export interface MeasureOptions {
  readonly network?: string;
  readonly dataFolder?: string;
}

/** What `--at` of `oneiros evaluate` says for a need. */
const momentOf = ({ at }: ProbeNeed, folder: string): string => {
  switch (at) {
    case 'first':
      return '0';
    case 'early':
      return String(listCheckpoints(folder).find((tick) => tick > 0) ?? 0);
    case 'late':
      return 'newest';
    case 'epochs':
      return 'epochs';
    default:
      return at satisfies never;
  }
};

/**
 * Measures on the checkpoints of every run in the folder what the targets need of its condition. What was measured with the
 * same options is kept; what cannot be measured here is named in a warning, and the report says that it is missing.
 */
export async function measureMissing(
  targets: readonly Target[],
  folder: string,
  options: MeasureOptions,
  output: Output,
): Promise<void> {
  for (const { folder: run } of listRuns(folder)) {
    const { condition } = openRun(run).config;
    const needs = targets.flatMap((target) => (target.needs.conditions.includes(condition) ? target.needs.probes : []));
    const asked = new Map(needs.map((need) => [`${need.probe} ${need.at}`, need]));
    for (const need of asked.values()) {
      if (process.exitCode === exitCodes.resumeMe) return;
      try {
        await evaluateRun(run, { ...options, probe: [need.probe], at: [momentOf(need, run)] }, quietly(output));
      } catch (error) {
        output.warn(`${need.probe} of ${run} is left out: ${(error as Error).message}`);
      }
    }
    output.detail(`${run}: ${readEvaluations(run).length} measurements`);
  }
}

/** The tables of `evaluate` are no result of this command. */
const quietly = (output: Output): Output => ({ ...output, result: () => undefined, resultJson: () => undefined });
