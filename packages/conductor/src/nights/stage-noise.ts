import type { RandomStream } from '@oneiros/random';
import type { RunStage, StageRun } from '../stages.ts';
import { drawNext, humanTransitions } from './markov.ts';
import { editRuns, mergeRuns, sleepPeriod } from './runs.ts';

/** Chance of coming back to the night at each epoch of an excursion: 90 s on average. */
const RETURN_PROBABILITY = 1 / 3;

/**
 * Lets a night stray as real nights do: at every epoch a stage may leave along the transitions of human sleep; it then follows
 * them until it meets the night again or returns. From sleep onset to the last sleep; the length stays.
 * @param runs AASM stages, in epochs of 30 s. @param share of the departures of human sleep that are taken, 0..1.
 * @source Metzner et al. 2021, Commun Biol 4:1385 (transitions, through YASA); the tie to a night is ours.
 */
export function addStageNoise(runs: readonly StageRun[], share: number, random: RandomStream): StageRun[] {
  const period = sleepPeriod(runs);
  if (period === null || share === 0) return mergeRuns(runs);
  const { epochSeconds } = humanTransitions;
  return editRuns(runs, period, (slice) => {
    const noisy: StageRun[] = [];
    let away: RunStage | null = null;
    for (const { stage, seconds } of slice) {
      for (let second = 0; second < seconds; second += epochSeconds) {
        if (away === stage || (away !== null && random.uniform() < RETURN_PROBABILITY)) away = null;
        noisy.push({ stage: away ?? stage, seconds: epochSeconds });
        if (away !== null) away = drawNext(humanTransitions, away, random);
        else if (random.uniform() < share) {
          const next = drawNext(humanTransitions, stage, random);
          if (next !== stage) away = next;
        }
      }
    }
    return noisy;
  });
}
