import * as tf from '@tensorflow/tfjs';
import { isFused, runFused } from './fused-kernel.ts';

/** Fused kernel: inputs `a`, `b`; output a scalar. */
export const MEAN_SQUARED_ERROR = 'MeanSquaredError';
/** Fused kernel: inputs `a`, `b`, `dy` (scalar); output d/da, as a. */
export const MEAN_SQUARED_ERROR_GRADIENT = 'MeanSquaredErrorGradient';

/** mean (a - b)² over every element. @param a any shape @param b same shape @returns scalar */
export function meanSquaredError(a: tf.Tensor, b: tf.Tensor): tf.Scalar {
  if (isFused(MEAN_SQUARED_ERROR)) return runFused(MEAN_SQUARED_ERROR, { a, b });
  return tf.tidy(() => tf.mean(tf.squaredDifference(a, b)));
}

/** 2 (a - b) dy / N, of the mean squared error's first argument. */
function meanSquaredErrorGradient(a: tf.Tensor, b: tf.Tensor, dy: tf.Scalar): tf.Tensor {
  if (isFused(MEAN_SQUARED_ERROR_GRADIENT)) return runFused(MEAN_SQUARED_ERROR_GRADIENT, { a, b, dy });
  return tf.tidy(() => tf.mul(tf.sub(a, b), tf.mul(dy, 2 / a.size)));
}

tf.registerGradient({
  kernelName: MEAN_SQUARED_ERROR,
  inputsToSave: ['a', 'b'],
  gradFunc: (dy, saved) => {
    const [a, b] = saved as [tf.Tensor, tf.Tensor];
    return {
      a: () => meanSquaredErrorGradient(a, b, dy as tf.Scalar),
      b: () => meanSquaredErrorGradient(b, a, dy as tf.Scalar),
    };
  },
});
