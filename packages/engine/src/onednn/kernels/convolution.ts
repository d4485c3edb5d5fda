import * as tf from '@tensorflow/tfjs';
import { isFloat, kernel, type NativeKernels } from '../native-kernel.ts';

type Padding = number | 'same' | 'valid' | tf.backend_util.ExplicitPadding;
type Pair = number | [number, number];

interface ConvolutionAttributes {
  strides: Pair;
  pad: Padding;
  dataFormat?: 'NHWC' | 'NCHW';
  dilations?: Pair;
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/**
 * The padding after the last pixel that makes `out` windows fit. tfjs computes the width of its result from the height of
 * the filter where the padding is a number; oneDNN insists on sizes that agree. Negative where pixels are left out.
 */
function paddingAfter(
  size: number,
  out: number,
  extent: number,
  stride: number,
  before: number,
  after: number,
): number {
  const fits = Math.floor((size + before + after - extent) / stride) + 1 === out;
  return fits ? after : (out - 1) * stride + extent - size - before;
}

/** The numbers that a native convolution needs, in the order of its `ConvolutionShape`. */
export function convolutionShape(
  inputShape: readonly number[],
  filterShape: readonly number[],
  { strides, pad, dilations = 1, dimRoundingMode }: ConvolutionAttributes,
): { shape: Int32Array; outShape: number[]; isProper: boolean } {
  const info = tf.backend_util.computeConv2DInfo(
    inputShape as [number, number, number, number],
    filterShape as [number, number, number, number],
    strides,
    dilations,
    pad,
    dimRoundingMode,
  );
  const { top, left } = info.padInfo;
  const bottom = paddingAfter(
    info.inHeight, info.outHeight, info.effectiveFilterHeight, info.strideHeight, top, info.padInfo.bottom,
  ); // prettier-ignore
  const right = paddingAfter(
    info.inWidth, info.outWidth, info.effectiveFilterWidth, info.strideWidth, left, info.padInfo.right,
  ); // prettier-ignore
  const shape = Int32Array.of(
    info.batchSize, info.inHeight, info.inWidth, info.inChannels,
    info.outHeight, info.outWidth, info.outChannels,
    info.filterHeight, info.filterWidth,
    info.strideHeight, info.strideWidth,
    top, left, bottom, right,
    info.dilationHeight, info.dilationWidth,
  ); // prettier-ignore
  return { shape, outShape: info.outShape, isProper: bottom >= 0 && right >= 0 };
}

const isNhwc = ({ dataFormat }: ConvolutionAttributes): boolean => dataFormat === undefined || dataFormat === 'NHWC';
const isEmpty = (...shapes: readonly (readonly number[])[]): boolean => shapes.some((shape) => shape.includes(0));

const isForChannels = (shape: readonly number[], channels: number): boolean =>
  tf.util.sizeFromShape([...shape]) === channels && shape.at(-1) === channels;

interface FusedAttributes extends ConvolutionAttributes {
  activation?: tf.fused.Activation;
  leakyreluAlpha?: number;
}

/** Activations that a native convolution applies itself, and what leaks through them below zero. */
const fusedActivations: Readonly<Record<string, (attributes: FusedAttributes) => { name: string; slope: number }>> = {
  linear: () => ({ name: 'linear', slope: 0 }),
  relu: () => ({ name: 'leakyRelu', slope: 0 }),
  leakyrelu: ({ leakyreluAlpha = 0.2 }) => ({ name: 'leakyRelu', slope: leakyreluAlpha }),
};

/** tfjs's convolutions; the transposed convolution is Conv2DBackpropInput. */
export const convolutionKernels: NativeKernels = {
  Conv2D: kernel<{ x: tf.TensorInfo; filter: tf.TensorInfo }, ConvolutionAttributes>(
    ({ inputs: { x, filter }, attrs, backend, fallback }) => {
      if (!isFloat(x, filter) || !isNhwc(attrs)) return fallback();
      const { shape, outShape, isProper } = convolutionShape(x.shape, filter.shape, attrs);
      if (!isProper || isEmpty(x.shape, filter.shape, outShape)) return fallback();
      const { native } = backend;
      const y = backend.output(outShape);
      native.convolutionForward(
        shape, backend.floats(x), backend.floats(filter), null, null, native.activations['linear']!, 0, y.values,
      ); // prettier-ignore
      return y.info;
    },
  ),

  FusedConv2D: kernel<{ x: tf.TensorInfo; filter: tf.TensorInfo; bias?: tf.TensorInfo }, FusedAttributes>(
    ({ inputs: { x, filter, bias }, attrs, backend, fallback }) => {
      const activation = fusedActivations[attrs.activation ?? 'linear']?.(attrs);
      if (activation === undefined || !isNhwc(attrs) || !isFloat(x, filter, ...(bias ? [bias] : []))) return fallback();
      const { shape, outShape, isProper } = convolutionShape(x.shape, filter.shape, attrs);
      if (!isProper || isEmpty(x.shape, filter.shape, outShape)) return fallback();
      // A bias of another size, or along another dimension, is not added channel by channel.
      if (bias && !isForChannels(bias.shape, outShape[3]!)) return fallback();
      const { native } = backend;
      const y = backend.output(outShape);
      native.convolutionForward(
        shape, backend.floats(x), backend.floats(filter), bias ? backend.floats(bias) : null, null,
        native.activations[activation.name]!, activation.slope, y.values,
      ); // prettier-ignore
      return y.info;
    },
  ),

  Conv2DBackpropInput: kernel<
    { dy: tf.TensorInfo; filter: tf.TensorInfo },
    ConvolutionAttributes & { inputShape: number[] }
  >(({ inputs: { dy, filter }, attrs, backend, fallback }) => {
    if (!isFloat(dy, filter) || !isNhwc(attrs)) return fallback();
    const { shape, outShape, isProper } = convolutionShape(attrs.inputShape, filter.shape, { ...attrs, dilations: 1 });
    if (!isProper || isEmpty(attrs.inputShape, filter.shape) || !tf.util.arraysEqual(dy.shape, outShape))
      return fallback();
    const { native } = backend;
    const dx = backend.output(attrs.inputShape);
    native.convolutionBackwardData(
      shape, backend.floats(dy), backend.floats(filter), null, null, native.activations['linear']!, 0, dx.values,
    ); // prettier-ignore
    return dx.info;
  }),

  Conv2DBackpropFilter: kernel<
    { x: tf.TensorInfo; dy: tf.TensorInfo },
    ConvolutionAttributes & { filterShape: number[] }
  >(({ inputs: { x, dy }, attrs, backend, fallback }) => {
    if (!isFloat(x, dy) || !isNhwc(attrs)) return fallback();
    const { shape, outShape, isProper } = convolutionShape(x.shape, attrs.filterShape, { ...attrs, dilations: 1 });
    if (!isProper || isEmpty(x.shape, attrs.filterShape) || !tf.util.arraysEqual(dy.shape, outShape)) return fallback();
    const dFilter = backend.output(attrs.filterShape);
    backend.native.convolutionBackwardWeights(shape, backend.floats(x), backend.floats(dy), dFilter.values);
    return dFilter.info;
  }),
};
