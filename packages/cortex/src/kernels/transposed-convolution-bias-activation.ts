import * as tf from '@tensorflow/tfjs';
import { activate, type ActivationAttributes } from './activation.ts';
import { activationBiasGradient, passedOn } from './activation-bias-gradient.ts';
import { convolveFilter, paddingOf, type Window } from './convolution-kernels.ts';
import { isFused, runFused } from './fused-kernel.ts';
import { transposedConvolutionInputError } from './input-error.ts';
import type { StackPlace } from './stack-place.ts';

/** Fused kernel: inputs `x`, `filter`, `bias`; output y, activated. */
export const TRANSPOSED_CONVOLUTION_BIAS_ACTIVATION = 'TransposedConvolutionBiasActivation';

export type TransposedConvolutionAttributes = Window &
  ActivationAttributes &
  StackPlace & {
    /** [batch, height, width, out] */
    outputShape: [number, number, number, number];
  };

/**
 * y = f(x ⊛ᵀ filter + bias), the feedback step of an area.
 * @param x [batch, height, width, in] @param filter [4, 4, out, in] @param bias [out]
 * @returns attributes.outputShape
 */
export function transposedConvolutionBiasActivation(
  x: tf.Tensor4D,
  filter: tf.Tensor4D,
  bias: tf.Tensor1D,
  attributes: TransposedConvolutionAttributes,
): tf.Tensor4D {
  if (isFused(TRANSPOSED_CONVOLUTION_BIAS_ACTIVATION)) {
    return runFused(TRANSPOSED_CONVOLUTION_BIAS_ACTIVATION, { x, filter, bias }, { ...attributes });
  }
  const { outputShape, strides } = attributes;
  return tf.tidy(() =>
    activate(tf.add(tf.conv2dTranspose(x, filter, outputShape, strides, paddingOf(attributes)), bias), attributes),
  );
}

tf.registerGradient({
  kernelName: TRANSPOSED_CONVOLUTION_BIAS_ACTIVATION,
  inputsToSave: ['x', 'filter'],
  outputsToSave: [true],
  gradFunc: (dy, saved, attrs) => {
    const [x, filter, y] = saved as [tf.Tensor4D, tf.Tensor4D, tf.Tensor4D];
    const attributes = attrs as unknown as TransposedConvolutionAttributes;
    const transfer = attributes.isInner ? passedOn : attributes;
    const [dPre, dBias] = activationBiasGradient(dy as tf.Tensor4D, y, transfer);
    return {
      x: () => transposedConvolutionInputError(dPre, filter, x, attributes, attributes.below),
      filter: () => convolveFilter(dPre, x, filter.shape, attributes),
      bias: () => dBias,
    };
  },
});
