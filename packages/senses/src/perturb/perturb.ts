import type { RandomStream } from '@oneiros/random';
import { InvalidArgumentError } from '../errors.ts';
import { addNoise } from './add-noise.ts';
import { blur } from './blur.ts';
import { expectImages, type ImageShape } from './image-shape.ts';
import { occlude } from './occlude.ts';
import { reduceContrast } from './reduce-contrast.ts';
import { shift } from './shift.ts';

/** Kinds of perturbation, all of one scale: level 0 changes nothing, level 1 is as much as makes sense. */
export const perturbationKinds = ['occlusion', 'noise', 'blur', 'contrast', 'shift'] as const;
export type PerturbationKind = (typeof perturbationKinds)[number];

/**
 * What is done to images. Level, 0..1, is
 * - occlusion: the probability that a tile is dropped to mid-grey;
 * - noise: the standard deviation of Gaussian noise, where images span [-1, 1]; the sum is clipped to that;
 * - blur: a Gaussian of standard deviation level · height / 8 (4 pixels of 32 at most), edges continued;
 * - contrast: the share of contrast taken away, towards mid-grey;
 * - shift: a move by level · width / 2 in any direction, mid-grey moving in.
 */
export type Perturbation =
  | {
      readonly kind: 'occlusion';
      readonly level: number;
      /** Side of the tiles, pixels; the paper tests with 4. */
      readonly tileSidePx: number;
      /** A mask drawn for each `image`, unless given, or one for the whole `batch`. */
      readonly maskFor?: 'image' | 'batch';
    }
  | { readonly kind: Exclude<PerturbationKind, 'occlusion'>; readonly level: number };

/**
 * Perturbs a mini-batch of images.
 *
 * @param images [count, height, width, channels], float32 in [-1, 1]; not changed
 * @param random what is drawn comes from here, image by image; contrast and blur draw nothing
 * @returns [count, height, width, channels] in [-1, 1]
 * @throws InvalidArgumentError for a level outside 0..1, a tile without pixels, images of another shape
 * @source Deperrois et al. 2022, Methods (occlusion); the others are for comparison
 */
export function perturb(
  images: Float32Array,
  shape: ImageShape,
  perturbation: Perturbation,
  random: RandomStream,
): Float32Array {
  const { kind, level } = perturbation;
  expectImages(images, shape);
  if (!(level >= 0 && level <= 1)) throw new InvalidArgumentError('the level', 'a number of 0..1', level);
  switch (kind) {
    case 'occlusion': {
      const { tileSidePx, maskFor = 'image' } = perturbation;
      return occlude(images, shape, { tileSidePx, dropProbability: level, maskFor }, random);
    }
    case 'noise':
      return addNoise(images, level, random);
    case 'blur':
      return blur(images, shape, (level * shape.height) / 8);
    case 'contrast':
      return reduceContrast(images, level);
    case 'shift':
      return shift(images, shape, (level * shape.width) / 2, random);
    default:
      kind satisfies never;
      throw new InvalidArgumentError('the perturbation', `one of ${perturbationKinds.join(', ')}`, kind);
  }
}
