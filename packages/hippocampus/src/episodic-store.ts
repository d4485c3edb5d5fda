import * as tf from '@tensorflow/tfjs';
import { LatentShapeError, SnapshotMismatchError, StoreDisposedError, StoreOptionError } from './errors.ts';
import { gather } from './gather.ts';
import { expectLesion, survivorsOf, type Lesion } from './lesion.ts';
import type { Memories } from './replay.ts';

/** One mini-batch of latents outside of the tensor back end. */
export interface StoredLatents {
  /** [batch, latent] */
  readonly shape: readonly [batch: number, latent: number];
  /** Row by row. */
  readonly values: Float32Array;
}

/** All that an episodic store remembers. */
export interface EpisodicSnapshot {
  /** Mini-batches, the newest first. */
  readonly miniBatches: readonly StoredLatents[];
  /** Places i that mini-batches of an earlier epoch begin at: no dream mixes them with those before i, which came later. */
  readonly epochStarts: readonly number[];
}

export interface EpisodicStoreOptions {
  /** Mini-batches that can be replayed, the last ones: those of a block of Wake; 1 unless given, as in the paper. */
  readonly blockMiniBatches?: number;
  /** Mini-batches that one dream mixes at most, the replayed one among them; 2 unless given, as in the paper. */
  readonly memories?: number;
  /**
   * Engrams that sleep does not find; none unless given. By chance every mini-batch loses the share of its rows; the oldest are whole
   * mini-batches, that share of those held, rounded.
   */
  readonly lesion?: Lesion | undefined;
}

/**
 * The paper's hippocampus: it remembers the latents of the last two mini-batches exactly as they were perceived, which is
 * before the cortex learned from them; with longer blocks of Wake all of the last block and what came before. Its tensors are
 * its own: it survives the caller's `tf.tidy` and `dispose`, and callers never dispose of what it lends.
 */
export interface EpisodicStore {
  /** Stores z [batch, latent] as the most recent mini-batch; the one before it becomes the previous. `latent` is not disposed. */
  encode(latent: tf.Tensor2D): void;
  /** z of the last mini-batch, lent until the next `encode`, `restore` or `dispose`; what a lesion left of it. */
  recent(): tf.Tensor2D | undefined;
  /** z_old, of the mini-batch before; lent likewise. Undefined after the first mini-batch of an epoch. */
  previous(): tf.Tensor2D | undefined;
  /**
   * A mini-batch of the block with those before it in its epoch, as far as they are remembered; lent likewise.
   * @param age 0 for the last mini-batch, up to `blockMiniBatches` - 1 @returns undefined where it is not remembered
   */
  recall(age: number): Memories | undefined;
  /**
   * The next mini-batch is the first of its epoch, which dreams z/2 + epsilon/2: forgets all that it will push out of the
   * block, in the paper both.
   */
  startNewEpoch(): void;
  /** Plain copies of what is stored, float32, bit by bit. */
  snapshot(): EpisodicSnapshot;
  /** Replaces what is stored, as far as the block reaches. @throws SnapshotMismatchError where values and shape disagree. */
  restore(snapshot: EpisodicSnapshot): void;
  dispose(): void;
}

const read = (latent: tf.Tensor2D): StoredLatents => ({
  shape: [latent.shape[0], latent.shape[1]],
  values: Float32Array.from(latent.dataSync<'float32'>()),
});

const revive = ({ shape, values }: StoredLatents): tf.Tensor2D =>
  tf.keep(tf.tensor2d(Float32Array.from(values), [shape[0], shape[1]]));

/** A mini-batch, and whether it was the first of its epoch. */
interface Entry {
  /** All of it, as it is stored. */
  readonly latent: tf.Tensor2D;
  /** What a lesion left of it: the same where there is none, undefined where nothing is left. */
  readonly left: tf.Tensor2D | undefined;
  readonly startsEpoch: boolean;
}

function entryOf(latent: tf.Tensor2D, startsEpoch: boolean, lesion: Lesion | undefined): Entry {
  if (lesion === undefined || lesion.order === 'oldest' || lesion.engramsLost === 0)
    return { latent, left: latent, startsEpoch };
  const size = latent.shape[1];
  const values = latent.dataSync<'float32'>();
  const rows = Array.from({ length: latent.shape[0] }, (_, i) => ({
    latent: values.subarray(i * size, (i + 1) * size),
    tick: 0,
  }));
  const places = survivorsOf(rows, lesion);
  const left = places.length === 0 ? undefined : tf.keep(gather(places.map((place) => rows[place]!)));
  return { latent, left, startsEpoch };
}

