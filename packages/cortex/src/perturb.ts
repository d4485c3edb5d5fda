import * as tf from '@tensorflow/tfjs';
import type { PerturbedReplay } from './experience.ts';
import { occlude } from './kernels/occlusion-multiply.ts';

/**
 * A dream as NREM perturbs it: (contrast · dream + noise) · Ω. What is silenced stays silent whatever the noise.
 * @param dream [batch, side, side, channels] in [-1, 1]; not disposed @returns the same shape; the caller disposes
 */
export function perturb(
  dream: tf.Tensor4D,
  { occlusion, contrast = 1, noise }: Pick<PerturbedReplay, 'occlusion' | 'contrast' | 'noise'>,
): tf.Tensor4D {
  return tf.tidy(() => {
    const contrasted = contrast === 1 ? dream : tf.mul<tf.Tensor4D>(dream, contrast);
    return occlude(noise === undefined ? contrasted : tf.add<tf.Tensor4D>(contrasted, noise), occlusion);
  });
}
