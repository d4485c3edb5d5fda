import * as tf from '@tensorflow/tfjs';
import type { RandomStream } from '@oneiros/random';
import { createAttractors, type AttractorOptions } from './attractor.ts';
import { spontaneousActivity } from './recombine.ts';

/** What is stored and how it is cued. */
export interface CapacityOptions {
  /** Numbers of patterns to store. */
  readonly loads: readonly number[];
  /** As in `AttractorOptions`. */
  readonly inverseTemperatures: readonly number[];
  readonly updates: number;
  /** Share of the components that a cue keeps. */
  readonly fragment: number;
  /** Components of the patterns, which are drawn from N(0, I) unless `patternsOf` gives them. */
  readonly latentSize: number;
  /** Patterns to store, such as the latents of images; [count, latentSize], disposed of here. */
  readonly patternsOf?: (count: number, random: RandomStream) => tf.Tensor2D;
  /**
   * A pattern counts as recovered where recall ends within this distance of it, in units of the root of the patterns' variance;
   * 0.1 unless given.
   */
  readonly tolerance?: number;
}

export interface Capacity {
  readonly patterns: number;
  readonly inverseTemperature: number;
  /** Share of the patterns that their own fragment recovers, 0..1. */
  readonly recovered: number;
}

/** Measures how many patterns recall recovers, by load and inverse temperature: for each load the same patterns and cues. */
export const measureCapacity = (
  { loads, inverseTemperatures, latentSize, patternsOf, ...options }: CapacityOptions,
  random: RandomStream,
): Capacity[] =>
  loads.flatMap((count) => {
    const patterns = patternsOf?.(count, random) ?? spontaneousActivity(count, latentSize, random);
    const cues = withAttractors(patterns, { inverseTemperature: 0, updates: 1 }, (attractors) =>
      attractors.fragment(patterns, options.fragment, random),
    );
    const measured = inverseTemperatures.map((inverseTemperature) => ({
      patterns: count,
      inverseTemperature,
      recovered: recoveredShare(patterns, cues, { ...options, inverseTemperature }),
    }));
    tf.dispose([patterns, cues]);
    return measured;
  });

/** @param cues [patterns, latent], one for each pattern in its order; neither is disposed */
export function recoveredShare(
  patterns: tf.Tensor2D,
  cues: tf.Tensor2D,
  { tolerance = 0.1, ...options }: AttractorOptions & { readonly tolerance?: number },
): number {
  return withAttractors(patterns, options, (attractors) =>
    tf.tidy(() => {
      const distances = tf.sum(tf.squaredDifference(attractors.recall(cues), patterns), 1); // [patterns]
      const variance = tf.mean(tf.sum(tf.squaredDifference(patterns, tf.mean(patterns, 0, true)), 1));
      const isNear = tf.lessEqual(distances, tf.mul(variance, tolerance ** 2));
      return tf.mean(tf.cast(isNear, 'float32')).dataSync()[0]!;
    }),
  );
}

function withAttractors<T>(
  patterns: tf.Tensor2D,
  options: AttractorOptions,
  use: (attractors: ReturnType<typeof createAttractors>) => T,
): T {
  const attractors = createAttractors(patterns, options);
  try {
    return use(attractors);
  } finally {
    attractors.dispose();
  }
}
