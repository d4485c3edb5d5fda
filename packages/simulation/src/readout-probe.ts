import * as tf from '@tensorflow/tfjs';
import type { Cortex } from '@oneiros/cortex';
import { ridgeReadout, testReadout, trainReadout } from '@oneiros/metrics';
import type { RandomStream } from '@oneiros/random';
import { batchOf, firstImages, type ImageCollection, type ImageSet } from '@oneiros/senses';
import type { RunConfig } from './config/run-config.ts';

export interface ReadoutResult {
  readonly trainAccuracy: number;
  readonly testAccuracy: number;
  /** Of a ridge readout, which has no learning rate that could be too large for latents dominated by a few directions. */
  readonly ridgeAccuracy: number;
  readonly testImages: number;
}

/**
 * What a linear readout of z can tell: softmax regression on the latents of the training images, tested on every test image.
 *
 * @param random shuffles the latents of the readout's training
 * @source Deperrois et al. 2022, Methods, "Training of linear readout"
 */
export function probeReadout(
  cortex: Cortex,
  images: ImageCollection,
  { probes, batchSize }: RunConfig,
  random: RandomStream,
): ReadoutResult {
  const train = firstImages(images.train, probes.readoutTrainImages ?? images.train.count);
  const trainLatents = { latents: encodeSet(cortex, train, batchSize), labels: train.labels };
  const classes = train.classNames.length;
  const readout = trainReadout({
    ...trainLatents,
    classes,
    epochs: probes.readoutEpochs,
    learningRate: probes.readoutLearningRate,
    batchSize: probes.readoutBatchSize,
    random,
    bias: true,
  });
  const test = { latents: encodeSet(cortex, images.test, batchSize), labels: images.test.labels };
  return {
    trainAccuracy: testReadout(readout, trainLatents).accuracy,
    testAccuracy: testReadout(readout, test).accuracy,
    ridgeAccuracy: testReadout(ridgeReadout({ ...trainLatents, classes }), test).accuracy,
    testImages: images.test.count,
  };
}

/** Latents of a whole set, the last, smaller mini-batch included. @returns [count, latent], row-major */
export function encodeSet(cortex: Cortex, set: ImageSet, batchSize: number): Float32Array {
  const { latentSize } = cortex.shape;
  const latents = new Float32Array(set.count * latentSize);
  for (let start = 0; start < set.count; start += batchSize) {
    const indices = Uint32Array.from({ length: Math.min(batchSize, set.count - start) }, (_, i) => start + i);
    const batch = tf.tidy(() => cortex.encode(imagesOf(set, indices)).dataSync());
    latents.set(batch, start * latentSize);
  }
  return latents;
}

/** @returns [batch, height, width, channels] in [-1, 1]; the caller disposes */
export const imagesOf = (set: ImageSet, indices: Uint32Array): tf.Tensor4D =>
  tf.tensor4d(batchOf(set, indices), [indices.length, set.height, set.width, set.channels]);
