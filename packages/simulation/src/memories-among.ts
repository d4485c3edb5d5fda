import * as tf from '@tensorflow/tfjs';
import type { Memories } from '@oneiros/hippocampus';

/**
 * Memories for latents that follow no others: beside each, those of the images after it, the last followed by the first.
 *
 * @param latent [images, latent]; the recent memory itself
 * @param memories how many a dream mixes, as far as there are different images
 * @returns tensors that the caller disposes, but for `recent`
 */
export function memoriesAmong(latent: tf.Tensor2D, memories: number): Memories {
  const [count] = latent.shape;
  const shifted = (by: number): tf.Tensor2D =>
    tf.tidy(() => {
      const rows = Array.from({ length: count }, (_, i) => (i + by) % count);
      return tf.gather(latent, tf.tensor1d(rows, 'int32'));
    });
  const [previous, ...older] = Array.from({ length: memories - 1 }, (_, i) => shifted(i + 1));
  return { recent: latent, previous, older };
}
