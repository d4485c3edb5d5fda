import type { RunStage, StageRun } from '../stages.ts';

/** Sums of seconds are kept to the microsecond, so that they do not drift. */
export const toMicroseconds = (seconds: number): number => Math.round(seconds * 1e6) / 1e6;

/** Runs in which no two neighbours have the same stage, and none is empty. */
export function mergeRuns(runs: Iterable<StageRun>): StageRun[] {
  const merged: { stage: RunStage; seconds: number }[] = [];
  for (const { stage, seconds } of runs) {
    const last = merged.at(-1);
    if (seconds <= 0) continue;
    if (last?.stage === stage) last.seconds = toMicroseconds(last.seconds + seconds);
    else merged.push({ stage, seconds });
  }
  return merged;
}
