import type { RandomStream } from '@oneiros/random';
import { InvalidArgumentError } from './errors.ts';

/** The order in which one epoch shows the images: every image once. @param random stream `order` of the epoch. */
export function epochOrder(count: number, random: RandomStream): Uint32Array {
  return random.permutation(count);
}

/**
 * How many mini-batches an epoch has; the incomplete last one is dropped (781 of 64 on CIFAR-10).
 *
 * @throws InvalidArgumentError when the set does not fill a single mini-batch
 */
export function miniBatchesPerEpoch(count: number, batchSize: number): number {
  if (!Number.isInteger(batchSize) || batchSize < 1) {
    throw new InvalidArgumentError('the batch size', 'an integer from 1', batchSize);
  }
  if (batchSize > count)
    throw new InvalidArgumentError('the batch size', `at most the ${count} images of the set`, batchSize);
  return Math.floor(count / batchSize);
}

/**
 * The image indices of mini-batch `k` of an epoch, a view into `order`.
 *
 * @throws InvalidArgumentError when the epoch has no such mini-batch
 */
export function miniBatch(order: Uint32Array, batchSize: number, k: number): Uint32Array {
  const batches = miniBatchesPerEpoch(order.length, batchSize);
  if (!Number.isInteger(k) || k < 0 || k >= batches) {
    throw new InvalidArgumentError('the mini-batch', `an integer below ${batches}`, k);
  }
  return order.subarray(k * batchSize, (k + 1) * batchSize);
}
