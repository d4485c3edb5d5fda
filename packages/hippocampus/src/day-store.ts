import * as tf from '@tensorflow/tfjs';
import type { RandomStream } from '@oneiros/random';
import {
  LatentShapeError,
  MissingEpisodeError,
  SnapshotMismatchError,
  StoreDisposedError,
  StoreOptionError,
} from './errors.ts';
import type { StoredLatents } from './episodic-store.ts';
import type { Memories } from './replay.ts';
import { drawRecent, drawUniform } from './sampling.ts';

/** How a full store makes room and how it is sampled. */
export interface DayStoreOptions {
  /** Episodes (latents of single images) that it holds at most. */
  readonly capacity: number;
  /**
   * `uniform`: every episode of the day is equally likely to be kept (a reservoir) and to be replayed. `recent`: the last
   * `capacity` episodes are kept, and replayed with a probability that falls as exp(-age / recencyTicks).
   */
  readonly sampling: 'uniform' | 'recent';
  /** Ticks in which the probability of replay falls to 1/e, > 0; needed by `recent` alone. */
  readonly recencyTicks?: number;
}

/** When an episode is encoded, and the randomness of whether it is kept. */
export interface EncodingMoment {
  /** Not before the last one. */
  readonly tick: number;
  /** Used by the reservoir alone, once it is full. */
  readonly random: RandomStream;
}

/** All that a day store remembers. */
export interface DaySnapshot {
  /** Undefined while nothing was ever encoded. */
  readonly episodes?: StoredLatents;
  /** The tick in which each episode was encoded, in the order of `episodes`. */
  readonly ticks: readonly number[];
  /** Episodes offered since the day began, kept or not. */
  readonly seen: number;
}

/** A hippocampus that holds many episodes of the day, bounded. What it samples belongs to the caller. */
export interface DayStore {
  /** How many episodes are held. */
  readonly size: number;
  /** @param latent [batch, latent], copied; not disposed. @throws LatentShapeError, StoreOptionError where time runs back */
  encode(latent: tf.Tensor2D, moment: EncodingMoment): void;
  /**
   * Draws `count` different episodes. @returns [count, latent], the caller disposes.
   * @throws MissingEpisodeError where fewer are held.
   */
  sample(count: number, random: RandomStream): tf.Tensor2D;
  /**
   * Draws sets of `count` episodes without a common one, as z, z_old and what is older in a dream; where too few are held,
   * fewer sets. The caller disposes.
   * @param memories how many sets, 2 unless given @throws MissingEpisodeError where fewer than `count` are held.
   */
  recall(count: number, random: RandomStream, memories?: number): Required<Memories>;
  /** Forgets everything. */
  startNewDay(): void;
  /** Plain copies of what is stored, bit by bit. */
  snapshot(): DaySnapshot;
  /** @throws SnapshotMismatchError where the snapshot contradicts itself or does not fit the capacity */
  restore(snapshot: DaySnapshot): void;
  dispose(): void;
}

/** @throws StoreOptionError where an option makes no sense. */
export function createDayStore(options: DayStoreOptions): DayStore {
  const { capacity, sampling, recencyTicks } = options;
  if (!Number.isSafeInteger(capacity) || capacity < 1) {
    throw new StoreOptionError('capacity', 'an integer from 1', capacity);
  }
  if (sampling === 'recent' && !(recencyTicks !== undefined && recencyTicks > 0)) {
    throw new StoreOptionError('recencyTicks', 'a number above 0', recencyTicks);
  }
  let rows: Float32Array[] = [];
  let ticks: number[] = [];
  let seen = 0;
  let disposed = false;
  const alive = (): void => {
    if (disposed) throw new StoreDisposedError();
  };
  const startNewDay = (): void => {
    alive();
    rows = [];
    ticks = [];
    seen = 0;
  };
  /** Where the next episode goes, or undefined where the reservoir passes it over. */
  const placeFor = (random: RandomStream): number | undefined => {
    if (rows.length < capacity) return rows.length;
    if (sampling === 'recent') return seen % capacity;
    const place = random.integer(seen + 1);
    return place < capacity ? place : undefined;
  };
  const draw = (count: number, random: RandomStream): Uint32Array => {
    alive();
    if (rows.length === 0 || rows.length < count) {
      throw new MissingEpisodeError('episodes', `${count} episodes were asked for, ${rows.length} are held.`);
    }
    return sampling === 'uniform'
      ? drawUniform(rows.length, count, random)
      : drawRecent(ticks, count, recencyTicks!, random);
  };
  const gather = (places: Uint32Array): tf.Tensor2D => {
    const size = rows[0]!.length;
    const values = new Float32Array(places.length * size);
    places.forEach((place, i) => values.set(rows[place]!, i * size));
    return tf.tensor2d(values, [places.length, size]);
  };
  return {
    get size() {
      return rows.length;
    },
    encode(latent, { tick, random }) {
      alive();
      const size = rows[0]?.length;
      if (latent.rank !== 2 || (size !== undefined && latent.shape[1] !== size)) {
        throw new LatentShapeError('latents', `[batch, ${size ?? 'latent'}]`, latent.shape);
      }
      const latest = ticks.reduce((a, b) => Math.max(a, b), -Infinity);
      if (!(tick >= latest)) throw new StoreOptionError('tick', `at least ${latest}`, tick);
      const [batch, width] = latent.shape;
      const values = latent.dataSync<'float32'>();
      for (let row = 0; row < batch; row++) {
        const place = placeFor(random);
        seen += 1;
        if (place === undefined) continue;
        rows[place] = Float32Array.from(values.subarray(row * width, (row + 1) * width));
        ticks[place] = tick;
      }
    },
    sample: (count, random) => gather(draw(count, random)),
    recall(count, random, memories = 2) {
      const sets = Math.max(1, Math.min(memories, Math.floor(rows.length / count)));
      const places = draw(sets * count, random);
      const gathered = Array.from({ length: sets }, (_, i) => gather(places.subarray(i * count, (i + 1) * count)));
      const [recent, previous, ...older] = gathered;
      return { recent: recent!, previous, older };
    },
    startNewDay,
    snapshot() {
      alive();
      const size = rows[0]?.length;
      if (size === undefined) return { ticks: [], seen };
      const values = new Float32Array(rows.length * size);
      rows.forEach((row, i) => values.set(row, i * size));
      return { episodes: { shape: [rows.length, size], values }, ticks: [...ticks], seen };
    },
    restore(snapshot) {
      alive();
      expectConsistent(snapshot, capacity);
      const [count, size] = snapshot.episodes?.shape ?? [0, 0];
      const values = snapshot.episodes?.values ?? new Float32Array();
      rows = Array.from({ length: count }, (_, i) => Float32Array.from(values.subarray(i * size, (i + 1) * size)));
      ticks = [...snapshot.ticks];
      seen = snapshot.seen;
    },
    dispose() {
      startNewDay();
      disposed = true;
    },
  };
}

function expectConsistent({ episodes, ticks, seen }: DaySnapshot, capacity: number): void {
  const [count, size] = episodes?.shape ?? [0, 0];
  const length = episodes?.values.length ?? 0;
  if (length !== count * size) throw new SnapshotMismatchError(`${count} x ${size} values`, `${length}`);
  if (ticks.length !== count) throw new SnapshotMismatchError(`${count} ticks`, `${ticks.length}`);
  const held = Math.min(seen, capacity);
  if (count !== held) throw new SnapshotMismatchError(`${held} episodes`, `${count}`);
}
