import * as tf from '@tensorflow/tfjs';
import { createRandomStreams } from '@oneiros/random';
import { resolveConfig } from '../config/resolve-config.ts';
import type { RunConfigInput } from '../config/run-config.ts';
import { createMemory } from '../memory.ts';

/** One mini-batch as it was perceived, before the cortex learned from it. */
export interface PerceivedBatch {
  readonly tick: number;
  readonly day: number;
  /** [batch, latent] */
  readonly latents: readonly (readonly number[])[];
  /** [batch] */
  readonly errors: readonly number[];
}

/** What a store replays in a night; distances in units of the root of the variance of the last day's latents. */
export interface StoreComparison {
  /** Variance of what NREM replays over that of the day's latents. */
  readonly spread: number;
  /** Mean distance of what NREM replays to the nearest latent that was perceived: 0 for a memory that only reads. */
  readonly fromStored: number;
  /** Mean distance of what NREM replays to the nearest latent that any image has for the brain of the evening. */
  readonly staleness: number;
  /** Share of the last day's episodes that come up, each as the nearest perceived one. */
  readonly covered: number;
  /** How much worse than the day's mean the replayed episodes were reconstructed: mean error over mean error. */
  readonly errorOfReplayed: number;
  /** `spread` and `fromStored` of what REM mixes of memories, without its noise. */
  readonly remSpread: number;
  readonly remFromStored: number;
}

/**
 * Lets a store live through days and replay a night of so many mini-batches.
 *
 * @param days all mini-batches, in their order @param now [images, latent] of all training images in the evening
 */
export function compareStore(
  layer: RunConfigInput,
  days: readonly PerceivedBatch[],
  now: readonly (readonly number[])[],
  nightTicks: number,
): StoreComparison {
  const config = resolveConfig({ batchSize: days[0]!.latents.length }, layer);
  const memory = createMemory(config, createRandomStreams(7));
  for (const [i, { tick, day, latents, errors }] of days.entries()) {
    const isFirstOfDay = days[i - 1]?.day !== day;
    tf.tidy(() =>
      memory.encode(
        tf.tensor2d(latents.map((row) => [...row])),
        { tick, day, isFirstOfEpoch: i === 0, isFirstOfDay },
        tf.tensor1d([...errors]),
      ),
    );
  }
  const evening = days.at(-1)!.tick + 1;
  const replayed = (mixture: Parameters<typeof memory.replay>[0]): number[][] =>
    Array.from({ length: nightTicks }, (_, i) => {
      const dream = memory.replay(mixture, evening + i, 'noise')!;
      const rows = dream.arraySync();
      dream.dispose();
      return rows;
    }).flat();
  const single = replayed(config.replay.nrem);
  const mixed = replayed({ ...config.replay.rem, recent: 0.5, previous: 0.5, noise: 0 });
  memory.dispose();

  const lastDay = days.filter(({ day }) => day === days.at(-1)!.day);
  const today = lastDay.flatMap(({ latents }) => latents);
  const errors = lastDay.flatMap((batch) => batch.errors);
  const perceived = days.flatMap(({ latents }) => latents);
  const variance = varianceOf(today);
  const distances = (rows: number[][], others: readonly (readonly number[])[]): number =>
    meanOf(rows.map((row) => nearest(row, others).distance)) / Math.sqrt(variance);
  const found = single.map((row) => nearest(row, today).place);
  return {
    spread: varianceOf(single) / variance,
    fromStored: distances(single, perceived),
    staleness: distances(single, now),
    covered: new Set(found).size / today.length,
    errorOfReplayed: meanOf(found.map((place) => errors[place]!)) / meanOf(errors),
    remSpread: varianceOf(mixed) / variance,
    remFromStored: distances(mixed, perceived),
  };
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Mean squared distance to the mean of the rows. */
function varianceOf(rows: readonly (readonly number[])[]): number {
  const mean = rows[0]!.map((_, j) => meanOf(rows.map((row) => row[j]!)));
  return meanOf(rows.map((row) => squaredDistance(row, mean)));
}

function nearest(row: readonly number[], others: readonly (readonly number[])[]): { place: number; distance: number } {
  let best = { place: -1, distance: Infinity };
  others.forEach((other, place) => {
    const distance = squaredDistance(row, other);
    if (distance < best.distance) best = { place, distance };
  });
  return { ...best, distance: Math.sqrt(best.distance) };
}

const squaredDistance = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, j) => sum + (value - b[j]!) ** 2, 0);
