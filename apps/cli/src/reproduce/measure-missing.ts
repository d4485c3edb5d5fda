import { listCheckpoints, listRuns, openRun, readEvaluations } from '@oneiros/journal';
import type { ProbeNeed, Target } from '@oneiros/reproduction';
import { evaluateRun, unmeasuredIn } from '../evaluate/evaluate.ts';
import { secondsLeft, type PlannedEvaluation } from '../evaluate/plan-evaluations.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Output } from '../output.ts';
import { formatDuration } from '../terminal/duration.ts';

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
  await forEachNeed(targets, folder, output, (run, need) =>
    evaluateRun(run, { ...options, ...questionOf(need, run) }, quietly(output)),
  );
}

/** What `measureMissing` would measure, and how long that takes, of probes that some run here has answered; makes nothing. */
export async function foreseeMeasurements(
  targets: readonly Target[],
  folder: string,
  options: MeasureOptions,
  output: Output,
): Promise<void> {
  const missing: PlannedEvaluation[] = [];
  const runs = new Set<string>();
  await forEachNeed(targets, folder, output, async (run, need) => {
    const here = await unmeasuredIn(run, { ...options, ...questionOf(need, run) }, quietly(output));
    missing.push(...here);
    if (here.length > 0) runs.add(run);
  });
  const known = listRuns(folder).flatMap(({ folder: run }) => readEvaluations(run));
  const timed = missing.filter(({ probe }) => known.some((each) => each.probe === probe));
  const seconds = timed.length === 0 ? undefined : secondsLeft(timed, known);
  const counts: Record<string, number> = {};
  for (const { probe } of missing) counts[probe] = (counts[probe] ?? 0) + 1;
  output.resultJson('measurements-cost', { folder, runs: runs.size, measurements: counts, seconds });
  if (missing.length === 0) return output.result('Nothing to measure on the runs that are there.');
  const list = Object.entries(counts).map(([probe, count]) => `${probe} ${count}`);
  const untimed = timed.length === missing.length ? '' : `, ${missing.length - timed.length} of a kind not timed yet`;
  const time = seconds === undefined ? untimed : `, about ${formatDuration(seconds)} as others took${untimed}`;
  output.result(`${missing.length} measurements on ${runs.size} of the runs that are there${time}: ${list.join(', ')}`);
}

/** Does something for each need of each run in the folder, until the program is to stop; what fails is a warning. */
async function forEachNeed(
  targets: readonly Target[],
  folder: string,
  output: Output,
  act: (run: string, need: ProbeNeed) => Promise<void>,
): Promise<void> {
  for (const { folder: run } of listRuns(folder)) {
    const { condition } = openRun(run).config;
    const needs = targets.flatMap((target) => (target.needs.conditions.includes(condition) ? target.needs.probes : []));
    const asked = new Map(needs.map((need) => [`${need.probe} ${need.at}`, need]));
    for (const need of asked.values()) {
      if (process.exitCode === exitCodes.resumeMe) return;
      try {
        await act(run, need);
      } catch (error) {
        output.warn(`${need.probe} of ${run} is left out: ${(error as Error).message}`);
      }
    }
    output.detail(`${run}: ${readEvaluations(run).length} measurements`);
  }
}

const questionOf = (need: ProbeNeed, run: string) => ({ probe: [need.probe], at: [momentOf(need, run)] });

/** The tables of `evaluate` are no result of this command. */
const quietly = (output: Output): Output => ({ ...output, result: () => undefined, resultJson: () => undefined });