const forget = ({ latent, left }: Entry): void => {
  latent.dispose();
  if (left !== latent) left?.dispose();
};

/** An empty store. @throws StoreOptionError where an option makes no sense */
export function createEpisodicStore(options: EpisodicStoreOptions = {}): EpisodicStore {
  const { blockMiniBatches = 1, memories = 2, lesion } = options;
  expectCount('blockMiniBatches', blockMiniBatches);
  expectCount('memories', memories);
  if (lesion !== undefined) expectLesion(lesion);
  /** The newest first. */
  let entries: Entry[] = [];
  let startsEpoch = false;
  let disposed = false;
  const alive = (): void => {
    if (disposed) throw new StoreDisposedError();
  };
  /** Keeps so many of the newest, and those of the same epoch before the oldest that a dream of it may mix. */
  const forgetBeyond = (replayable: number): void => {
    const kept = replayable === 0 ? [] : entries.slice(0, replayable - 1 + reach(replayable - 1));
    entries.slice(kept.length).forEach(forget);
    entries = kept;
  };
  /** How many mini-batches from a place on a dream may mix: those of its epoch. */
  const reach = (place: number): number => {
    const start = entries.findIndex((entry, i) => i >= place && entry.startsEpoch);
    const inEpoch = start < 0 ? entries.length - place : start - place + 1;
    return Math.max(0, Math.min(memories, inEpoch));
  };
  const recall = (age: number): Memories | undefined => {
    alive();
    const oldestLost = lesion?.order === 'oldest' ? Math.round(lesion.engramsLost * entries.length) : 0;
    if (age >= Math.min(blockMiniBatches, entries.length - oldestLost)) return undefined;
    const remembered = entries.slice(age, Math.min(age + reach(age), entries.length - oldestLost));
    const [recent, previous, ...older] = remembered.map(({ left }) => left).filter((left) => left !== undefined);
    return recent && { recent, previous, older };
  };
  return {
    encode(latent) {
      alive();
      if (latent.rank !== 2) throw new LatentShapeError('latents', '[batch, latent]', latent.shape);
      const size = entries[0]?.latent.shape[1] ?? latent.shape[1];
      if (latent.shape[1] !== size) throw new LatentShapeError('latents', `[batch, ${size}]`, latent.shape);
      entries = [entryOf(tf.keep(latent.clone()), startsEpoch, lesion), ...entries];
      startsEpoch = false;
      forgetBeyond(blockMiniBatches);
    },
    recent: () => recall(0)?.recent,
    previous: () => recall(0)?.previous,
    recall,
    startNewEpoch() {
      alive();
      startsEpoch = true;
      forgetBeyond(blockMiniBatches - 1);
    },
    snapshot() {
      alive();
      const begins = [startsEpoch, ...entries.map((entry) => entry.startsEpoch)];
      return {
        miniBatches: entries.map(({ latent }) => read(latent)),
        epochStarts: begins.flatMap((begin, i) => (begin && i < entries.length ? [i] : [])),
      };
    },
    restore({ miniBatches, epochStarts }) {
      alive();
      miniBatches.forEach(expectWhole);
      entries.forEach(forget);
      entries = miniBatches.map((stored, i) => entryOf(revive(stored), epochStarts.includes(i + 1), lesion));
      startsEpoch = epochStarts.includes(0);
      forgetBeyond(blockMiniBatches);
    },
    dispose() {
      entries.forEach(forget);
      entries = [];
      disposed = true;
    },
  };
}

function expectCount(option: string, count: number): void {
  if (Number.isSafeInteger(count) && count >= 1) return;
  throw new StoreOptionError(option, 'an integer from 1', count);
}

function expectWhole({ shape, values }: StoredLatents): void {
  if (shape[0] * shape[1] === values.length) return;
  throw new SnapshotMismatchError(`${shape[0]} x ${shape[1]} values`, `${values.length}`);
}
