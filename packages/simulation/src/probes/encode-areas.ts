import * as tf from '@tensorflow/tfjs';
import type { Cortex } from '@oneiros/cortex';
import type { ImageSet } from '@oneiros/senses';
import { mapBatches } from './map-batches.ts';
import type { Steps } from './steps.ts';

/** Side of the maps that larger ones are pooled to, as many pixels as the map of V4 has. */
const POOLED_SIDE = 4;

/** Feedforward activity of one area. */
export interface AreaActivity {
  /** Of one image: [side, side, channels], of IT [latent]. */
  readonly shape: readonly number[];
  /** [images, numbers of `shape`], row by row */
  readonly values: Float32Array;
}

/**
 * Activity of every area while the images of a set drive the senses, from the lowest area to IT.
 * @param pool max-pools maps of more than 4 x 4 to that
 */
export function* encodeAreas(
  cortex: Cortex,
  set: ImageSet,
  what: string,
  { pool }: { readonly pool: boolean },
): Steps<ReadonlyMap<string, AreaActivity>> {
  const areas = new Map<string, AreaActivity>();
  yield* mapBatches(set, what, (pixels, { count, height, width, channels }, start) => {
    const maps = tf.tidy(() => {
      const activities = cortex.activities(tf.tensor4d(pixels, [count, height, width, channels]));
      return pool ? poolAreas(activities) : activities;
    });
    for (const [name, map] of Object.entries(maps)) {
      const shape = map.shape.slice(1);
      const size = tf.util.sizeFromShape(shape);
      if (!areas.has(name)) areas.set(name, { shape, values: new Float32Array(set.count * size) });
      areas.get(name)!.values.set(map.dataSync(), start * size);
    }
    tf.dispose(maps);
  });
  return areas;
}

/** Max-pools maps of more than 4 x 4 to that. @param activities maps [batch, side, side, channels], codes [batch, latent] */
function poolAreas(activities: Record<string, tf.Tensor>): Record<string, tf.Tensor> {
  const pooled: Record<string, tf.Tensor> = {};
  for (const [name, map] of Object.entries(activities)) {
    const window = map.rank === 4 ? map.shape[1]! / POOLED_SIDE : 1;
    pooled[name] = window > 1 ? tf.maxPool(map as tf.Tensor4D, window, window, 'valid') : map;
  }
  return pooled;
}
