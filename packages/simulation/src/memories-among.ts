import * as tf from '@tensorflow/tfjs';
import type { Memories } from '@oneiros/hippocampus';

/** Images whose latents stand for the memories of one that follows no others: itself, then those after it, the last followed by the first. */
export const imagesAmong = (image: number, count: number, memories: number): number[] =>
  Array.from({ length: memories }, (_, by) => (image + by) % count);

/**
 * Memories for latents that follow no others, of the images of {@link imagesAmong}.
 *
 * @param latent [images, latent]; the recent memory itself
 * @param memories how many a dream mixes, as far as there are different images
 * @returns tensors that the caller disposes, but for `recent`
 */
export function memoriesAmong(latent: tf.Tensor2D, memories: number): Memories {
  const [count] = latent.shape;
  const rows = Array.from({ length: count }, (_, image) => imagesAmong(image, count, memories));
  const remembered = (which: number): tf.Tensor2D =>
    tf.tidy(() => {
      const images = rows.map((row) => row[which]!);
      return tf.gather(latent, tf.tensor1d(images, 'int32'));
    });
  const [previous, ...older] = Array.from({ length: memories - 1 }, (_, i) => remembered(i + 1));
  return { recent: latent, previous, older };
}
