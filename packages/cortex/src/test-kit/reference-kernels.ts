import * as tf from '@tensorflow/tfjs';
import { activate, activationGradient, type ActivationAttributes } from '../kernels/activation.ts';
import { ACTIVATION_BIAS_GRADIENT } from '../kernels/activation-bias-gradient.ts';
import { CONVOLUTION_BIAS_ACTIVATION, type ConvolutionAttributes } from '../kernels/convolution-bias-activation.ts';
import { convolve, convolveTransposed, paddingOf, type Window } from '../kernels/convolution-kernels.ts';
import { CONVOLUTION_INPUT_ERROR, TRANSPOSED_CONVOLUTION_INPUT_ERROR } from '../kernels/input-error.ts';
import { LATENT_DIVERGENCE, LATENT_DIVERGENCE_GRADIENT } from '../kernels/latent-divergence.ts';
import { LOGIT_CROSS_ENTROPY, LOGIT_CROSS_ENTROPY_GRADIENT } from '../kernels/logit-cross-entropy.ts';
import { MEAN_SQUARED_ERROR, MEAN_SQUARED_ERROR_GRADIENT } from '../kernels/mean-squared-error.ts';
import { OCCLUSION_MULTIPLY } from '../kernels/occlusion-multiply.ts';
import {
  TRANSPOSED_CONVOLUTION_BIAS_ACTIVATION,
  type TransposedConvolutionAttributes,
} from '../kernels/transposed-convolution-bias-activation.ts';

type Inputs = Record<string, tf.Tensor>;
type Reference = (inputs: Inputs, attributes: never) => tf.Tensor | tf.Tensor[];

const logitLoss = ({ logit }: Inputs, { target }: { target: number }): tf.Tensor => {
  const told = tf.sigmoid(logit!);
  return tf.neg(tf.mean(tf.add(tf.mul(tf.log(told), target), tf.mul(tf.log(tf.sub(1, told)), 1 - target))));
};

/** Every fused kernel in ordinary operations and as plainly as its formula, for the comparison with a back end's own. */
export const referenceKernels: Readonly<Record<string, Reference>> = {
  [CONVOLUTION_BIAS_ACTIVATION]: ({ x, filter, bias }: Inputs, attributes: ConvolutionAttributes) => {
    const pre = tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, attributes.strides, paddingOf(attributes));
    return activate(tf.add(pre, bias!), attributes);
  },
  [TRANSPOSED_CONVOLUTION_BIAS_ACTIVATION]: (
    { x, filter, bias }: Inputs,
    attributes: TransposedConvolutionAttributes,
  ) => {
    const { outputShape, strides } = attributes;
    const [map, weight] = [x as tf.Tensor4D, filter as tf.Tensor4D];
    return activate(
      tf.add(tf.conv2dTranspose(map, weight, outputShape, strides, paddingOf(attributes)), bias!),
      attributes,
    );
  },
  [CONVOLUTION_INPUT_ERROR]: ({ dy, filter, x }: Inputs, attributes: Window & ActivationAttributes) => {
    const dx = convolveTransposed(dy as tf.Tensor4D, filter as tf.Tensor4D, x!.shape, attributes);
    return activationGradient<tf.Tensor>(dx, x!, attributes);
  },
  [TRANSPOSED_CONVOLUTION_INPUT_ERROR]: ({ dy, filter, x }: Inputs, attributes: Window & ActivationAttributes) => {
    const dx = convolve(dy as tf.Tensor4D, filter as tf.Tensor4D, attributes);
    return activationGradient<tf.Tensor>(dx, x!, attributes);
  },
  [ACTIVATION_BIAS_GRADIENT]: ({ dy, y }: Inputs, attributes: ActivationAttributes) => {
    const dPre = activationGradient(dy!, y!, attributes);
    return [dPre, tf.sum(dPre, [0, 1, 2])];
  },
  [MEAN_SQUARED_ERROR]: ({ a, b }: Inputs) => tf.mean(tf.square(tf.sub(a!, b!))),
  [MEAN_SQUARED_ERROR_GRADIENT]: ({ a, b, dy }: Inputs) => tf.mul(tf.mul(tf.sub(a!, b!), 2 / a!.size), dy!),
  [LATENT_DIVERGENCE]: ({ z }: Inputs) => {
    const mean = tf.mean(z!, 0);
    const variance = tf.div(tf.sum(tf.square(tf.sub(z!, mean)), 0), z!.shape[0]! - 1);
    const each = tf.sub(tf.div(tf.add(variance, tf.square(mean)), 2), tf.log(tf.sqrt(variance)));
    return [tf.mean(tf.sub(each, 0.5)), mean, variance];
  },
  [LATENT_DIVERGENCE_GRADIENT]: ({ z, mean, variance, dy }: Inputs) => {
    const [batch, latents] = z!.shape as [number, number];
    const spread = tf.div(tf.mul(tf.sub(1, tf.div(1, variance!)), tf.sub(z!, mean!)), batch - 1);
    return tf.mul(tf.div(tf.add(tf.div(mean!, batch), spread), latents), dy!);
  },
  [LOGIT_CROSS_ENTROPY]: logitLoss,
  [LOGIT_CROSS_ENTROPY_GRADIENT]: ({ logit, dy }: Inputs, { target }: { target: number }) =>
    tf.mul(tf.div(tf.sub(tf.sigmoid(logit!), target), logit!.size), dy!),
  [OCCLUSION_MULTIPLY]: ({ x, mask }: Inputs) => tf.mul(x!, tf.expandDims(mask!, -1)),
};

/**
 * Registers the references as fused kernels of a back end that has none of its own.
 * @returns takes them out again
 */
export function registerReferenceKernels(backendName: string): () => void {
  for (const [kernelName, reference] of Object.entries(referenceKernels)) {
    tf.registerKernel({
      kernelName,
      backendName,
      kernelFunc: ({ inputs, attrs }) => tf.tidy(() => reference(inputs as Inputs, attrs as never)),
    });
  }
  return () => Object.keys(referenceKernels).forEach((kernelName) => tf.unregisterKernel(kernelName, backendName));
}
