import type { RandomStream } from '@oneiros/random';
import type { ImageShape } from './image-shape.ts';

/**
 * Moves each image by whole pixels in a direction of its own, drawn uniformly. What leaves is lost; where nothing moves in,
 * the image becomes 0, mid-grey, as under a dropped tile.
 * @param distancePx rounded to whole pixels along both axes @returns a copy
 */
export function shift(images: Float32Array, shape: ImageShape, distancePx: number, random: RandomStream): Float32Array {
  const { count, height, width, channels } = shape;
  const shifted = new Float32Array(images.length);
  for (let image = 0; image < count; image++) {
    const angle = 2 * Math.PI * random.uniform();
    const down = Math.round(distancePx * Math.sin(angle));
    const right = Math.round(distancePx * Math.cos(angle));
    const [left, columns] = [Math.max(0, right), Math.max(0, width - Math.abs(right))];
    for (let y = Math.max(0, down); y < Math.min(height, height + down); y++) {
      const from = ((image * height + y - down) * width + left - right) * channels;
      shifted.set(images.subarray(from, from + columns * channels), ((image * height + y) * width + left) * channels);
    }
  }
  return shifted;
}
