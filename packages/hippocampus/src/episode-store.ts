import type * as tf from '@tensorflow/tfjs';
import type { RandomStream } from '@oneiros/random';
import { createEngrams, type Bounds, type Engram, type Engrams, type EngramsSnapshot } from './engrams.ts';
import { LatentShapeError, MissingEpisodeError, StoreDisposedError, StoreOptionError } from './errors.ts';
import { expectLesion, survivorsOf, type Lesion } from './lesion.ts';
import { LEAST_PRIORITY, noveltyOf } from './priority.ts';
import type { Memories } from './replay.ts';
import { drawUniform, drawWeighted } from './sampling.ts';

/** How a store of single episodes makes room, forgets, and chooses what it replays. */
export interface DayStoreOptions extends Bounds {
  /** Episodes (latents of single images) of a day that it holds at most. */
  readonly capacity: number;
  /**
   * `uniform`: every episode of the day is equally likely to be kept (a reservoir) and to be replayed. `recent`: the last
   * `capacity` episodes are kept, and replayed with a probability that falls as exp(-age / recencyTicks).
   */
  readonly sampling: 'uniform' | 'recent';
  /** Ticks in which the probability of replay falls to 1/e, > 0; needed by `recent` alone. */
  readonly recencyTicks?: number | undefined;
  /** 2: yesterday is kept beside today, and dreams mix the two; 1 unless given. */
  readonly days?: 1 | 2 | undefined;
  /**
   * Engrams decay: their strength is exp(-age / decayTicks), and the probability of replay in proportion to it. They keep unless given.
   */
  readonly decayTicks?: number | undefined;
  /** Engrams weaker than this are forgotten, 0..1; 0.05 unless given, which is after three times `decayTicks`. */
  readonly forgetBelow?: number | undefined;
  /**
   * What makes an episode more likely to be replayed, by p ~ priority^priorityExponent. `novelty`: its distance to the nearest
   * engram when it was encoded. `reconstruction-error`: as the caller says when it encodes. `none` unless given.
   * @source Schaul, Quan, Antonoglou & Silver 2016, Prioritized experience replay, ICLR
   */
  readonly priority?: 'none' | 'novelty' | 'reconstruction-error' | undefined;
  /** 0: all alike; 1 unless given. */
  readonly priorityExponent?: number | undefined;
  /** Engrams that sleep does not find; none unless given. */
  readonly lesion?: Lesion | undefined;
}

/** When a mini-batch is encoded, how bad its reconstruction was, and the randomness of what is kept. */
export interface EncodingMoment {
  /** Not before the last one. */
  readonly tick: number;
  /** Used by the reservoir alone, once it is full. */
  readonly random: RandomStream;
  /** Reconstruction error of each image, from 0; needed by that priority alone. */
  readonly errors?: ArrayLike<number> | undefined;
}

/** All that a day store remembers: today's engrams, and yesterday's where two days are kept. */
export interface DaySnapshot extends EngramsSnapshot {
  readonly yesterday?: EngramsSnapshot;
}

/** A hippocampus that holds many episodes of the day, bounded. What it samples belongs to the caller. */
export interface DayStore {
  /** How many of today's episodes can be replayed. */
  readonly size: number;
  /** How many of yesterday's; 0 where one day is kept. */
  readonly yesterdaySize: number;
  /** @param latent [batch, latent], copied; not disposed. @throws LatentShapeError, StoreOptionError where time runs back */
  encode(latent: tf.Tensor2D, moment: EncodingMoment): void;
  /** Forgets the engrams that decayed until this tick; call before replay, for time to pass while nothing is encoded. */
  forget(tick: number): void;
  /**
   * Draws `count` different episodes of today. @returns [count, latent], the caller disposes.
   * @throws MissingEpisodeError where fewer are held.
   */
  sample(count: number, random: RandomStream): tf.Tensor2D;
  /**
   * Draws sets of `count` episodes without a common one, as z, z_old and what is older in a dream; where too few are held,
   * fewer sets. Where there is a yesterday, z is today's and the other sets are yesterday's, which come up again where they are
   * few. The caller disposes.
   * @param memories how many sets, 2 unless given @throws MissingEpisodeError where fewer than `count` are held.
   */
  recall(count: number, random: RandomStream, memories?: number): Required<Memories>;
  /** Forgets what is held; where two days are kept, what was yesterday's, and today becomes yesterday. */
  startNewDay(): void;
  /** Plain copies of what is stored, bit by bit. */
  snapshot(): DaySnapshot;
  /** @throws SnapshotMismatchError where the snapshot contradicts itself or does not fit the capacity */
  restore(snapshot: DaySnapshot): void;
  dispose(): void;
}

