import * as tf from '@tensorflow/tfjs';
import { ImageRangeError } from './errors.ts';
import { architectureOf, loadWeights, type NetworkTensors } from './network-tensors.ts';
import { runSteps } from './run-steps.ts';
import { placeConvolutions } from './steps.ts';

/** Side of the images that the network was trained on, in pixels. */
const INPUT_SIDE_PX = 299;

/** Rounding of a float32 that was scaled to [-1, 1]. */
const RANGE_TOLERANCE = 1e-5;

/** The network that tells how much images look like others: what it sees in them, as numbers. */
export interface Inception {
  /** What a Fréchet distance between its features is called: `FID-768` is not comparable with a published `FID`. */
  readonly distance: 'FID-768' | 'FID';
  /** Features of an image: 768 or 2,048. */
  readonly dimension: number;
  /**
   * The spatial mean of the last map, for images of any size, which are first resized to 299x299 pixels (bilinear,
   * half-pixel centres).
   *
   * @param images [batch, height, width, 3], float32 in [-1, 1]; not disposed
   * @returns [batch, dimension]; the caller disposes
   * @throws ImageRangeError
   */
  features(images: tf.Tensor4D): tf.Tensor2D;
  /** Frees the weights. */
  dispose(): void;
}

/**
 * The Inception v3 of 2015-12-05, up to mixed_7 or, where the tensors of its last blocks are there, up to pool3.
 *
 * @throws NetworkMismatchError that names what is missing or does not fit
 * @source Szegedy et al. 2016; Heusel et al. 2017, GANs trained by a two time-scale update rule
 */
export function createInception(network: NetworkTensors): Inception {
  const { distance, steps } = architectureOf(network);
  const weights = loadWeights(network);
  return {
    distance,
    dimension: placeConvolutions(steps, 3).outChannels,
    features(images) {
      expectImages(images);
      return tf.tidy(() => {
        const resized = tf.image.resizeBilinear(images, [INPUT_SIDE_PX, INPUT_SIDE_PX], false, true);
        const map = runSteps(steps, resized, weights); // [batch, side, side, dimension]
        return tf.mean<tf.Tensor2D>(map, [1, 2]);
      });
    },
    dispose() {
      for (const { filter, bias } of weights.values()) tf.dispose([filter, bias]);
      weights.clear();
    },
  };
}

/** The published script gave [-1, 1] to a network that scales [0, 1] to it, so that it saw [-3, 1]. */
function expectImages(images: tf.Tensor4D): void {
  const expected = '[batch, height, width, 3] of float32 in [-1, 1]';
  if (images.rank !== 4 || images.shape[3] !== 3 || images.dtype !== 'float32' || images.size === 0) {
    throw new ImageRangeError(expected, `${images.dtype} [${images.shape.join(', ')}]`);
  }
  const [low, high] = tf.tidy(() => [tf.min(images).dataSync()[0]!, tf.max(images).dataSync()[0]!]) as [number, number];
  // Written so that NaN is refused too.
  if (!(low >= -1 - RANGE_TOLERANCE && high <= 1 + RANGE_TOLERANCE)) {
    throw new ImageRangeError(expected, `values from ${low} to ${high}`);
  }
}
