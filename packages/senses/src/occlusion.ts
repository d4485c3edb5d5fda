import type { RandomStream } from '@oneiros/random';
import { InvalidArgumentError } from './errors.ts';

/** One occlusion Ω for a whole mini-batch. */
export interface Occlusion {
  /** [height, width], 1 where the image stays, 0 where it is silenced to mid-grey. */
  readonly mask: Float32Array;
  readonly tileSidePx: number;
  readonly dropProbability: number;
}

/** What `drawOcclusion` draws from. */
export interface OcclusionOptions {
  readonly height: number;
  readonly width: number;
  readonly random: RandomStream;
  /** Smallest and largest side of a tile, both drawn, in pixels; 1 and 8 in the paper. Equal ends fix it. */
  readonly tileSidePx?: readonly [smallest: number, largest: number];
  /** Range [low, high) of the probability that a tile is silenced; [0, 1) in the paper. Equal ends fix it. */
  readonly dropProbability?: readonly [low: number, high: number];
}

/**
 * Draws the occlusion of perturbed dreaming: square tiles from the upper left corner, each silenced with one probability.
 * Multiply with images in [-1, 1], where 0 is mid-grey; tiles at the lower and right edge are cut off.
 *
 * @throws InvalidArgumentError for ranges that are empty or outside 1.. pixels and 0..1
 * @source Deperrois et al. 2022, eLife 11:e76384, NREM phase and its published code
 */
export function drawOcclusion(options: OcclusionOptions): Occlusion {
  const { height, width, random } = options;
  const [smallest, largest] = options.tileSidePx ?? [1, 8];
  const [low, high] = options.dropProbability ?? [0, 1];
  if (!(Number.isInteger(smallest) && Number.isInteger(largest) && smallest >= 1 && largest >= smallest)) {
    throw new InvalidArgumentError('tileSidePx', 'two integers from 1, the smaller first', `${smallest}, ${largest}`);
  }
  if (!(low >= 0 && high >= low && high <= 1)) {
    throw new InvalidArgumentError('dropProbability', 'two numbers of 0..1, the lower first', `${low}, ${high}`);
  }
  const tileSidePx = smallest + random.integer(largest - smallest + 1);
  const dropProbability = low + random.uniform() * (high - low);
  const mask = new Float32Array(height * width).fill(1);
  for (let top = 0; top < height; top += tileSidePx) {
    for (let left = 0; left < width; left += tileSidePx) {
      if (random.uniform() >= dropProbability) continue;
      const right = Math.min(left + tileSidePx, width);
      for (let y = top; y < Math.min(top + tileSidePx, height); y++) mask.fill(0, y * width + left, y * width + right);
    }
  }
  return { mask, tileSidePx, dropProbability };
}
