import * as tf from '@tensorflow/tfjs';
import { kernel, reshaped, type NativeKernels } from '../native-kernel.ts';
import type { OnednnBackend } from '../onednn-backend.ts';
import { convolutionShape } from './convolution.ts';

interface Activation {
  activation: string;
  slope: number;
}

interface Window {
  strides: number;
  pad: number;
}

/** Error of a layer's output before its transfer function, its filter, and its input, which a transfer function made. */
type ErrorInputs = { dy: tf.TensorInfo; filter: tf.TensorInfo; x: tf.TensorInfo };
type Three = { x: tf.TensorInfo; filter: tf.TensorInfo; bias: tf.TensorInfo };

const codeOf = ({ native }: OnednnBackend, { activation }: Activation): number => {
  const code = native.activations[activation];
  if (code === undefined) throw new Error(`Unknown activation "${activation}".`);
  return code;
};

function scalar(backend: OnednnBackend, value: number): tf.TensorInfo {
  const { info, values } = backend.output([]);
  values[0] = value;
  return info;
}

/** The fused kernels of `@oneiros/cortex`: what a tick of learning does, with the fewest passes over memory. */
export const cortexKernels: NativeKernels = {
  ConvolutionBiasActivation: kernel<Three, Window & Activation>(({ inputs, attrs, backend }) => {
    const { x, filter, bias } = inputs;
    const { shape, outShape } = convolutionShape(x.shape, filter.shape, attrs);
    const y = backend.output(outShape);
    backend.native.convolutionForward(
      shape, backend.floats(x), backend.floats(filter), backend.floats(bias), null,
      codeOf(backend, attrs), attrs.slope, y.values,
    ); // prettier-ignore
    return y.info;
  }),

  TransposedConvolutionBiasActivation: kernel<Three, Window & Activation & { outputShape: number[] }>(
    ({ inputs, attrs, backend }) => {
      const { x, filter, bias } = inputs;
      const { shape } = convolutionShape(attrs.outputShape, filter.shape, attrs);
      const y = backend.output(attrs.outputShape);
      backend.native.convolutionBackwardData(
        shape, backend.floats(x), backend.floats(filter), backend.floats(bias), null,
        codeOf(backend, attrs), attrs.slope, y.values,
      ); // prettier-ignore
      return y.info;
    },
  ),

  ConvolutionInputError: kernel<ErrorInputs, Window & Activation>(({ inputs, attrs, backend }) => {
    const { dy, filter, x } = inputs;
    const { shape } = convolutionShape(x.shape, filter.shape, attrs);
    const dx = backend.output(x.shape);
    backend.native.convolutionBackwardData(
      shape, backend.floats(dy), backend.floats(filter), null, backend.floats(x),
      codeOf(backend, attrs), attrs.slope, dx.values,
    ); // prettier-ignore
    return dx.info;
  }),

  TransposedConvolutionInputError: kernel<ErrorInputs, Window & Activation>(({ inputs, attrs, backend }) => {
    const { dy, filter, x } = inputs;
    const { shape } = convolutionShape(dy.shape, filter.shape, attrs);
    const dx = backend.output(x.shape);
    backend.native.convolutionForward(
      shape, backend.floats(dy), backend.floats(filter), null, backend.floats(x),
      codeOf(backend, attrs), attrs.slope, dx.values,
    ); // prettier-ignore
    return dx.info;
  }),

  ActivationBiasGradient: kernel<{ dy: tf.TensorInfo; y: tf.TensorInfo }, Activation>(
    ({ inputs: { dy, y }, attrs, backend }) => {
      const channels = dy.shape.at(-1)!;
      const rows = tf.util.sizeFromShape(dy.shape) / channels;
      const linear = attrs.activation === 'linear';
      const dBias = backend.output([channels]);
      const dPre = linear ? undefined : backend.output(dy.shape);
      backend.native.activationBiasGradient(
        rows, channels, backend.floats(dy), linear ? null : backend.floats(y),
        codeOf(backend, attrs), attrs.slope, dPre?.values ?? null, dBias.values,
      ); // prettier-ignore
      return [dPre?.info ?? reshaped(backend, dy, dy.shape), dBias.info];
    },
  ),

  MeanSquaredError: kernel<{ a: tf.TensorInfo; b: tf.TensorInfo }>(({ inputs: { a, b }, backend }) =>
    scalar(backend, backend.native.meanSquaredError(backend.floats(a), backend.floats(b))),
  ),

  MeanSquaredErrorGradient: kernel<{ a: tf.TensorInfo; b: tf.TensorInfo; dy: tf.TensorInfo }>(
    ({ inputs: { a, b, dy }, backend }) => {
      const da = backend.output(a.shape);
      backend.native.meanSquaredErrorGradient(
        backend.floats(a), backend.floats(b), backend.floats(dy)[0]!, da.values,
      ); // prettier-ignore
      return da.info;
    },
  ),

  LatentDivergence: kernel<{ z: tf.TensorInfo }>(({ inputs: { z }, backend }) => {
    const [batch, latent] = z.shape as [number, number];
    const mean = backend.output([latent]);
    const variance = backend.output([latent]);
    const loss = backend.native.latentDivergence(backend.floats(z), batch, latent, mean.values, variance.values);
    return [scalar(backend, loss), mean.info, variance.info];
  }),

  LatentDivergenceGradient: kernel<Record<'z' | 'mean' | 'variance' | 'dy', tf.TensorInfo>>(
    ({ inputs: { z, mean, variance, dy }, backend }) => {
      const [batch, latent] = z.shape as [number, number];
      const dz = backend.output(z.shape);
      backend.native.latentDivergenceGradient(
        backend.floats(z), backend.floats(mean), backend.floats(variance), backend.floats(dy)[0]!, dz.values,
        batch, latent,
      ); // prettier-ignore
      return dz.info;
    },
  ),

  LogitCrossEntropy: kernel<{ logit: tf.TensorInfo }, { target: number }>(({ inputs: { logit }, attrs, backend }) =>
    scalar(backend, backend.native.logitCrossEntropy(backend.floats(logit), attrs.target)),
  ),

  LogitCrossEntropyGradient: kernel<{ logit: tf.TensorInfo; dy: tf.TensorInfo }, { target: number }>(
    ({ inputs: { logit, dy }, attrs, backend }) => {
      const dLogit = backend.output(logit.shape);
      backend.native.logitCrossEntropyGradient(
        backend.floats(logit), attrs.target, backend.floats(dy)[0]!, dLogit.values,
      ); // prettier-ignore
      return dLogit.info;
    },
  ),

  OcclusionMultiply: kernel<{ x: tf.TensorInfo; mask: tf.TensorInfo }>(({ inputs: { x, mask }, backend }) => {
    const [images, height, width, channels] = x.shape as [number, number, number, number];
    const y = backend.output(x.shape);
    backend.native.occlude(backend.floats(x), backend.floats(mask), y.values, images, height * width, channels);
    return y.info;
  }),
};
