import * as tf from '@tensorflow/tfjs';
import { partialArchitecture, wholeArchitecture, type Architecture } from './architecture.ts';
import { NetworkMismatchError } from './errors.ts';
import { placeConvolutions, type PlacedConvolution } from './steps.ts';

/** One tensor as a file holds it; what readers of safetensors give fits. */
export interface StoredTensor {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data: ArrayLike<number | bigint>;
}

/** What a file says about one of its convolutions. */
export interface LayerDescription {
  readonly name: string;
  readonly kernel: readonly number[];
  readonly inChannels: number;
  readonly outChannels: number;
  readonly padding: string;
  readonly stride: number;
}

export interface NetworkTensors {
  /** `NAME.weight` [out, height, width, in] and `NAME.bias` [out] of every convolution, float32; others are not read. */
  readonly tensors: ReadonlyMap<string, StoredTensor>;
  /** What the file says of its convolutions, held against the architecture where given. */
  readonly layers?: readonly LayerDescription[];
}

/** Weights as tfjs convolves with them. */
export interface ConvolutionWeights {
  /** [height, width, in, out] */
  readonly filter: tf.Tensor4D;
  /** [out] */
  readonly bias: tf.Tensor1D;
}

/** The whole network where a tensor of its last three blocks is there, so that a torn one is an error and not a shorter one. */
export const architectureOf = ({ tensors }: NetworkTensors): Architecture =>
  [...tensors.keys()].some((name) => /^mixed_(8|9|10)_/.test(name)) ? wholeArchitecture : partialArchitecture;

/**
 * Copies the weights of every convolution to the current back end.
 *
 * @returns by name; the caller disposes
 * @throws NetworkMismatchError that names a tensor which is missing or has another shape, or a layer that differs
 */
export function loadWeights(network: NetworkTensors): Map<string, ConvolutionWeights> {
  const { convolutions } = placeConvolutions(architectureOf(network).steps, 3);
  const placed = new Map(convolutions.map((convolution) => [convolution.name, convolution]));
  network.layers?.forEach((layer) => expectLayer(layer, placed.get(layer.name)));
  const stored = convolutions.map(({ name, kernel, inChannels, outChannels }) => ({
    name,
    weight: floatsOf(network, `${name}.weight`, [outChannels, ...kernel, inChannels]),
    shape: [outChannels, ...kernel, inChannels] as [number, number, number, number],
    bias: floatsOf(network, `${name}.bias`, [outChannels]),
  }));
  // Only when everything fits are tensors made, so that an error leaves none behind.
  return new Map(
    stored.map(({ name, weight, shape, bias }) => [
      name,
      {
        filter: tf.tidy(() => tf.transpose(tf.tensor4d(weight, shape), [1, 2, 3, 0])),
        bias: tf.tensor1d(bias),
      },
    ]),
  );
}

function floatsOf({ tensors }: NetworkTensors, name: string, shape: readonly number[]): Float32Array {
  const wanted = `float32 [${shape.join(', ')}]`;
  const tensor = tensors.get(name);
  if (tensor === undefined) throw new NetworkMismatchError(`the tensor ${name}`, wanted, 'none');
  if (!(tensor.data instanceof Float32Array) || tensor.shape.join() !== shape.join()) {
    throw new NetworkMismatchError(`the tensor ${name}`, wanted, `${tensor.dtype} [${tensor.shape.join(', ')}]`);
  }
  return tensor.data;
}

function expectLayer(layer: LayerDescription, convolution: PlacedConvolution | undefined): void {
  const part = `the layer ${layer.name}`;
  if (convolution === undefined) throw new NetworkMismatchError(part, 'a convolution of it', 'an unknown name');
  const [wanted, actual] = [convolution, layer].map(
    ({ kernel, inChannels, outChannels, padding, stride }) =>
      `${kernel.join('x')} from ${inChannels} to ${outChannels} channels, ${padding}, stride ${stride}`,
  ) as [string, string];
  if (wanted !== actual) throw new NetworkMismatchError(part, wanted, actual);
}
