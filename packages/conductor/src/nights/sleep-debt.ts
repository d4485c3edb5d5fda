import type { Hypnogram } from '../stages.ts';
import type { StageDebt } from './manipulation.ts';
import { reshapeNight } from './reshape.ts';
import { editRuns, secondsOf, sleepPeriod } from './runs.ts';

/** Of what is owed in the morning, the share that the next night still asks for: most lost REM is never made up. */
const KEPT_SHARE = 0.5;

/** Owed time below this is forgotten, seconds. */
const FORGOTTEN_SECONDS = 30;

/**
 * The most that a rebound adds, in baselines. Three nights at 9.2 % of baseline owe 0.454, 0.681 and 0.795 baselines, each half of what
 * the night before left plus 0.908; 0.73 (1 - exp(-0.795)) = 0.40, the 140 % of the first recovery night.
 */
const LARGEST_REBOUND = 0.73;

/** Factor on the time in a stage in a night that is owed some of it. */
const reboundFactor = (owedSeconds: number, baselineSeconds: number): number =>
  baselineSeconds === 0 ? 1 : 1 + LARGEST_REBOUND * (1 - Math.exp(-owedSeconds / baselineSeconds));

const owedAfter = (owedSeconds: number, baselineSeconds: number, achievedSeconds: number): number => {
  const owed = KEPT_SHARE * (owedSeconds + baselineSeconds - achievedSeconds);
  return owed < FORGOTTEN_SECONDS ? 0 : owed;
};

/** What is owed after a night. @param baseline as the night would have been. @param achieved as it was. */
export const debtAfter = (debt: StageDebt, baseline: Hypnogram, achieved: Hypnogram): StageDebt => ({
  remSeconds: owedAfter(debt.remSeconds, secondsOf(baseline.runs, 'REM'), secondsOf(achieved.runs, 'REM')),
  n3Seconds: owedAfter(debt.n3Seconds, secondsOf(baseline.runs, 'N3'), secondsOf(achieved.runs, 'N3')),
});

/**
 * A night in which what is owed comes back: longer REM and N3, at the cost of N2 (or undivided NREM).
 * @returns the same hypnogram where nothing is owed or nobody sleeps.
 * @source Endo et al. 1998, Am J Physiol 274:R1186 (140.1 % of REM); that N3 comes back alike is ours.
 */
export function reboundNight(hypnogram: Hypnogram, { remSeconds, n3Seconds }: StageDebt): Hypnogram {
  const { runs, epochSeconds } = hypnogram;
  const period = sleepPeriod(runs);
  if (period === null || (remSeconds === 0 && n3Seconds === 0)) return hypnogram;
  const changes = {
    wakeOfSleep: 0,
    n1: 1,
    n3: reboundFactor(n3Seconds, secondsOf(runs, 'N3')),
    rem: reboundFactor(remSeconds, secondsOf(runs, 'REM')),
    remLatency: 1,
  };
  const rebound = editRuns(runs, period, (slice) =>
    reshapeNight(slice, changes, { epochSeconds, movesRemLatency: false }),
  );
  return { ...hypnogram, runs: rebound };
}
