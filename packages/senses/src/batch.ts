import { InvalidArgumentError } from './errors.ts';
import type { ImageSet } from './image-set.ts';

/** Byte -> value seen by the retina: 0..255 becomes -1..1, mid-grey 0. */
const BRIGHTNESS = Float32Array.from({ length: 256 }, (_, byte) => byte / 127.5 - 1);

const imageSize = (set: ImageSet): number => set.height * set.width * set.channels;

/**
 * The images of a mini-batch as the cortex takes them.
 *
 * @param indices [batch], each below `set.count`
 * @param into [batch * height * width * channels], reused when given
 * @returns [batch, height, width, channels], float32 in [-1, 1] (x / 127.5 - 1)
 * @throws InvalidArgumentError for an index outside the set or an `into` of another length
 */
export function batchOf(set: ImageSet, indices: Uint32Array, into?: Float32Array): Float32Array {
  const size = imageSize(set);
  const target = into ?? new Float32Array(indices.length * size);
  if (target.length !== indices.length * size) {
    throw new InvalidArgumentError('the length of `into`', `${indices.length} x ${size}`, target.length);
  }
  const { pixels } = set;
  let to = 0;
  for (const index of indices) {
    if (index >= set.count) throw new InvalidArgumentError('an image index', `below ${set.count} (${set.name})`, index);
    const from = index * size;
    for (let i = 0; i < size; i++) target[to + i] = BRIGHTNESS[pixels[from + i]!]!;
    to += size;
  }
  return target;
}

/**
 * A copy of some images of a set, in the order of `indices`.
 *
 * @param indices [count of the subset], each below `set.count`; repeats are allowed
 * @throws InvalidArgumentError for an index outside the set
 */
export function subset(set: ImageSet, indices: ArrayLike<number>): ImageSet {
  const size = imageSize(set);
  const pixels = new Uint8Array(indices.length * size);
  const labels = new Uint8Array(indices.length);
  for (let i = 0; i < indices.length; i++) {
    const index = indices[i]!;
    if (!(Number.isInteger(index) && index >= 0 && index < set.count)) {
      throw new InvalidArgumentError('an image index', `an integer below ${set.count} (${set.name})`, index);
    }
    pixels.set(set.pixels.subarray(index * size, (index + 1) * size), i * size);
    labels[i] = set.labels[index]!;
  }
  return { ...set, count: indices.length, pixels, labels };
}

/** The first `count` images of a set, without copying; the whole set where it has no more. */
export function firstImages(set: ImageSet, count: number): ImageSet {
  if (!Number.isInteger(count) || count < 1)
    throw new InvalidArgumentError('a count of images', 'an integer from 1', count);
  if (count >= set.count) return set;
  return {
    ...set,
    count,
    pixels: set.pixels.subarray(0, count * imageSize(set)),
    labels: set.labels.subarray(0, count),
  };
}
