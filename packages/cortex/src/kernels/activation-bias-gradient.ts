import * as tf from '@tensorflow/tfjs';
import { activationGradient, type ActivationAttributes } from './activation.ts';
import { isFused, runFusedList } from './fused-kernel.ts';

/** Fused kernel: inputs `dy`, `y`; outputs [dPre, dBias]. */
export const ACTIVATION_BIAS_GRADIENT = 'ActivationBiasGradient';

/** For an error that arrives before the transfer function already: it stays as it is. */
export const passedOn: ActivationAttributes = { activation: 'linear', slope: 1 };

/**
 * Error before the transfer function, and its sum over batch and place, which is the error of the bias.
 * @param dy error of the activated output, [batch, height, width, channels] @param y the activated output, same shape
 * @returns [dPre as dy, dBias [channels]]
 */
export function activationBiasGradient(
  dy: tf.Tensor4D,
  y: tf.Tensor4D,
  attributes: ActivationAttributes,
): [dPre: tf.Tensor4D, dBias: tf.Tensor1D] {
  const { activation, slope } = attributes;
  if (isFused(ACTIVATION_BIAS_GRADIENT)) {
    return runFusedList(ACTIVATION_BIAS_GRADIENT, { dy, y }, { activation, slope }) as [tf.Tensor4D, tf.Tensor1D];
  }
  const dPre = tf.tidy(() => activationGradient(dy, y, attributes));
  return [dPre, tf.sum(dPre, [0, 1, 2])];
}
