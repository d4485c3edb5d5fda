import * as tf from '@tensorflow/tfjs';
import { partialArchitecture, type Architecture } from '../architecture.ts';
import type { ConvolutionWeights, StoredTensor } from '../network-tensors.ts';
import { placeConvolutions, type Step } from '../steps.ts';

/** Small numbers that differ, and of both signs. */
const numbers = (count: number, seed: number): Float32Array =>
  Float32Array.from({ length: count }, (_, i) => 0.05 * Math.sin(i * 12.9898 + seed));

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1);

/** The tensors of a network as a file holds them, with weights of no meaning. */
export function randomTensors({ steps }: Architecture = partialArchitecture): Map<string, StoredTensor> {
  const { convolutions } = placeConvolutions(steps, 3);
  const tensors = convolutions.flatMap(({ name, kernel, inChannels, outChannels }, seed) =>
    [
      { name: `${name}.weight`, shape: [outChannels, ...kernel, inChannels] },
      { name: `${name}.bias`, shape: [outChannels] },
    ].map(({ name: key, shape }): [string, StoredTensor] => [
      key,
      { dtype: 'F32', shape, data: numbers(sizeOf(shape), seed) },
    ]),
  );
  return new Map(tensors);
}

/** Weights for some steps alone. The caller disposes. */
export const weightsFor = (steps: readonly Step[], inChannels: number): Map<string, ConvolutionWeights> =>
  new Map(
    placeConvolutions(steps, inChannels).convolutions.map(({ name, kernel, inChannels: from, outChannels }, seed) => {
      const shape: [number, number, number, number] = [...kernel, from, outChannels];
      return [
        name,
        { filter: tf.tensor4d(numbers(sizeOf(shape), seed), shape), bias: tf.tensor1d(numbers(outChannels, seed)) },
      ];
    }),
  );
