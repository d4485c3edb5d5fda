import * as tf from '@tensorflow/tfjs';
import type { Area } from './area.ts';

/** The last of the list: IT, which alone is not retinotopic. */
export const highestOf = (areas: readonly Area[]): Area => areas[areas.length - 1]!;

/** @param image [batch, side, side, channels] @returns the map of the highest retinotopic area (V4), [batch, 4, 4, channels] */
export function ascendRetinotopic(areas: readonly Area[], image: tf.Tensor4D): tf.Tensor4D {
  return tf.tidy(() => areas.slice(0, -1).reduce((map, area) => area.ascend(map), image));
}

/** @param map [batch, 4, 4, channels] of V4 @returns z, [batch, latent] */
export function ascendToLatent(areas: readonly Area[], map: tf.Tensor4D): tf.Tensor2D {
  const highest = highestOf(areas);
  return tf.tidy(() => tf.reshape(highest.ascend(map), [-1, highest.shape.above.channels]));
}

/** @param latent [batch, latent] @returns G(z), [batch, side, side, channels] in [-1, 1] */
export function descendToImage(areas: readonly Area[], latent: tf.Tensor2D): tf.Tensor4D {
  const [batch, size] = latent.shape;
  return tf.tidy(() =>
    areas.reduceRight((map, area) => area.descend(map), tf.reshape<tf.Rank.R4>(latent, [batch, 1, 1, size])),
  );
}
