import * as tf from '@tensorflow/tfjs';
import {
  createDayStore,
  createEpisodicStore,
  createHopfieldStore,
  replay,
  type DaySnapshot,
  type EngramsSnapshot,
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
  /**
   * @param latent [batch, latent], copied; not disposed
   * @param imageErrors [batch], how badly each image was reconstructed; not disposed, needed where that gives priority
   */
  encode(latent: tf.Tensor2D, moment: Moment, imageErrors?: tf.Tensor1D): void;
  /**
   * What sleep replays: shares of stored latents and of noise.
   *
   * @param noiseName stream of the noise, drawn at the tick
   * @returns [batch, latent], the caller disposes; undefined while nothing is stored, or nothing is left by a lesion
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

/** Whether sleep has nothing to expect from the hippocampus, whatever was seen. */
export const isHippocampusSilent = ({ lesions: { hippocampus } }: Pick<RunConfig, 'lesions'>): boolean =>
  hippocampus.silent || hippocampus.engramsLost === 1;

/** Whether encoding asks how badly each image was reconstructed. */
export const needsImageErrors = ({ store }: Pick<RunConfig, 'store'>): boolean =>
  store.priority === 'reconstruction-error';

/**
 * The paper's store: the last two mini-batches; the first of an epoch has no predecessor. Where a cycle lives in blocks, sleep
 * replays the mini-batches of the last block of Wake, each once a state and in their order.
 */
function createEpisodicMemory(config: RunConfig, noise: RandomStreams): Memory {
  const { schedule, replay: mixtures, lesions } = config;
  const blockMiniBatches = schedule.kind === 'cycle' ? schedule.blockTicks : 1;
  const memories = Math.max(mixtures.nrem.memories, mixtures.rem.memories);
  const store = createEpisodicStore({ blockMiniBatches, memories, lesion: lesions.hippocampus });
  return {
    encode(latent, { isFirstOfEpoch }) {
      if (lesions.hippocampus.silent) return;
      if (isFirstOfEpoch) store.startNewEpoch();
      store.encode(latent);
    },
    replay(mixture, tick, noiseName) {
      const recalled = lesions.hippocampus.silent
        ? undefined
        : store.recall(blockMiniBatches - 1 - (tick % blockMiniBatches));
      if (recalled === undefined) return undefined;
      const older = recalled.older?.slice(0, mixture.memories - 2) ?? [];
      return replay({ ...recalled, older }, mixture, noise.stream(noiseName, tick));
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
 * Single episodes of the day: NREM replays a sample of them, REM two samples without a common episode, one of each day where two days
 * are kept. The first mini-batch of a day empties the store, or makes yesterday of what it holds.
 */
function createDayMemory({ store: options, lesions, batchSize }: RunConfig, noise: RandomStreams): Memory {
  const { kind, hopfield, ...ofStore } = options;
  const shared = { ...ofStore, lesion: lesions.hippocampus };
  const store = kind === 'hopfield' ? createHopfieldStore({ ...shared, ...hopfield }) : createDayStore(shared);
  const { silent } = lesions.hippocampus;
  return {
    encode(latent, { tick, isFirstOfDay }, imageErrors) {
      if (silent) return;
      if (isFirstOfDay) store.startNewDay();
      const errors = imageErrors?.dataSync<'float32'>();
      store.encode(latent, { tick, random: noise.stream('store', tick), errors });
    },
    replay(mixture, tick, noiseName) {
      if (silent) return undefined;
      store.forget(tick);
      const { size } = store;
      if (size === 0) return undefined;
      const count = Math.min(batchSize, size);
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
      const { yesterday, ...today } = store.snapshot();
      const [now, before] = [today, yesterday].map((engrams) => engrams && splitEngrams(engrams));
      const tensors = new Map(now!.tensors);
      for (const [name, tensor] of before?.tensors ?? []) tensors.set(`yesterday.${name}`, tensor);
      return { kind, tensors, state: { ...now!.state, ...(before && { yesterday: before.state }) } };
    },
    restore({ kind: restored, tensors, state }) {
      expectKind(kind, restored);
      const { yesterday, ...today } = state as DaySnapshot;
      store.restore({
        ...joinEngrams(today, tensors),
        ...(yesterday && { yesterday: joinEngrams(yesterday, tensors, 'yesterday.') }),
      });
    },
    dispose: () => store.dispose(),
  };
}

/** What of a day's engrams is tensors, and what is plain JSON. */
function splitEngrams({ episodes, priorities, ...state }: EngramsSnapshot) {
  const tensors = Object.entries({ episodes, priorities }).flatMap(([name, stored]) =>
    stored === undefined ? [] : [[name, tensorOfLatents(stored)] as const],
  );
  return { tensors: new Map(tensors), state };
}

function joinEngrams(
  state: EngramsSnapshot,
  tensors: ReadonlyMap<string, SnapshotTensor>,
  prefix = '',
): EngramsSnapshot {
  const [episodes, priorities] = ['episodes', 'priorities'].map((name) => latentsOf(tensors.get(prefix + name)));
  return { ...state, ...(episodes && { episodes }), ...(priorities && { priorities }) };
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
