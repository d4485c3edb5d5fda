import type { Levels, Stage } from '../brain-state.ts';
import type { HypnogramSample } from './hypnogram-sample.ts';

/** Consecutive time in a stage of any name. */
export interface NamedRun {
  readonly stage: Stage;
  readonly seconds: number;
}

export interface SampleOptions {
  /** Time between samples. */
  readonly stepSeconds: number;
  /** Both levels at a moment; unknown unless given. */
  readonly levelsAt?: (seconds: number) => Levels;
  /** The part to sample, [from, to) in seconds since the start of the runs; all of them unless given. */
  readonly from?: number;
  readonly to?: number;
}

/**
 * Runs as evenly spaced moments, to be drawn: the stage and both levels at `from`, a step later, and so on before `to`.
 * @throws RangeError where the step is not above 0 or nothing lies between `from` and `to`.
 */
export function sampleRuns(runs: readonly NamedRun[], options: SampleOptions): HypnogramSample[] {
  const total = runs.reduce((sum, { seconds }) => sum + seconds, 0);
  const { stepSeconds, levelsAt, from = 0 } = options;
  const to = Math.min(options.to ?? total, total);
  if (!(stepSeconds > 0)) throw new RangeError(`Expected a step above 0 s, got ${stepSeconds}.`);
  if (!(from >= 0 && from < to)) throw new RangeError(`Expected a part of 0 to ${total} s, got ${from} to ${to} s.`);
  let index = 0;
  let end = runs[0]!.seconds;
  return Array.from({ length: Math.ceil((to - from) / stepSeconds) }, (_, i) => {
    const seconds = from + i * stepSeconds;
    while (seconds >= end && index < runs.length - 1) end += runs[++index]!.seconds;
    const { ach, na } = levelsAt?.(seconds) ?? { ach: null, na: null };
    return { seconds, stage: runs[index]!.stage, ach, na };
  });
}
