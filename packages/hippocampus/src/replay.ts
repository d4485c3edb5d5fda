import type * as tf from '@tensorflow/tfjs';
import type { RandomStream } from '@oneiros/random';
import { recombine, spontaneousActivity, type RecombinationWeights } from './recombine.ts';

/** What is remembered: z, and z_old where there is one; not disposed. */
export interface Memories {
  readonly recent: tf.Tensor2D;
  readonly previous?: tf.Tensor2D | undefined;
}

/**
 * Replays memories with their shares of spontaneous activity, which is drawn where it has a share.
 * @param weights such as `replayWeights.single` (NREM) or `replayWeights.mixed` (REM).
 * @returns [batch, latent], a new tensor that the caller disposes of.
 */
export function replay(memories: Memories, weights: RecombinationWeights, random: RandomStream): tf.Tensor2D {
  const [batch, latent] = memories.recent.shape;
  const noise = weights.noise === 0 ? undefined : spontaneousActivity(batch, latent, random);
  try {
    return recombine({ ...memories, noise, weights });
  } finally {
    noise?.dispose();
  }
}
