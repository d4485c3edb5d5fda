import { mergeRuns, secondsOf, sliceRuns } from '../nights/runs.ts';
import type { StageRun } from '../stages.ts';
import { DAY_SECONDS } from './day-plan.ts';
import type { LifeSchedule } from './life-schema.ts';

/**
 * A night as the end of a day: waking before it makes 24 h of it. What is longer loses its end.
 * @returns runs of {@link DAY_SECONDS} in all
 */
export function dayWithNight(night: readonly StageRun[]): StageRun[] {
  const seconds = secondsOf(night);
  if (seconds >= DAY_SECONDS) return mergeRuns(sliceRuns(night, 0, DAY_SECONDS));
  return mergeRuns([{ stage: 'WAKE', seconds: DAY_SECONDS - seconds }, ...night]);
}

/** What comes `seconds` after the start, round the end of it; for whole days. */
export function rotateRuns(runs: readonly StageRun[], seconds: number): StageRun[] {
  const total = secondsOf(runs);
  const start = seconds % total;
  return mergeRuns([...sliceRuns(runs, start, total), ...sliceRuns(runs, 0, start)]);
}

type Recording = NonNullable<LifeSchedule['source']['hypnogram']>;

/**
 * The days of a recording: one, if it is shorter than two days; else each of its whole days, what remains being left out. After
 * the last the first comes again.
 * @param startSeconds of the recording, or of the day it is part of, at which the days begin
 * @returns [days] runs of {@link DAY_SECONDS} in all
 */
export function daysOfRecording({ runs, fill }: Recording, startSeconds = 0): StageRun[][] {
  const scored = runs.map(([stage, seconds]): StageRun => ({ stage, seconds }));
  const seconds = secondsOf(scored);
  const wholeDays = Math.floor(seconds / DAY_SECONDS);
  if (wholeDays > 0) {
    const days = rotateRuns(sliceRuns(scored, 0, wholeDays * DAY_SECONDS), startSeconds);
    return Array.from({ length: wholeDays }, (_, day) =>
      mergeRuns(sliceRuns(days, day * DAY_SECONDS, (day + 1) * DAY_SECONDS)),
    );
  }
  if (fill === 'wake') return [rotateRuns(dayWithNight(scored), startSeconds)];
  const times = Math.ceil(DAY_SECONDS / seconds);
  const repeated = sliceRuns(Array.from({ length: times }, () => scored).flat(), 0, DAY_SECONDS);
  return [rotateRuns(repeated, startSeconds)];
}
