import * as tf from '@tensorflow/tfjs';
import { isFused, runFused } from './fused-kernel.ts';

/** Fused kernel: input `logit`, attribute `target`; output a scalar. */
export const LOGIT_CROSS_ENTROPY = 'LogitCrossEntropy';
/** Fused kernel: inputs `logit`, `dy` (scalar), attribute `target`; output dlogit. */
export const LOGIT_CROSS_ENTROPY_GRADIENT = 'LogitCrossEntropyGradient';

/**
 * BCE(d, target) = -mean (target ln d + (1 - target) ln (1 - d)) with d = σ(logit), in the form that does not overflow:
 * mean (ln (1 + e^logit) - target · logit).
 * @param logit any shape @param target in 0..1 @returns scalar
 */
export function logitCrossEntropy(logit: tf.Tensor, target: number): tf.Scalar {
  if (isFused(LOGIT_CROSS_ENTROPY)) return runFused(LOGIT_CROSS_ENTROPY, { logit }, { target });
  return tf.tidy(() => tf.mean(tf.sub(tf.softplus(logit), tf.mul(logit, target))));
}

/** (σ(logit) - target) dy / N */
function logitCrossEntropyGradient(logit: tf.Tensor, dy: tf.Scalar, target: number): tf.Tensor {
  if (isFused(LOGIT_CROSS_ENTROPY_GRADIENT)) return runFused(LOGIT_CROSS_ENTROPY_GRADIENT, { logit, dy }, { target });
  return tf.tidy(() => tf.mul(tf.sub(tf.sigmoid(logit), target), tf.div(dy, logit.size)));
}

tf.registerGradient({
  kernelName: LOGIT_CROSS_ENTROPY,
  inputsToSave: ['logit'],
  gradFunc: (dy, saved, attrs) => ({
    logit: () => logitCrossEntropyGradient(saved[0]!, dy as tf.Scalar, attrs['target'] as number),
  }),
});
