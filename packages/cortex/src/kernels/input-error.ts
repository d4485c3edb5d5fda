import * as tf from '@tensorflow/tfjs';
import { activationGradient, type ActivationAttributes } from './activation.ts';
import { convolve, convolveTransposed, type Window } from './convolution-kernels.ts';
import { isFused, runFused } from './fused-kernel.ts';

/** Fused kernel: inputs `dy`, `filter`, `x`; output dx before the transfer function that made x. */
export const CONVOLUTION_INPUT_ERROR = 'ConvolutionInputError';
/** The same for the transposed convolution. */
export const TRANSPOSED_CONVOLUTION_INPUT_ERROR = 'TransposedConvolutionInputError';

/**
 * Error at the input of a convolution, before the transfer function that made the input.
 * @param dy error of the output before its own transfer function, [batch, height', width', out]
 * @param filter [4, 4, in, out] @param x the input, [batch, height, width, in] @param below undefined: x is no map of a stack
 * @returns as x
 */
export function convolutionInputError(
  dy: tf.Tensor4D,
  filter: tf.Tensor4D,
  x: tf.Tensor4D,
  { strides, pad }: Window,
  below: ActivationAttributes | undefined,
): tf.Tensor4D {
  if (below === undefined) return convolveTransposed(dy, filter, x.shape, { strides, pad });
  if (isFused(CONVOLUTION_INPUT_ERROR)) {
    return runFused(CONVOLUTION_INPUT_ERROR, { dy, filter, x }, { strides, pad, ...below });
  }
  return activationGradient(convolveTransposed(dy, filter, x.shape, { strides, pad }), x, below);
}

/**
 * Error at the input of a transposed convolution, before the transfer function that made the input.
 * @param dy [batch, height, width, out] @param filter [4, 4, out, in] @param x [batch, height', width', in]
 * @returns as x
 */
export function transposedConvolutionInputError(
  dy: tf.Tensor4D,
  filter: tf.Tensor4D,
  x: tf.Tensor4D,
  { strides, pad }: Window,
  below: ActivationAttributes | undefined,
): tf.Tensor4D {
  if (below === undefined) return convolve(dy, filter, { strides, pad });
  if (isFused(TRANSPOSED_CONVOLUTION_INPUT_ERROR)) {
    return runFused(TRANSPOSED_CONVOLUTION_INPUT_ERROR, { dy, filter, x }, { strides, pad, ...below });
  }
  return activationGradient(convolve(dy, filter, { strides, pad }), x, below);
}
