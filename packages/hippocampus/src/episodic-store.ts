import * as tf from '@tensorflow/tfjs';
import { LatentShapeError, SnapshotMismatchError, StoreDisposedError } from './errors.ts';

/** One mini-batch of latents outside of the tensor back end. */
export interface StoredLatents {
  /** [batch, latent] */
  readonly shape: readonly [batch: number, latent: number];
  /** Row by row. */
  readonly values: Float32Array;
}

/** All that an episodic store remembers; both undefined at the start of an epoch. */
export interface EpisodicSnapshot {
  readonly recent?: StoredLatents;
  readonly previous?: StoredLatents;
}

/**
 * The paper's hippocampus: it remembers the latents of the last two mini-batches exactly as they were perceived, which is
 * before the cortex learned from them. Its tensors are its own: it survives the caller's `tf.tidy` and `dispose`, and
 * callers never dispose of what it lends.
 */
export interface EpisodicStore {
  /** Stores z [batch, latent] as the most recent mini-batch; the one before it becomes the previous. `latent` is not disposed. */
  encode(latent: tf.Tensor2D): void;
  /** z of the last mini-batch, lent until the next `encode`, `restore` or `dispose`. */
  recent(): tf.Tensor2D | undefined;
  /** z_old, of the mini-batch before; lent likewise. Undefined after the first mini-batch of an epoch. */
  previous(): tf.Tensor2D | undefined;
  /** Forgets the previous mini-batch and keeps the recent one. */
  forgetPrevious(): void;
  /** Forgets both, so that the next mini-batch is the first of its epoch and dreams z/2 + epsilon/2. */
  startNewEpoch(): void;
  /** Plain copies of what is stored, float32, bit by bit. */
  snapshot(): EpisodicSnapshot;
  /** Replaces what is stored. @throws SnapshotMismatchError where values and shape disagree. */
  restore(snapshot: EpisodicSnapshot): void;
  dispose(): void;
}

const read = (latent: tf.Tensor2D): StoredLatents => ({
  shape: [latent.shape[0], latent.shape[1]],
  values: Float32Array.from(latent.dataSync<'float32'>()),
});

const revive = ({ shape, values }: StoredLatents): tf.Tensor2D => {
  if (shape[0] * shape[1] !== values.length) {
    throw new SnapshotMismatchError(`${shape[0]} x ${shape[1]} values`, `${values.length}`);
  }
  return tf.keep(tf.tensor2d(Float32Array.from(values), [shape[0], shape[1]]));
};

/** An empty store of the last two mini-batches. */
export function createEpisodicStore(): EpisodicStore {
  let recent: tf.Tensor2D | undefined;
  let previous: tf.Tensor2D | undefined;
  let disposed = false;
  const alive = (): void => {
    if (disposed) throw new StoreDisposedError();
  };
  const forgetPrevious = (): void => {
    alive();
    previous?.dispose();
    previous = undefined;
  };
  const forgetAll = (): void => {
    previous?.dispose();
    recent?.dispose();
    recent = previous = undefined;
  };
  return {
    encode(latent) {
      alive();
      if (latent.rank !== 2) throw new LatentShapeError('latents', '[batch, latent]', latent.shape);
      if (recent !== undefined && latent.shape[1] !== recent.shape[1]) {
        throw new LatentShapeError('latents', `[batch, ${recent.shape[1]}]`, latent.shape);
      }
      const copy = tf.keep(latent.clone());
      previous?.dispose();
      previous = recent;
      recent = copy;
    },
    recent() {
      alive();
      return recent;
    },
    previous() {
      alive();
      return previous;
    },
    forgetPrevious,
    startNewEpoch() {
      alive();
      forgetAll();
    },
    snapshot() {
      alive();
      return { ...(recent && { recent: read(recent) }), ...(previous && { previous: read(previous) }) };
    },
    restore(snapshot) {
      alive();
      const revivedRecent = snapshot.recent && revive(snapshot.recent);
      try {
        const revivedPrevious = snapshot.previous && revive(snapshot.previous);
        forgetAll();
        recent = revivedRecent;
        previous = revivedPrevious;
      } catch (error) {
        revivedRecent?.dispose();
        throw error;
      }
    },
    dispose() {
      forgetAll();
      disposed = true;
    },
  };
}
