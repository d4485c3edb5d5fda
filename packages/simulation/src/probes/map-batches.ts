import { batchOf, type ImageSet, type ImageShape } from '@oneiros/senses';
import type { Steps } from './steps.ts';

/** Images that go through the cortex at once. */
const BATCH = 256;

/**
 * Shows all images of a set in order, the last, smaller mini-batch included.
 * @param what told in the steps, such as `encoding training images`
 * @param visit takes [batch, height, width, channels] in [-1, 1] and the index of its first image
 */
export function* mapBatches(
  set: ImageSet,
  what: string,
  visit: (pixels: Float32Array, shape: ImageShape, start: number) => void,
): Steps<void> {
  const { height, width, channels } = set;
  for (let start = 0; start < set.count; start += BATCH) {
    yield `${what}, ${start} of ${set.count}`;
    const count = Math.min(BATCH, set.count - start);
    const indices = Uint32Array.from({ length: count }, (_, i) => start + i);
    visit(batchOf(set, indices), { count, height, width, channels }, start);
  }
}