/** What a store makes of the episodes that it drew for replay. */
export interface Retrieval {
  /** Those to replay, at least one. */
  readonly drawn: readonly Engram[];
  /** All of that day that can be replayed. */
  readonly engrams: readonly Engram[];
  /** ln of an engram's strength, up to a constant. */
  logStrength(engram: Engram): number;
  readonly random: RandomStream;
}

/** @param retrieve [drawn, latent], the caller's @throws StoreOptionError where an option makes no sense. */
export function createEpisodeStore(options: DayStoreOptions, retrieve: (of: Retrieval) => tf.Tensor2D): DayStore {
  expectOptions(options);
  const { sampling, recencyTicks, days = 1, decayTicks = Infinity, forgetBelow = 0.05, lesion } = options;
  const { priority = 'none', priorityExponent = 1 } = options;
  let today = createEngrams(options);
  let yesterday: Engrams | undefined;
  let disposed = false;
  const alive = (): void => {
    if (disposed) throw new StoreDisposedError();
  };
  const survivors = ({ list }: Engrams): Engram[] => survivorsOf(list, lesion).map((place) => list[place]!);
  const logStrength = ({ tick }: Engram): number => tick / decayTicks;
  const recency = ({ tick }: Engram): number => (sampling === 'recent' ? tick / recencyTicks! : 0);
  const isWeighted = sampling === 'recent' || decayTicks < Infinity || (priority !== 'none' && priorityExponent > 0);
  const logWeight = (engram: Engram): number =>
    recency(engram) + logStrength(engram) + (priority === 'none' ? 0 : priorityExponent * Math.log(engram.priority));

  const draw = (engrams: readonly Engram[], count: number, random: RandomStream): Engram[] => {
    if (engrams.length === 0 || engrams.length < count) {
      throw new MissingEpisodeError('episodes', `${count} episodes were asked for, ${engrams.length} are held.`);
    }
    const places = isWeighted
      ? drawWeighted(engrams.map(logWeight), count, random)
      : drawUniform(engrams.length, count, random);
    return Array.from(places, (place) => engrams[place]!);
  };
  /** As often as it takes, each time as many as there are. */
  const drawAgain = (engrams: readonly Engram[], count: number, random: RandomStream): Engram[] => {
    const drawn: Engram[] = [];
    while (drawn.length < count) {
      drawn.push(...draw(engrams, Math.min(engrams.length, count - drawn.length), random));
    }
    return drawn;
  };
  /** Cuts what was drawn into sets of `count`. */
  const setsOf = (count: number, drawn: readonly Engram[], engrams: readonly Engram[], random: RandomStream) =>
    Array.from({ length: drawn.length / count }, (_, i) =>
      retrieve({ drawn: drawn.slice(i * count, (i + 1) * count), engrams, logStrength, random }),
    );
  const forget = (tick: number): void => {
    alive();
    if (decayTicks === Infinity) return;
    const isStrong = (engram: Engram): boolean => Math.exp((engram.tick - tick) / decayTicks) >= forgetBelow;
    today.retain(isStrong);
    yesterday?.retain(isStrong);
  };

  return {
    get size() {
      return survivors(today).length;
    },
    get yesterdaySize() {
      return yesterday === undefined ? 0 : survivors(yesterday).length;
    },
    encode(latent, { tick, random, errors }) {
      alive();
      const stored = [...today.list, ...(yesterday?.list ?? [])];
      const size = stored[0]?.latent.length;
      if (latent.rank !== 2 || (size !== undefined && latent.shape[1] !== size)) {
        throw new LatentShapeError('latents', `[batch, ${size ?? 'latent'}]`, latent.shape);
      }
      const latest = stored.reduce((a, b) => Math.max(a, b.tick), -Infinity);
      if (!(tick >= latest)) throw new StoreOptionError('tick', `at least ${latest}`, tick);
      const [batch, width] = latent.shape;
      if (priority === 'reconstruction-error') expectErrors(errors, batch);
      forget(tick);
      const priorities = {
        none: () => undefined,
        novelty: () => noveltyOf(latent, [...today.list, ...(yesterday?.list ?? [])]),
        'reconstruction-error': () => Float32Array.from(errors!),
      }[priority]();
      const values = latent.dataSync<'float32'>();
      for (let row = 0; row < batch; row++) {
        const own = Float32Array.from(values.subarray(row * width, (row + 1) * width));
        const deserved = priorities === undefined ? 1 : Math.fround(Math.max(priorities[row]!, LEAST_PRIORITY));
        today.add({ latent: own, tick, priority: deserved }, random);
      }
    },
    forget,
    sample(count, random) {
      alive();
      const engrams = survivors(today);
      return setsOf(count, draw(engrams, count, random), engrams, random)[0]!;
    },
    recall(count, random, memories = 2) {
      alive();
      const engrams = survivors(today);
      const before = yesterday === undefined ? [] : survivors(yesterday);
      if (before.length > 0) {
        const drawn = draw(engrams, count, random);
        const drawnBefore = drawAgain(before, (memories - 1) * count, random);
        const [recent] = setsOf(count, drawn, engrams, random);
        const [previous, ...older] = setsOf(count, drawnBefore, before, random);
        return { recent: recent!, previous, older };
      }
      const sets = Math.max(1, Math.min(memories, Math.floor(engrams.length / count)));
      const [recent, previous, ...older] = setsOf(count, draw(engrams, sets * count, random), engrams, random);
      return { recent: recent!, previous, older };
    },
    startNewDay() {
      alive();
      yesterday = days === 2 ? today : undefined;
      today = createEngrams(options);
    },
    snapshot() {
      alive();
      return { ...today.snapshot(), ...(yesterday !== undefined && { yesterday: yesterday.snapshot() }) };
    },
    restore(snapshot) {
      alive();
      const restored = createEngrams(options, snapshot);
      yesterday = snapshot.yesterday && days === 2 ? createEngrams(options, snapshot.yesterday) : undefined;
      today = restored;
    },
    dispose() {
      today = createEngrams(options);
      yesterday = undefined;
      disposed = true;
    },
  };
}

