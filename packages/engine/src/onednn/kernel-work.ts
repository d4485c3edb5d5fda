import * as tf from '@tensorflow/tfjs';
import { convolutionShape } from './kernels/convolution.ts';
import type { NativeAddon } from './native-addon.ts';

/** What one call of a kernel does, to hold its time against the machine's peaks. */
export interface KernelWork {
  /** Shapes and, for a convolution, its algorithm; calls with the same detail are counted together. */
  readonly detail: string;
  /** Multiplications and additions of the definition; a fast algorithm needs fewer. 0 where memory decides. */
  readonly flops: number;
  /** Every input read once, every output written once. */
  readonly bytes: number;
}

type Direction = keyof NativeAddon['convolutionDirections'];
interface Convolution {
  readonly direction: Direction;
  readonly x: readonly number[];
  readonly filter: readonly number[];
}
type Inputs = tf.NamedTensorInfoMap;
type Attributes = Record<string, unknown>;

const shapeOf = (inputs: Inputs, name: string): readonly number[] => inputs[name]!.shape;

/** The convolution behind each kernel that computes one. */
const convolutions: Readonly<Record<string, (inputs: Inputs, attributes: Attributes) => Convolution>> = {
  Conv2D: (i) => ({ direction: 'forward', x: shapeOf(i, 'x'), filter: shapeOf(i, 'filter') }),
  FusedConv2D: (i) => ({ direction: 'forward', x: shapeOf(i, 'x'), filter: shapeOf(i, 'filter') }),
  ConvolutionBiasActivation: (i) => ({ direction: 'forward', x: shapeOf(i, 'x'), filter: shapeOf(i, 'filter') }),
  TransposedConvolutionInputError: (i) => ({
    direction: 'forward',
    x: shapeOf(i, 'dy'),
    filter: shapeOf(i, 'filter'),
  }),
  Conv2DBackpropInput: (i, a) => ({
    direction: 'backwardData',
    x: a['inputShape'] as number[],
    filter: shapeOf(i, 'filter'),
  }),
  ConvolutionInputError: (i) => ({ direction: 'backwardData', x: shapeOf(i, 'x'), filter: shapeOf(i, 'filter') }),
  TransposedConvolutionBiasActivation: (i, a) => ({
    direction: 'backwardData',
    x: a['outputShape'] as number[],
    filter: shapeOf(i, 'filter'),
  }),
  Conv2DBackpropFilter: (i, a) => ({
    direction: 'backwardWeights',
    x: shapeOf(i, 'x'),
    filter: a['filterShape'] as number[],
  }),
};

/** @param attributes of the call, as tfjs passes them */
export function workOf(
  native: NativeAddon,
  kernelName: string,
  inputs: Inputs,
  attributes: Attributes,
  outputs: readonly tf.TensorInfo[],
): KernelWork {
  const tensors = [...Object.values(inputs).filter((input) => input !== undefined), ...outputs];
  const bytes = tensors.reduce((sum, { shape }) => sum + 4 * tf.util.sizeFromShape(shape), 0);
  const convolution = convolutions[kernelName]?.(inputs, attributes);
  if (convolution === undefined) return { detail: '', flops: 0, bytes };
  const { direction, x, filter } = convolution;
  const { shape, outShape } = convolutionShape(x, filter, attributes as never);
  const algorithm = native.convolutionAlgorithm(native.convolutionDirections[direction], shape);
  const detail = `${x.slice(1).join('x')} - ${outShape.slice(1).join('x')}, ${algorithm}`;
  // Each output is a sum over the filter's taps and input channels.
  const flops = 2 * tf.util.sizeFromShape(outShape) * tf.util.sizeFromShape(filter.slice(0, 3));
  return { detail, flops, bytes };
}
