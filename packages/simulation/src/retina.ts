import * as tf from '@tensorflow/tfjs';
import type { RandomStreams } from '@oneiros/random';
import { batchOf, epochOrder, miniBatch, miniBatchesPerEpoch, type ImageSet } from '@oneiros/senses';

/** Brings the training images before the eyes, a mini-batch at a time, every epoch in an order of its own. */
export interface Retina {
  readonly batchesPerEpoch: number;
  /** Channels of an image. */
  readonly channels: number;
  /** @param n counts mini-batches from the start of the run @returns [batch, height, width, channels]; dispose it before the next look */
  look(n: number): tf.Tensor4D;
}

/** @param order streams of the seed of the data order; the stream `order` at the epoch's number is used. */
export function createRetina(set: ImageSet, batchSize: number, order: RandomStreams): Retina {
  const batchesPerEpoch = miniBatchesPerEpoch(set.count, batchSize);
  const pixels = new Float32Array(batchSize * set.height * set.width * set.channels);
  let current: { epoch: number; indices: Uint32Array } | undefined;
  const orderOf = (epoch: number): Uint32Array => {
    if (current?.epoch !== epoch) current = { epoch, indices: epochOrder(set.count, order.stream('order', epoch)) };
    return current.indices;
  };
  return {
    batchesPerEpoch,
    channels: set.channels,
    look(n) {
      const indices = miniBatch(orderOf(Math.floor(n / batchesPerEpoch)), batchSize, n % batchesPerEpoch);
      return tf.tensor4d(batchOf(set, indices, pixels), [batchSize, set.height, set.width, set.channels]);
    },
  };
}
