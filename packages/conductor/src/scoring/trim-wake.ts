import { mergeRuns, toMicroseconds } from './merge-runs.ts';
import { isSleep } from './stage-kinds.ts';
import type { Hypnogram, StageRun } from '../stages.ts';

/**
 * Cuts what comes long before sleep and long after it, as of recordings of a whole day: `keepMinutes` stay on both sides.
 * A hypnogram without sleep stays as it is.
 */
export function trimWake(
  hypnogram: Hypnogram,
  { keepMinutes = 30 }: { readonly keepMinutes?: number } = {},
): Hypnogram {
  const { runs, start, ...others } = hypnogram;
  const first = runs.findIndex(({ stage }) => isSleep(stage));
  if (first < 0) return hypnogram;
  const last = runs.findLastIndex(({ stage }) => isSleep(stage));
  const before = keepEnd(runs.slice(0, first), keepMinutes * 60);
  const after = keepEnd(runs.slice(last + 1).reverse(), keepMinutes * 60).reverse();
  const cutSeconds = secondsOf(runs.slice(0, first)) - secondsOf(before);
  const later = start === undefined ? undefined : shiftStart(start, cutSeconds);
  return {
    ...others,
    runs: mergeRuns([...before, ...runs.slice(first, last + 1), ...after]),
    ...(later === undefined ? {} : { start: later }),
  };
}

const secondsOf = (runs: readonly StageRun[]): number => runs.reduce((sum, { seconds }) => sum + seconds, 0);

/** The last `seconds` of the runs. */
function keepEnd(runs: readonly StageRun[], seconds: number): StageRun[] {
  const kept: StageRun[] = [];
  let left = seconds;
  for (const run of runs.toReversed()) {
    if (left <= 0) break;
    kept.unshift({ ...run, seconds: toMicroseconds(Math.min(run.seconds, left)) });
    left -= run.seconds;
  }
  return kept;
}

/** @returns undefined where the start is no time. */
export function shiftStart(start: string, seconds: number): string | undefined {
  const milliseconds = Date.parse(`${start}Z`);
  if (Number.isNaN(milliseconds)) return undefined;
  const shifted = new Date(milliseconds + seconds * 1000).toISOString();
  return shifted.replace(/(\.000)?Z$/, '');
}
