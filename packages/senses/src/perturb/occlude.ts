import type { RandomStream } from '@oneiros/random';
import { drawOcclusion } from '../occlusion.ts';
import type { ImageShape } from './image-shape.ts';

/** How images are occluded. */
export interface OccludeOptions {
  /** Side of the tiles, pixels; 4 in the paper's figures 5 and 6. */
  readonly tileSidePx: number;
  /** Probability that a tile is dropped, 0..1. */
  readonly dropProbability: number;
  /** `image`: a mask drawn for each image (the paper's words); `batch`: one for all of them (the published code). */
  readonly maskFor: 'image' | 'batch';
}

/** Drops tiles: what they covered becomes 0, mid-grey. @returns a copy, [count, height, width, channels] */
export function occlude(
  images: Float32Array,
  { count, height, width, channels }: ImageShape,
  { tileSidePx, dropProbability, maskFor }: OccludeOptions,
  random: RandomStream,
): Float32Array {
  const drawMask = (): Float32Array =>
    drawOcclusion({
      ...{ height, width, random },
      tileSidePx: [tileSidePx, tileSidePx],
      dropProbability: [dropProbability, dropProbability],
    }).mask;
  const occluded = images.slice();
  const positions = height * width;
  let mask = drawMask();
  for (let image = 0; image < count; image++) {
    if (image > 0 && maskFor === 'image') mask = drawMask();
    for (let position = 0; position < positions; position++) {
      if (mask[position] === 1) continue;
      const start = (image * positions + position) * channels;
      occluded.fill(0, start, start + channels);
    }
  }
  return occluded;
}