function expectOptions(options: DayStoreOptions): void {
  const { capacity, sampling, recencyTicks, decayTicks, forgetBelow, priorityExponent, lesion } = options;
  const expectAbove0 = (name: string, value: number | undefined): void => {
    if (!(value !== undefined && value > 0)) throw new StoreOptionError(name, 'a number above 0', value);
  };
  if (!Number.isSafeInteger(capacity) || capacity < 1) {
    throw new StoreOptionError('capacity', 'an integer from 1', capacity);
  }
  if (sampling === 'recent') expectAbove0('recencyTicks', recencyTicks);
  if (decayTicks !== undefined) expectAbove0('decayTicks', decayTicks);
  if (forgetBelow !== undefined && !(forgetBelow >= 0 && forgetBelow <= 1)) {
    throw new StoreOptionError('forgetBelow', 'a number from 0 to 1', forgetBelow);
  }
  if (priorityExponent !== undefined && !(priorityExponent >= 0 && priorityExponent < Infinity)) {
    throw new StoreOptionError('priorityExponent', 'a number from 0', priorityExponent);
  }
  if (lesion !== undefined) expectLesion(lesion);
}

function expectErrors(errors: ArrayLike<number> | undefined, batch: number): void {
  const isWhole = errors?.length === batch && Array.from(errors).every((error) => error >= 0 && error < Infinity);
  if (!isWhole) throw new StoreOptionError('errors', `${batch} numbers from 0, one an image`, errors);
}
