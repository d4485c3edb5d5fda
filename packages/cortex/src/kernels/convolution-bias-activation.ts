import * as tf from '@tensorflow/tfjs';
import { activate, type ActivationAttributes } from './activation.ts';
import { activationBiasGradient } from './activation-bias-gradient.ts';
import { convolveFilter, convolveTransposed, paddingOf, type Window } from './convolution-kernels.ts';
import { isFused, runFused } from './fused-kernel.ts';

/** Fused kernel: inputs `x`, `filter`, `bias`; output y, activated. */
export const CONVOLUTION_BIAS_ACTIVATION = 'ConvolutionBiasActivation';

export type ConvolutionAttributes = Window & ActivationAttributes;

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
    const [dPre, dBias] = activationBiasGradient(dy as tf.Tensor4D, y, attributes);
    return {
      x: () => convolveTransposed(dPre, filter, x.shape, attributes),
      filter: () => convolveFilter(x, dPre, filter.shape, attributes),
      bias: () => dBias,
    };
  },
});
