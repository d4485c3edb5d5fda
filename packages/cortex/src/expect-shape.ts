import type * as tf from '@tensorflow/tfjs';
import { ShapeMismatchError } from './errors.ts';
import type { CortexShape } from './shape.ts';

/** @throws ShapeMismatchError @returns the image, [batch, side, side, channels] */
export function expectImage({ imageSidePx, imageChannels }: CortexShape, image: tf.Tensor4D): tf.Tensor4D {
  const [, height, width, channels] = image.shape;
  if (image.rank !== 4 || height !== imageSidePx || width !== imageSidePx || channels !== imageChannels) {
    const expected = `[batch, ${imageSidePx}, ${imageSidePx}, ${imageChannels}]`;
    throw new ShapeMismatchError('the image', expected, `[${image.shape.join(', ')}]`);
  }
  return image;
}

/** @throws ShapeMismatchError @returns the latent, [batch, latent] */
export function expectLatent({ latentSize }: CortexShape, latent: tf.Tensor2D): tf.Tensor2D {
  if (latent.rank !== 2 || latent.shape[1] !== latentSize) {
    throw new ShapeMismatchError('the latent', `[batch, ${latentSize}]`, `[${latent.shape.join(', ')}]`);
  }
  return latent;
}
