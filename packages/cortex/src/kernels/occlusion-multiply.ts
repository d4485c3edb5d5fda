import * as tf from '@tensorflow/tfjs';
import { isFused, runFused } from './fused-kernel.ts';

/** Fused kernel: inputs `x`, `mask`; output as x. */
export const OCCLUSION_MULTIPLY = 'OcclusionMultiply';

/**
 * x · Ω: the same mask for every image and channel of the mini-batch; silenced places become 0, which is mid-grey.
 * @param x [batch, height, width, channels] @param mask [height, width], 1 keeps, 0 silences
 */
export function occlude(x: tf.Tensor4D, mask: tf.Tensor2D): tf.Tensor4D {
  if (isFused(OCCLUSION_MULTIPLY)) return runFused(OCCLUSION_MULTIPLY, { x, mask });
  return tf.tidy(() => tf.mul(x, tf.reshape(mask, [1, mask.shape[0], mask.shape[1], 1])));
}

tf.registerGradient({
  kernelName: OCCLUSION_MULTIPLY,
  inputsToSave: ['mask'],
  gradFunc: (dy, saved) => ({ x: () => occlude(dy as tf.Tensor4D, saved[0] as tf.Tensor2D) }),
});
