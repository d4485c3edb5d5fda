import * as tf from '@tensorflow/tfjs';
import {
  createDayStore,
  createEpisodicStore,
  replay,
  type DaySnapshot,
  type StoredLatents,
} from '@oneiros/hippocampus';
import type { RandomStreams } from '@oneiros/random';
import type { RunConfig } from './config/run-config.ts';
import { SnapshotMismatchError } from './errors.ts';
import type { SnapshotTensor, StoreSnapshot } from './snapshot.ts';

type Mixture = RunConfig['replay']['nrem'];

/** When a mini-batch is encoded. */
export interface Moment {
  readonly tick: number;
  /** From 0. */
  readonly day: number;
  readonly isFirstOfEpoch: boolean;
  /** The first mini-batch that the day sees. */
  readonly isFirstOfDay: boolean;
}

/** The hippocampus as the night loop uses it, whatever the kind of its store. */
export interface Memory {
  /** @param latent [batch, latent], copied; not disposed */
  encode(latent: tf.Tensor2D, moment: Moment): void;
  /**
   * What sleep replays: shares of stored latents and of noise.
   *
   * @param noiseName stream of the noise, drawn at the tick
   * @returns [batch, latent], the caller disposes; undefined while nothing is stored
   */
  replay(mixture: Mixture, tick: number, noiseName: string): tf.Tensor2D | undefined;
  snapshot(): StoreSnapshot;
  /** @throws SnapshotMismatchError where the snapshot is of another kind of store */
  restore(snapshot: StoreSnapshot): void;
  dispose(): void;
}

/** @param noise streams of the seed of noise */
export const createMemory = (config: RunConfig, noise: RandomStreams): Memory =>
  config.store.kind === 'episodic' ? createEpisodicMemory(config, noise) : createDayMemory(config, noise);

/**
 * The paper's store: the last two mini-batches; the first of an epoch has no predecessor. Where a cycle lives in blocks, sleep
 * replays the mini-batches of the last block of Wake, each once a state and in their order.
 */
function createEpisodicMemory({ schedule, replay: { nrem, rem } }: RunConfig, noise: RandomStreams): Memory {
  const blockMiniBatches = schedule.kind === 'cycle' ? schedule.blockTicks : 1;
  const store = createEpisodicStore({ blockMiniBatches, memories: Math.max(nrem.memories, rem.memories) });
  return {
    encode(latent, { isFirstOfEpoch }) {
      if (isFirstOfEpoch) store.startNewEpoch();
      store.encode(latent);
    },
    replay(mixture, tick, noiseName) {
      const memories = store.recall(blockMiniBatches - 1 - (tick % blockMiniBatches));
      if (memories === undefined) return undefined;
      const older = memories.older?.slice(0, mixture.memories - 2) ?? [];
      return replay({ ...memories, older }, mixture, noise.stream(noiseName, tick));
    },
    snapshot() {
      const { miniBatches, epochStarts } = store.snapshot();
      const tensors = new Map(miniBatches.map((latent, i) => [miniBatchName(i), tensorOfLatents(latent)]));
      return { kind: 'episodic', tensors, state: epochStarts.length === 0 ? null : { epochStarts } };
    },
    restore({ kind, tensors, state }) {
      expectKind('episodic', kind);
      const names = Array.from({ length: tensors.size }, (_, i) => miniBatchName(i));
      const miniBatches = names.map((name) => latentsOf(tensors.get(name))).filter((latent) => latent !== undefined);
      const { epochStarts = [] } = (state ?? {}) as { epochStarts?: readonly number[] };
      store.restore({ miniBatches, epochStarts });
    },
    dispose: () => store.dispose(),
  };
}

/** The newest first: `recent`, `previous`, `older.2`, `older.3`, ... */
const miniBatchName = (place: number): string => ['recent', 'previous'][place] ?? `older.${place}`;

/**
 * Single episodes of the day: NREM replays a sample of them, REM two samples without a common episode. The store is
 * emptied by the first mini-batch of a day.
 */
function createDayMemory(
  { store: { capacity, sampling, recencyTicks }, batchSize }: RunConfig,
  noise: RandomStreams,
): Memory {
  const store = createDayStore({ capacity, sampling, recencyTicks });
  return {
    encode(latent, { tick, isFirstOfDay }) {
      if (isFirstOfDay) store.startNewDay();
      store.encode(latent, { tick, random: noise.stream('store', tick) });
    },
    replay(mixture, tick, noiseName) {
      if (store.size === 0) return undefined;
      const count = Math.min(batchSize, store.size);
      const random = noise.stream('store', tick);
      const memories =
        mixture.previous > 0
          ? store.recall(count, random, mixture.memories)
          : { recent: store.sample(count, random), previous: undefined, older: [] };
      try {
        return replay(memories, mixture, noise.stream(noiseName, tick));
      } finally {
        tf.dispose([memories.recent, ...(memories.previous ? [memories.previous] : []), ...memories.older]);
      }
    },
    snapshot() {
      const { episodes, ...state } = store.snapshot();
      const tensors = new Map(episodes ? [['episodes', tensorOfLatents(episodes)]] : []);
      return { kind: 'day', tensors, state };
    },
    restore({ kind, tensors, state }) {
      expectKind('day', kind);
      const episodes = latentsOf(tensors.get('episodes'));
      store.restore({ ...(state as Omit<DaySnapshot, 'episodes'>), ...(episodes && { episodes }) });
    },
    dispose: () => store.dispose(),
  };
}

function expectKind(expected: string, kind: string): void {
  if (kind === expected) return;
  throw new SnapshotMismatchError(
    `Expected the snapshot of a store of kind ${expected} (store.kind), got ${kind}. Leave the store out to start with an empty one.`,
  );
}

const tensorOfLatents = ({ shape, values }: StoredLatents): SnapshotTensor => ({ dtype: 'F32', shape, data: values });

const latentsOf = (tensor: SnapshotTensor | undefined): StoredLatents | undefined =>
  tensor && { shape: [tensor.shape[0]!, tensor.shape[1]!], values: tensor.data };
