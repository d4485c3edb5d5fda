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

/** The numbers that a native convolution needs, in the order of its `ConvolutionShape`. */
export function convolutionShape(
  inputShape: readonly number[],
  filterShape: readonly number[],
  { strides, pad, dilations = 1, dimRoundingMode }: ConvolutionAttributes,
): { shape: Int32Array; outShape: number[] } {
  const info = tf.backend_util.computeConv2DInfo(
    inputShape as [number, number, number, number],
    filterShape as [number, number, number, number],
    strides,
    dilations,
    pad,
    dimRoundingMode,
  );
  const { top, left, bottom, right } = info.padInfo;
  const shape = Int32Array.of(
    info.batchSize, info.inHeight, info.inWidth, info.inChannels,
    info.outHeight, info.outWidth, info.outChannels,
    info.filterHeight, info.filterWidth,
    info.strideHeight, info.strideWidth,
    top, left, bottom, right,
    info.dilationHeight, info.dilationWidth,
  ); // prettier-ignore
  return { shape, outShape: info.outShape };
}

const isNhwc = ({ dataFormat }: ConvolutionAttributes): boolean => dataFormat === undefined || dataFormat === 'NHWC';
const isEmpty = (...shapes: readonly (readonly number[])[]): boolean => shapes.some((shape) => shape.includes(0));

/** tfjs's plain convolutions; the transposed convolution is Conv2DBackpropInput. */
export const convolutionKernels: NativeKernels = {
  Conv2D: kernel<{ x: tf.TensorInfo; filter: tf.TensorInfo }, ConvolutionAttributes>(
    ({ inputs: { x, filter }, attrs, backend, fallback }) => {
      if (!isFloat(x, filter) || !isNhwc(attrs)) return fallback();
      const { shape, outShape } = convolutionShape(x.shape, filter.shape, attrs);
      if (isEmpty(x.shape, filter.shape, outShape)) return fallback();
      const { native } = backend;
      const y = backend.output(outShape);
      native.convolutionForward(
        shape, backend.floats(x), backend.floats(filter), null, native.activations['linear']!, 0, y.values,
      ); // prettier-ignore
      return y.info;
    },
  ),

  Conv2DBackpropInput: kernel<
    { dy: tf.TensorInfo; filter: tf.TensorInfo },
    ConvolutionAttributes & { inputShape: number[] }
  >(({ inputs: { dy, filter }, attrs, backend, fallback }) => {
    if (!isFloat(dy, filter) || !isNhwc(attrs)) return fallback();
    const { shape, outShape } = convolutionShape(attrs.inputShape, filter.shape, { ...attrs, dilations: 1 });
    if (isEmpty(attrs.inputShape, filter.shape) || !tf.util.arraysEqual(dy.shape, outShape)) return fallback();
    const { native } = backend;
    const dx = backend.output(attrs.inputShape);
    native.convolutionBackwardData(
      shape, backend.floats(dy), backend.floats(filter), null, native.activations['linear']!, 0, dx.values,
    ); // prettier-ignore
    return dx.info;
  }),

  Conv2DBackpropFilter: kernel<
    { x: tf.TensorInfo; dy: tf.TensorInfo },
    ConvolutionAttributes & { filterShape: number[] }
  >(({ inputs: { x, dy }, attrs, backend, fallback }) => {
    if (!isFloat(x, dy) || !isNhwc(attrs)) return fallback();
    const { shape, outShape } = convolutionShape(x.shape, attrs.filterShape, { ...attrs, dilations: 1 });
    if (isEmpty(x.shape, attrs.filterShape) || !tf.util.arraysEqual(dy.shape, outShape)) return fallback();
    const dFilter = backend.output(attrs.filterShape);
    backend.native.convolutionBackwardWeights(shape, backend.floats(x), backend.floats(dy), dFilter.values);
    return dFilter.info;
  }),
};
