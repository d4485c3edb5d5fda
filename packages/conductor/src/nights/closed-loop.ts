import type { RandomStream } from '@oneiros/random';
import type { RunStage, StageRun } from '../stages.ts';
import { mergeRuns, secondsOf } from './runs.ts';

/** How an experimenter answers every entry into one stage. */
export interface ClosedLoop {
  readonly stage: RunStage;
  /** How long the stage lasts until it is answered, drawn uniformly. */
  readonly toleratedSeconds: { readonly least: number; readonly most: number };
  /** What the answer brings, such as a time awake. */
  readonly answer: readonly StageRun[];
  /** Sleep between the answer and the next attempt. */
  readonly between: RunStage;
  /** Time to the next attempt without pressure, seconds. */
  readonly attemptSeconds: number;
  /** Time in the stage that is owed from before, seconds. */
  readonly owedSeconds: number;
  /** Time in the stage of an untouched night, seconds: the unit of pressure. */
  readonly baselineSeconds: number;
  readonly epochSeconds: number;
}

export interface ClosedLoopNight {
  readonly runs: readonly StageRun[];
  /** When each answer came, since the start of the runs. */
  readonly answeredAt: readonly number[];
}

/** Whole epochs between two times, at least one. */
function drawEpochs(least: number, most: number, random: RandomStream): number {
  const low = Math.max(1, Math.ceil(least));
  const high = Math.max(low, Math.floor(most));
  return low + random.integer(high - low + 1);
}

/**
 * Answers every entry into a stage. What the stage would have lasted longer is spent in the answer, in lighter sleep, and in attempts to
 * enter it again. Attempts come the sooner the more is owed: after `attemptSeconds / (1 + pressure)`, where pressure counts the
 * time lost in this night and owed from before, in untouched nights. The length of the night stays.
 * @param runs in whole epochs.
 * @source Endo et al. 1998, Am J Physiol 274:R1186 (attempts rise within and over nights); the rule is ours.
 */
export function answerEntries(runs: readonly StageRun[], loop: ClosedLoop, random: RandomStream): ClosedLoopNight {
  const { stage, toleratedSeconds, answer, between, epochSeconds } = loop;
  const edited: StageRun[] = [];
  const answeredAt: number[] = [];
  let now = 0;
  let lost = 0;
  const spend = (run: StageRun, left: number): number => {
    const seconds = Math.min(run.seconds, left);
    if (seconds > 0) edited.push({ stage: run.stage, seconds });
    now += seconds;
    return left - seconds;
  };
  for (const run of runs) {
    if (run.stage !== stage) {
      spend(run, run.seconds);
      continue;
    }
    let left = run.seconds;
    while (left > 0) {
      const held = drawEpochs(toleratedSeconds.least / epochSeconds, toleratedSeconds.most / epochSeconds, random);
      left = spend({ stage, seconds: held * epochSeconds }, left);
      if (left === 0) break;
      answeredAt.push(now);
      const before = left;
      for (const part of answer) left = spend(part, left);
      const pressure = (loop.owedSeconds + lost) / loop.baselineSeconds;
      const pause = Math.max(1, Math.round(loop.attemptSeconds / (1 + pressure) / epochSeconds)) * epochSeconds;
      left = spend({ stage: between, seconds: pause }, left);
      lost += before - left;
    }
  }
  return { runs: mergeRuns(edited), answeredAt };
}

/** Whole epochs, at least one, of a length in seconds. */
export const inEpochs = (seconds: number, epochSeconds: number): number =>
  Math.max(1, Math.round(seconds / epochSeconds)) * epochSeconds;

/** NREM as these runs write it: N1 where they divide it. */
export const lightSleepOf = (runs: readonly StageRun[]): { readonly light: RunStage; readonly usual: RunStage } =>
  secondsOf(runs, 'NREM') > secondsOf(runs, 'N1', 'N2', 'N3')
    ? { light: 'NREM', usual: 'NREM' }
    : { light: 'N1', usual: 'N2' };
