import * as tf from '@tensorflow/tfjs';
import type { RandomStream } from '@oneiros/random';
import type { Memories } from './replay.ts';

/**
 * One memory out of several, component by component: each component of each latent is that of one of the memories, whole,
 * drawn in proportion to their shares. Where a sum blurs two memories, this crosses them.
 *
 * @param shares of the recent one and of all before it, which divide theirs in equal parts; not both 0
 * @returns [batch, latent], a new tensor that the caller disposes of
 */
export function mixByComponent(
  { recent, previous, older = [] }: Memories,
  shares: { readonly recent: number; readonly previous: number },
  random: RandomStream,
): tf.Tensor2D {
  const before = previous === undefined ? [] : [previous, ...older];
  const values = [recent, ...before].map((memory) => memory.dataSync<'float32'>());
  const ofRecent = before.length === 0 ? 1 : shares.recent / (shares.recent + shares.previous);
  const mixed = Float32Array.from(values[0]!, (value, i) => {
    const drawn = random.uniform();
    if (drawn < ofRecent) return value;
    const place = Math.min(before.length, 1 + Math.floor(((drawn - ofRecent) / (1 - ofRecent)) * before.length));
    return values[place]![i]!;
  });
  return tf.tensor2d(mixed, recent.shape);
}
