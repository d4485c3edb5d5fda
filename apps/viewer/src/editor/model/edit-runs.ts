import { mergeRuns, secondsOf, sliceRuns, type RunStage, type StageRun } from '@oneiros/conductor';

/** A stretch of a night, [from, to) in seconds since its start. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A moment on the grid of epochs; between two the nearer, at most `total`. */
export function snap(seconds: number, epochSeconds: number, total: number): number {
  const snapped = Math.round(seconds / epochSeconds) * epochSeconds;
  return Math.min(Math.max(snapped, 0), total);
}

/** Puts a stage over a stretch. The length of the night stays. */
export function paintStage(runs: readonly StageRun[], { from, to }: Span, stage: RunStage): StageRun[] {
  const total = secondsOf(runs);
  const start = Math.max(from, 0);
  const end = Math.min(to, total);
  if (!(end > start)) return mergeRuns(runs);
  return mergeRuns([
    ...sliceRuns(runs, 0, start),
    { stage, seconds: end - start },
    ...sliceRuns(runs, end, Number.POSITIVE_INFINITY),
  ]);
}

/** Start of each run, and the end: [runs + 1] seconds. */
export function boundariesOf(runs: readonly StageRun[]): Float64Array {
  const boundaries = new Float64Array(runs.length + 1);
  runs.forEach(({ seconds }, i) => (boundaries[i + 1] = boundaries[i]! + seconds));
  return boundaries;
}

/**
 * Moves the boundary between a run and the next; what one gains the other loses, and each keeps at least an epoch. The
 * boundary behind the last run makes the night longer or shorter.
 * @param index of the run before the boundary
 * @param to seconds since the start of the night, brought onto the grid of epochs
 */
export function moveBoundary(
  runs: readonly StageRun[],
  index: number,
  to: number,
  epochSeconds: number,
  longestSeconds = Number.POSITIVE_INFINITY,
): StageRun[] {
  const run = runs[index];
  if (run === undefined) return [...runs];
  const start = runs.slice(0, index).reduce((sum, { seconds }) => sum + seconds, 0);
  const next = runs[index + 1];
  const least = Math.min(epochSeconds, run.seconds);
  const snapped = Math.round(to / epochSeconds) * epochSeconds;
  const end =
    next === undefined ? longestSeconds : start + run.seconds + next.seconds - Math.min(epochSeconds, next.seconds);
  const seconds = Math.max(Math.min(snapped, end) - start, least);
  return runs.map((each, i) => {
    if (i === index) return { ...each, seconds };
    if (i === index + 1) return { ...each, seconds: each.seconds + run.seconds - seconds };
    return each;
  });
}

/** Gives one run another length; what comes after it moves. */
export const setDuration = (runs: readonly StageRun[], index: number, seconds: number): StageRun[] =>
  runs.map((run, i) => (i === index ? { ...run, seconds } : run));

/** Gives one run another stage; runs of one stage that now touch stay apart, so that rows of a table keep their place. */
export const setStage = (runs: readonly StageRun[], index: number, stage: RunStage): StageRun[] =>
  runs.map((run, i) => (i === index ? { ...run, stage } : run));

/** Takes a run out, and its time with it. A night keeps at least one. */
export const removeRun = (runs: readonly StageRun[], index: number): StageRun[] =>
  runs.length < 2 ? [...runs] : runs.filter((_, i) => i !== index);

/** Puts a run after another, as long as it was asked for. */
export const insertRun = (runs: readonly StageRun[], after: number, run: StageRun): StageRun[] => [
  ...runs.slice(0, after + 1),
  run,
  ...runs.slice(after + 1),
];
