import type { RandomStream } from '@oneiros/random';
import type { RunStage, StageRun } from '../stages.ts';
import { inEpochs, lightSleepOf } from './closed-loop.ts';
import { mergeRuns, secondsOf } from './runs.ts';

const isNrem = (stage: RunStage): boolean => stage === 'N1' || stage === 'N2' || stage === 'N3' || stage === 'NREM';

/** N1 in which one falls asleep again after being woken, seconds. */
export const DROWSY_SECONDS = 60;

interface Place {
  readonly seconds: number;
  readonly distance: number;
}

/** The moment nearest to `wanted` at which NREM goes on for `needed` seconds; undefined where there is none. */
function nearestNrem(
  runs: readonly StageRun[],
  wanted: number,
  needed: number,
  epochSeconds: number,
): Place | undefined {
  let best: Place | undefined;
  let start = 0;
  for (let i = 0; i < runs.length; i++) {
    let end = start;
    for (; i < runs.length && isNrem(runs[i]!.stage); i++) end += runs[i]!.seconds;
    // At least an epoch of NREM comes before, so that the awakening is one from NREM.
    const first = start + epochSeconds;
    const last = end - needed;
    if (last >= first) {
      const seconds = Math.min(Math.max(wanted, first), last);
      const distance = Math.abs(seconds - wanted);
      if (best === undefined || distance < best.distance) best = { seconds, distance };
    }
    start = end + (runs[i]?.seconds ?? 0);
  }
  return best;
}

/**
 * Awakenings at given moments, each moved to the nearest NREM that has room for it and for falling asleep again; REM is left alone.
 * @param runs in whole epochs. @param moments since the start of the runs.
 * @returns the runs, of the same length, and where the awakenings came to lie; what finds no room is left out.
 */
export function wakeFromNrem(
  runs: readonly StageRun[],
  moments: readonly number[],
  { awakeSeconds, epochSeconds }: { readonly awakeSeconds: number; readonly epochSeconds: number },
): { readonly runs: readonly StageRun[]; readonly at: readonly number[] } {
  const awake = inEpochs(awakeSeconds, epochSeconds);
  const drowsy = inEpochs(DROWSY_SECONDS, epochSeconds);
  const { light } = lightSleepOf(runs);
  const at: number[] = [];
  let edited = runs;
  for (const moment of moments) {
    const place = nearestNrem(edited, moment, awake + drowsy, epochSeconds);
    if (place === undefined) continue;
    at.push(place.seconds);
    const answer: StageRun[] = [
      { stage: 'WAKE', seconds: awake },
      { stage: light, seconds: drowsy },
    ];
    edited = overwrite(edited, place.seconds, answer);
  }
  return { runs: edited, at: at.sort((a, b) => a - b) };
}

function overwrite(runs: readonly StageRun[], at: number, by: readonly StageRun[]): StageRun[] {
  const until = at + secondsOf(by);
  const edited: StageRun[] = [];
  let start = 0;
  let isPlaced = false;
  for (const { stage, seconds } of runs) {
    const end = start + seconds;
    if (start < at) edited.push({ stage, seconds: Math.min(end, at) - start });
    if (!isPlaced && end > at) {
      edited.push(...by);
      isPlaced = true;
    }
    if (end > until) edited.push({ stage, seconds: end - Math.max(start, until) });
    start = end;
  }
  return mergeRuns(edited);
}

/**
 * Awakenings at random: every epoch of the given stages is interrupted with the same chance, independently of the others.
 * @param runs in whole epochs. @returns the runs, of the same length, and when each awakening began.
 */
export function arouse(
  runs: readonly StageRun[],
  arousals: {
    readonly perHour: number;
    readonly seconds: number;
    readonly stages: readonly RunStage[];
    readonly epochSeconds: number;
  },
  random: RandomStream,
): { readonly runs: readonly StageRun[]; readonly at: readonly number[] } {
  const { perHour, stages, epochSeconds } = arousals;
  const length = inEpochs(arousals.seconds, epochSeconds);
  const probability = Math.min(1, (perHour * epochSeconds) / 3600);
  const edited: StageRun[] = [];
  const at: number[] = [];
  let awakeUntil = 0;
  let now = 0;
  for (const { stage, seconds } of runs) {
    for (const end = now + seconds; now < end;) {
      const step = Math.min(epochSeconds, end - now);
      if (now >= awakeUntil && stages.includes(stage) && random.uniform() < probability) {
        at.push(now);
        awakeUntil = now + length;
      }
      edited.push({ stage: now < awakeUntil ? 'WAKE' : stage, seconds: step });
      now += step;
    }
  }
  return { runs: mergeRuns(edited), at };
}
