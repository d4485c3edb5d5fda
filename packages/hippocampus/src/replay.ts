import type * as tf from '@tensorflow/tfjs';
import type { RandomStream } from '@oneiros/random';
import { mixByComponent } from './mix-by-component.ts';
import { recombine, spontaneousActivity, type RecombinationWeights } from './recombine.ts';

/** What is remembered: z, z_old where there is one, and what came before that; not disposed. */
export interface Memories {
  readonly recent: tf.Tensor2D;
  readonly previous?: tf.Tensor2D | undefined;
  readonly older?: readonly tf.Tensor2D[];
}

/** Shares, and how memories are put together. */
export interface ReplayMixture extends RecombinationWeights {
  /** `sum`: weighted, as in the paper, and unless given. `component`: each component is one memory's, see `mixByComponent`. */
  readonly mixing?: 'sum' | 'component';
}

/**
 * Replays memories with their shares of spontaneous activity, which is drawn where it has a share.
 * @param mixture such as `replayWeights.single` (NREM) or `replayWeights.mixed` (REM).
 * @returns [batch, latent], a new tensor that the caller disposes of.
 */
export function replay(memories: Memories, mixture: ReplayMixture, random: RandomStream): tf.Tensor2D {
  const [batch, latent] = memories.recent.shape;
  const noise = mixture.noise === 0 ? undefined : spontaneousActivity(batch, latent, random);
  const remembered = mixture.recent + mixture.previous;
  const isCrossed = mixture.mixing === 'component' && remembered > 0;
  const crossed = isCrossed ? mixByComponent(memories, mixture, random) : undefined;
  try {
    if (crossed === undefined) return recombine({ ...memories, noise, weights: mixture });
    return recombine({ recent: crossed, noise, weights: { recent: remembered, previous: 0, noise: mixture.noise } });
  } finally {
    noise?.dispose();
    crossed?.dispose();
  }
}
