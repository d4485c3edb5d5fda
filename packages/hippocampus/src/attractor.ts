import * as tf from '@tensorflow/tfjs';
import type { RandomStream } from '@oneiros/random';
import { hopfieldRecall, type Association } from './hopfield.ts';
import { drawUniform } from './sampling.ts';

/** How recall of latents settles. */
export interface AttractorOptions {
  /**
   * β in units of 1 / variance, whatever the scale of the latents: the log odds with which a state at a stored latent prefers it to
   * one of the same day at the average distance. Above about ln of their number, single episodes are recalled; below, blends.
   */
  readonly inverseTemperature: number;
  /** Updates of the state, from 1. */
  readonly updates: number;
}

/** Latents as attractors of a state, and what a cue is made of. */
export interface Attractors {
  /** @param cue [states, latent]; not disposed @returns [states, latent], the caller disposes */
  recall(cue: tf.Tensor2D): tf.Tensor2D;
  /** Spontaneous activity about the mean of the latents and with their variance. @returns [count, latent], the caller disposes */
  noise(count: number, random: RandomStream): tf.Tensor2D;
  /**
   * So much of each latent, the components drawn, the others at the mean of what is stored.
   * @param share of the components that are kept, 0..1, rounded @returns like `latent`, the caller disposes
   */
  fragment(latent: tf.Tensor2D, share: number, random: RandomStream): tf.Tensor2D;
  dispose(): void;
}

/**
 * Prepares latents for recall by distance: with b = ln s - ½ β |x|² about their mean an update is
 * ξ' = Σ x s exp(-½ β |ξ - x|²) / Σ s exp(-½ β |ξ - x|²), so that recall depends neither on where latents lie nor on which of them are
 * long, and every latent far enough from the others is a fixed point.
 *
 * @param latents [patterns, latent]; not disposed @param logStrengths ln s of each, 0 unless given
 * @source the association is that of Ramsauer et al. 2021; it differs where patterns are not of one length, as theirs are
 */
export function createAttractors(
  latents: tf.Tensor2D,
  { inverseTemperature, updates }: AttractorOptions,
  logStrengths?: ArrayLike<number>,
): Attractors {
  const [, size] = latents.shape;
  const mean = tf.mean(latents, 0, true) as tf.Tensor2D; // [1, latent]
  const patterns = tf.sub<tf.Tensor2D>(latents, mean);
  const lengths = tf.tidy(() => tf.sum(tf.square(patterns), 1) as tf.Tensor1D); // [patterns], squared
  const variance = lengths.dataSync<'float32'>().reduce((sum, length) => sum + length, 0) / latents.shape[0];
  // Latents that are all the same are recalled as what they are.
  const scaled = variance > 0 ? inverseTemperature / variance : 0;
  const bias = tf.tidy((): tf.Tensor1D => {
    const ofLength = tf.mul<tf.Tensor1D>(lengths, -scaled / 2);
    if (logStrengths === undefined) return ofLength;
    const strongest = Math.max(...Array.from(logStrengths));
    return tf.add(ofLength, tf.tensor1d(Array.from(logStrengths, (strength) => strength - strongest)));
  });
  lengths.dispose();
  const association: Association = { patterns, inverseTemperature: scaled, bias };
  return {
    recall: (cue) => tf.tidy(() => tf.add(hopfieldRecall(association, tf.sub(cue, mean), updates), mean)),
    noise: (count, random) =>
      tf.tidy(() => {
        const values = random.fillNormal(new Float32Array(count * size), Math.sqrt(variance / size));
        return tf.add(tf.tensor2d(values, [count, size]), mean);
      }),
    fragment: (latent, share, random) =>
      tf.tidy(() => {
        const mask = new Float32Array(latent.shape[0] * size);
        for (let row = 0; row < latent.shape[0]; row++) {
          for (const place of drawUniform(size, Math.round(share * size), random)) mask[row * size + place] = 1;
        }
        return tf.add(tf.mul(tf.sub(latent, mean), tf.tensor2d(mask, [latent.shape[0], size])), mean);
      }),
    dispose: () => tf.dispose([mean, patterns, bias]),
  };
}
