import * as tf from '@tensorflow/tfjs';
import { isFused, runFused, runFusedList } from './fused-kernel.ts';

/** Fused kernel: input `z`; outputs [scalar, mean [latent], variance [latent]]. */
export const LATENT_DIVERGENCE = 'LatentDivergence';
/** Fused kernel: inputs `z`, `mean`, `variance`, `dy` (scalar); output dz. */
export const LATENT_DIVERGENCE_GRADIENT = 'LatentDivergenceGradient';

/**
 * L_KL = mean_j (σ_j² + μ_j²)/2 - ln σ_j - 1/2, with the batch's mean μ and its unbiased deviation σ.
 * @param z [batch, latent], batch >= 2 @returns scalar
 * @source Deperrois et al. 2022, equation 2 (there a sum; here the mean over latents, as the published code)
 */
export function latentDivergence(z: tf.Tensor2D): tf.Scalar {
  if (isFused(LATENT_DIVERGENCE)) return runFusedList(LATENT_DIVERGENCE, { z })[0] as tf.Scalar;
  return tf.tidy(() => {
    const mean = tf.mean(z, 0); // [latent]
    const variance = tf.div(tf.sum(tf.square(tf.sub(z, mean)), 0), z.shape[0] - 1); // [latent]
    const moments = tf.sub(tf.add(variance, tf.square(mean)), tf.log(variance)); // σ² + μ² - 2 ln σ
    return tf.sub(tf.mul(tf.mean(moments), 0.5), 0.5);
  });
}

/** dL_KL/dz_ij = (μ_j / n + (1 - 1/σ_j²)(z_ij - μ_j) / (n - 1)) / latents */
function latentDivergenceGradient(
  z: tf.Tensor2D,
  mean: tf.Tensor1D,
  variance: tf.Tensor1D,
  dy: tf.Scalar,
): tf.Tensor2D {
  if (isFused(LATENT_DIVERGENCE_GRADIENT)) return runFused(LATENT_DIVERGENCE_GRADIENT, { z, mean, variance, dy });
  return tf.tidy(() => {
    const [batch, latents] = z.shape;
    const spread = tf.mul(tf.sub(z, mean), tf.div(tf.sub(1, tf.reciprocal(variance)), batch - 1)); // [batch, latent]
    return tf.mul(tf.add(spread, tf.div(mean, batch)), tf.div(dy, latents));
  });
}

tf.registerGradient({
  kernelName: LATENT_DIVERGENCE,
  inputsToSave: ['z'],
  outputsToSave: [false, true, true],
  gradFunc: (dy, saved) => {
    const [z, mean, variance] = saved as [tf.Tensor2D, tf.Tensor1D, tf.Tensor1D];
    const [dScalar] = dy as unknown as [tf.Scalar];
    return { z: () => latentDivergenceGradient(z, mean, variance, dScalar) };
  },
});
