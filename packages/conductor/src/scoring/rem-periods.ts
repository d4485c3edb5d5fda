import type { Hypnogram } from '../stages.ts';

/** A period of REM sleep; what interrupts it for less than the gap belongs to it. */
export interface RemPeriod {
  readonly fromSeconds: number;
  readonly toSeconds: number;
}

/**
 * The REM periods of a night: bouts less than `gapMinutes` apart are one.
 * @source Feinberg & Floyd 1979, Psychophysiology 16:283: an interruption of 15 min ends a REM period
 */
export function remPeriods(
  { runs }: Hypnogram,
  { gapMinutes = 15 }: { readonly gapMinutes?: number } = {},
): RemPeriod[] {
  const periods: { fromSeconds: number; toSeconds: number }[] = [];
  let at = 0;
  for (const { stage, seconds } of runs) {
    const last = periods.at(-1);
    if (stage === 'REM' && last !== undefined && at - last.toSeconds < gapMinutes * 60) last.toSeconds = at + seconds;
    else if (stage === 'REM') periods.push({ fromSeconds: at, toSeconds: at + seconds });
    at += seconds;
  }
  return periods;
}
