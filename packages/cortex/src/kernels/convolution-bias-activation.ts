import * as tf from '@tensorflow/tfjs';
import { activate, type ActivationAttributes } from './activation.ts';
import { activationBiasGradient, passedOn } from './activation-bias-gradient.ts';
import { convolveFilter, paddingOf, type Window } from './convolution-kernels.ts';
import { isFused, runFused } from './fused-kernel.ts';
import { convolutionInputError } from './input-error.ts';
import type { StackPlace } from './stack-place.ts';

/** Fused kernel: inputs `x`, `filter`, `bias`; output y, activated. */
export const CONVOLUTION_BIAS_ACTIVATION = 'ConvolutionBiasActivation';

export type ConvolutionAttributes = Window & ActivationAttributes & StackPlace;

/**
 * y = f(x * filter + bias), the feedforward step of an area.
 * @param x [batch, height, width, in] @param filter [4, 4, in, out] @param bias [out]
 * @returns [batch, height', width', out]
 */
export function convolutionBiasActivation(
  x: tf.Tensor4D,
  filter: tf.Tensor4D,
  bias: tf.Tensor1D,
  attributes: ConvolutionAttributes,
): tf.Tensor4D {
  if (isFused(CONVOLUTION_BIAS_ACTIVATION)) {
    return runFused(CONVOLUTION_BIAS_ACTIVATION, { x, filter, bias }, { ...attributes });
  }
  return tf.tidy(() =>
    activate(tf.add(tf.conv2d(x, filter, attributes.strides, paddingOf(attributes)), bias), attributes),
  );
}

// dPre is computed once, outside the gradients' own scopes, because each of them ends with what was made in it.
tf.registerGradient({
  kernelName: CONVOLUTION_BIAS_ACTIVATION,
  inputsToSave: ['x', 'filter'],
  outputsToSave: [true],
  gradFunc: (dy, saved, attrs) => {
    const [x, filter, y] = saved as [tf.Tensor4D, tf.Tensor4D, tf.Tensor4D];
    const attributes = attrs as unknown as ConvolutionAttributes;
    const transfer = attributes.isInner ? passedOn : attributes;
    const [dPre, dBias] = activationBiasGradient(dy as tf.Tensor4D, y, transfer);
    return {
      x: () => convolutionInputError(dPre, filter, x, attributes, attributes.below),
      filter: () => convolveFilter(x, dPre, filter.shape, attributes),
      bias: () => dBias,
    };
  },
});
