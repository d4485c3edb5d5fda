import { batchOf, type ImageSet, type ImageShape } from '@oneiros/senses';
import type { Steps } from './steps.ts';

/** Images that go through the cortex at once. */
export const PROBE_BATCH = 256;

/**
 * Shows all images of a set in order, the last, smaller mini-batch included.
 * @param what told in the steps, such as `encoding training images`
 * @param visit takes [batch, height, width, channels] in [-1, 1] and the index of its first image
 * @param batch images at once
 */
export function* mapBatches(
  set: ImageSet,
  what: string,
  visit: (pixels: Float32Array, shape: ImageShape, start: number) => void,
  batch = PROBE_BATCH,
): Steps<void> {
  const { height, width, channels } = set;
  for (let start = 0; start < set.count; start += batch) {
    yield `${what}, ${start} of ${set.count}`;
    const count = Math.min(batch, set.count - start);
    const indices = Uint32Array.from({ length: count }, (_, i) => start + i);
    visit(batchOf(set, indices), { count, height, width, channels }, start);
  }
}
