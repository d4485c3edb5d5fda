import type { Hypnogram, RunStage } from '../stages.ts';
import { rescore } from './epochs-of.ts';
import { stageOrder } from './stage-kinds.ts';

/** How often the stage of a row is followed, one epoch later, by the stage of a column; only stages that occur. */
export type TransitionCounts = Readonly<Partial<Record<RunStage, Readonly<Partial<Record<RunStage, number>>>>>>;

/** Counts of transitions from epoch to epoch, those within a stage included, as YASA's `transition_matrix`. */
export function transitionCounts(hypnogram: Hypnogram, epochSeconds = hypnogram.epochSeconds): TransitionCounts {
  const isWhole = hypnogram.runs.every(
    ({ seconds }) => Math.abs(seconds / epochSeconds - Math.round(seconds / epochSeconds)) < 1e-6,
  );
  const { runs } = isWhole ? hypnogram : rescore(hypnogram, epochSeconds);
  const present = stageOrder.filter((stage) => runs.some((run) => run.stage === stage));
  const counts = Object.fromEntries(
    present.map((from) => [from, Object.fromEntries(present.map((to) => [to, 0]))]),
  ) as Record<RunStage, Record<RunStage, number>>;
  runs.forEach(({ stage, seconds }, index) => {
    counts[stage][stage] += Math.round(seconds / epochSeconds) - 1;
    const next = runs[index + 1];
    if (next !== undefined) counts[stage][next.stage]++;
  });
  return counts;
}
