import * as tf from '@tensorflow/tfjs';
import type { Area } from './area.ts';
import type { ActivationAttributes } from './kernels/activation.ts';

/** The last of the list: IT, which alone is not retinotopic. */
export const highestOf = (areas: readonly Area[]): Area => areas[areas.length - 1]!;

/** A map that only IT and the reality monitor may read, because its error counts before its transfer function. */
export interface RetinotopicMap {
  /** [batch, 4, 4, channels] of the highest retinotopic area, V4 */
  readonly map: tf.Tensor4D;
  readonly below: ActivationAttributes;
}

/** @param image [batch, side, side, channels] */
export function ascendRetinotopic(areas: readonly Area[], image: tf.Tensor4D): RetinotopicMap {
  const [lowest, ...higher] = areas.slice(0, -1);
  return tf.tidy(() => {
    const first = { map: lowest!.ascend(image, { isInner: true }), below: lowest!.transfer.feedforward };
    return higher.reduce<RetinotopicMap>(
      ({ map, below }, area) => ({
        map: area.ascend(map, { below, isInner: true }),
        below: area.transfer.feedforward,
      }),
      first,
    ) as RetinotopicMap & tf.TensorContainerObject;
  });
}

/** @returns z, [batch, latent] */
export function ascendToLatent(areas: readonly Area[], { map, below }: RetinotopicMap): tf.Tensor2D {
  const highest = highestOf(areas);
  return tf.tidy(() => tf.reshape(highest.ascend(map, { below }), [-1, highest.shape.above.channels]));
}

/** @param latent [batch, latent] @returns G(z), [batch, side, side, channels] in [-1, 1] */
export function descendToImage(areas: readonly Area[], latent: tf.Tensor2D): tf.Tensor4D {
  const [batch, size] = latent.shape;
  return tf.tidy(() =>
    areas.reduceRight(
      (map, area, i) => {
        const above = areas[i + 1];
        return area.descend(map, { ...(above && { below: above.transfer.feedback }), isInner: i > 0 });
      },
      tf.reshape<tf.Rank.R4>(latent, [batch, 1, 1, size]),
    ),
  );
}
