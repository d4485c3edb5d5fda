import * as tf from '@tensorflow/tfjs';
import type { RandomStream } from '@oneiros/random';

/** E, the encoder: feedforward synapses of every area and of the reality monitor. G, the generator: feedback of every area. */
export type NetworkName = 'encoder' | 'generator';

/** @param synapseName such as `V1.feedback.weight` */
export const networkOf = (synapseName: string): NetworkName =>
  synapseName.includes('.feedback.') ? 'generator' : 'encoder';

/** The synapses of one direction of one area. */
export interface Pathway {
  /** Convolution [side, side, in, out]; transposed convolution [side, side, out, in]; side 4 in the paper's network. */
  readonly weight: tf.Variable<tf.Rank.R4>;
  /** [out] */
  readonly bias: tf.Variable<tf.Rank.R1>;
}

const WEIGHT_DEVIATION = 0.02;

/**
 * Untrained synapses: weights N(0, 0.02²), biases uniform in ±1/sqrt(fan in). As in PyTorch, the fan in of a weight is side²
 * times its second axis there: the input channels of a convolution, but the *output* channels of a transposed one.
 * @param axes the two channel axes of the weight, as tfjs orders them: [in, out], or [out, in] when transposed
 */
export function growPathway(
  axes: readonly [number, number],
  kernelSidePx: number,
  isTransposed: boolean,
  random: RandomStream,
): Pathway {
  const shape: [number, number, number, number] = [kernelSidePx, kernelSidePx, axes[0], axes[1]];
  const outputChannels = isTransposed ? axes[0] : axes[1];
  const bound = 1 / Math.sqrt(kernelSidePx * kernelSidePx * axes[0]);
  const weights = random.fillNormal(new Float32Array(tf.util.sizeFromShape(shape)), WEIGHT_DEVIATION);
  const biases = random.fillUniform(new Float32Array(outputChannels), -bound, bound);
  return tf.tidy(() => ({
    weight: tf.variable(tf.tensor4d(weights, shape)),
    bias: tf.variable(tf.tensor1d(biases)),
  }));
}

/** Names the synapses of a pathway: `PREFIX.weight`, `PREFIX.bias`. */
export const namePathway = (prefix: string, { weight, bias }: Pathway): [string, tf.Variable][] => [
  [`${prefix}.weight`, weight],
  [`${prefix}.bias`, bias],
];
