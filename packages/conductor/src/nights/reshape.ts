import type { RunStage, StageRun } from '../stages.ts';
import { apportion } from './apportion.ts';
import type { NightChanges } from './drugs.ts';
import { mergeRuns, secondsOf } from './runs.ts';

/** A run in whole epochs, in the making. */
interface EpochRun {
  stage: RunStage;
  epochs: number;
}

const lengthOf = (runs: readonly EpochRun[]): number => runs.reduce((sum, run) => sum + run.epochs, 0);

const ofStage = (runs: readonly EpochRun[], stage: RunStage): EpochRun[] => runs.filter((run) => run.stage === stage);

/** Makes the runs last `epochs` in all, in proportion. */
function scaleTo(runs: readonly EpochRun[], epochs: number): void {
  const lengths = apportion(
    epochs,
    runs.map((run) => run.epochs),
  );
  runs.forEach((run, i) => (run.epochs = lengths[i]!));
}

const isFirstRem = (run: EpochRun, index: number, runs: readonly EpochRun[]): boolean =>
  run.stage === 'REM' && runs.findIndex(({ stage }) => stage === 'REM') === index;

/** REM may begin this much before the latency that is asked for; NREM is stretched over the rest. */
const EARLIEST_SHARE = 0.8;

/** Turns REM that begins long before `latency` into the filling stage, but never the last of the night. */
function dropEarlyRem(runs: readonly EpochRun[], latency: number, filler: RunStage): void {
  let start = 0;
  let left = ofStage(runs, 'REM').length;
  for (const run of runs) {
    if (run.stage === 'REM') {
      left -= 1;
      if (left === 0 || start >= EARLIEST_SHARE * latency) return;
      run.stage = filler;
    }
    start += run.epochs;
  }
}

/** Moves the filling stage across the first REM, so that it begins at `latency`; as near as there is time to move. */
function moveFirstRem(runs: readonly EpochRun[], latency: number, filler: RunStage): void {
  const first = runs.findIndex(isFirstRem);
  const before = ofStage(runs.slice(0, first), filler);
  const after = ofStage(runs.slice(first), filler);
  if (before.length === 0 || after.length === 0) return;
  const onset = lengthOf(runs.slice(0, first));
  const moved = Math.min(Math.max(latency - onset, -lengthOf(before)), lengthOf(after));
  scaleTo(before, lengthOf(before) + moved);
  scaleTo(after, lengthOf(after) - moved);
}

/**
 * Changes how long the stages of a night last and when REM first comes, and leaves their order and the whole length as they
 * are. N2 or undivided NREM gives and takes the rest; where it is used up, the changes are met as nearly as can be.
 * @param runs from sleep onset; edges move to whole epochs, and part of an epoch that is over stays at the end. @param movesRemLatency false where the runs begin later in the night.
 * @returns runs of the same length; the same ones where there is no N2 or NREM to take from.
 */
export function reshapeNight(
  runs: readonly StageRun[],
  changes: NightChanges,
  { epochSeconds, movesRemLatency }: { readonly epochSeconds: number; readonly movesRemLatency: boolean },
): readonly StageRun[] {
  const filler: RunStage = secondsOf(runs, 'N2') >= secondsOf(runs, 'NREM') ? 'N2' : 'NREM';
  const total = Math.floor(secondsOf(runs) / epochSeconds);
  const partOfEpoch = secondsOf(runs) - total * epochSeconds;
  const lengths = apportion(
    total,
    runs.map((run) => run.seconds),
  );
  const shaped: EpochRun[] = runs.map(({ stage }, i) => ({ stage, epochs: lengths[i]! }));
  if (lengthOf(ofStage(shaped, filler)) === 0) return runs;

  // Lengths are asked for as the night was: REM that is dropped for coming early comes back later.
  const now = (stage: RunStage): number => lengthOf(ofStage(shaped, stage));
  const wanted = {
    WAKE: now('WAKE') === 0 ? 0 : Math.max(0, now('WAKE') + changes.wakeOfSleep * (total - now('WAKE'))),
    N1: now('N1') * changes.n1,
    N3: now('N3') * changes.n3,
    REM: now('REM') * changes.rem,
  };
  const most = Object.values(wanted).reduce((sum, epochs) => sum + epochs, 0);
  const fit = most > total ? total / most : 1;
  const firstRem = shaped.findIndex(isFirstRem);
  const latency = lengthOf(shaped.slice(0, Math.max(firstRem, 0))) * changes.remLatency;
  if (movesRemLatency && firstRem > 0) dropEarlyRem(shaped, latency, filler);
  for (const [stage, epochs] of Object.entries(wanted))
    scaleTo(ofStage(shaped, stage as RunStage), Math.floor(epochs * fit));
  const others = shaped.filter(({ stage }) => !Object.hasOwn(wanted, stage));
  scaleTo(others, total - (lengthOf(shaped) - lengthOf(others)));
  if (movesRemLatency && firstRem > 0) moveFirstRem(shaped, Math.round(latency), filler);
  const reshaped = shaped.map(({ stage, epochs }) => ({ stage, seconds: epochs * epochSeconds }));
  return mergeRuns([...reshaped, { stage: runs.at(-1)!.stage, seconds: partOfEpoch }]);
}
