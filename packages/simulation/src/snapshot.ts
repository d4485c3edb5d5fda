import * as tf from '@tensorflow/tfjs';
import type { Cortex, Plasticity } from '@oneiros/cortex';
import { SnapshotMismatchError } from './errors.ts';

/** A tensor outside of TensorFlow.js, row-major float32. */
export interface SnapshotTensor {
  readonly dtype: 'F32';
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** What a hippocampal store holds. */
export interface StoreSnapshot {
  /** `store.kind` of the configuration. */
  readonly kind: string;
  readonly tensors: ReadonlyMap<string, SnapshotTensor>;
  /** What of the store is no tensor; plain JSON. */
  readonly state: unknown;
}

/** Where the brain is in time, and what of it is no tensor; plain JSON. */
export interface SnapshotCursor {
  /** The next tick to run. */
  readonly tick: number;
  /** Steps of Adam by synapse. */
  readonly steps: Readonly<Record<string, number>>;
  /** Absent where the store was left out, as a fork with another kind of store does. */
  readonly store?: { readonly kind: string; readonly state: unknown };
}

/**
 * A whole brain at one moment: synapses under their names, `adam.first.NAME` and `adam.second.NAME`, the hippocampal store
 * under `store.NAME`, and what its probe of staleness compares with under `probe.earlier.TICK`. With the configuration it is all that resuming needs: random numbers follow from the tick.
 */
export interface Snapshot {
  readonly tensors: Map<string, SnapshotTensor>;
  readonly cursor: SnapshotCursor;
}

const STORE = 'store.';
const FIRST = 'adam.first.';
const SECOND = 'adam.second.';

/** @param tensor not disposed */
export const copyTensor = (tensor: tf.Tensor): SnapshotTensor => ({
  dtype: 'F32',
  shape: tensor.shape.slice(),
  data: tensor.dataSync<'float32'>().slice(),
});

/** Copies the whole brain. */
export function copyBrain(cortex: Cortex, plasticity: Plasticity, store: StoreSnapshot, tick: number): Snapshot {
  const tensors = new Map<string, SnapshotTensor>();
  for (const [name, synapse] of cortex.synapses) tensors.set(name, copyTensor(synapse));
  for (const [name, { first, second }] of plasticity.moments()) {
    tensors.set(FIRST + name, copyTensor(first));
    tensors.set(SECOND + name, copyTensor(second));
  }
  for (const [name, tensor] of store.tensors) tensors.set(STORE + name, tensor);
  return { tensors, cursor: { tick, steps: plasticity.steps(), store: { kind: store.kind, state: store.state } } };
}

/** The store's part of a snapshot; undefined where it was left out. */
export function storeOf({ tensors, cursor }: Snapshot): StoreSnapshot | undefined {
  if (cursor.store === undefined) return undefined;
  const stored = [...tensors].filter(([name]) => name.startsWith(STORE));
  return { ...cursor.store, tensors: new Map(stored.map(([name, tensor]) => [name.slice(STORE.length), tensor])) };
}

/** A synapse with a weight that is infinite or not a number, if there is one. */
export function notFiniteSynapse(cortex: Cortex, { tensors }: Snapshot): string | undefined {
  return [...cortex.synapses.keys()].find((name) => !tensors.get(name)!.data.every(Number.isFinite));
}

/**
 * Puts synapses back, and nothing else: a cortex to look at.
 *
 * @throws SnapshotMismatchError if the snapshot is of a cortex of another shape; nothing is changed then.
 */
export function restoreCortex(cortex: Cortex, { tensors }: Snapshot): void {
  for (const [name, synapse] of cortex.synapses) {
    const stored = tensors.get(name);
    if (stored?.shape.join() !== synapse.shape.join()) {
      const found = stored === undefined ? 'nothing' : `[${stored.shape.join(', ')}]`;
      throw new SnapshotMismatchError(
        `Expected ${name} of shape [${synapse.shape.join(', ')}], the snapshot has ${found}. The model must have the same shape.`,
      );
    }
  }
  tf.tidy(() => {
    for (const [name, synapse] of cortex.synapses) synapse.assign(tensorOf(tensors.get(name)!));
  });
}

/** Puts synapses, moments and step counts back. @throws SnapshotMismatchError as `restoreCortex` */
export function restoreBrain(cortex: Cortex, plasticity: Plasticity, snapshot: Snapshot): void {
  restoreCortex(cortex, snapshot);
  const { tensors, cursor } = snapshot;
  tf.tidy(() => {
    const moments = new Map<string, { first: tf.Tensor; second: tf.Tensor }>();
    for (const name of cortex.synapses.keys()) {
      const first = tensors.get(FIRST + name);
      const second = tensors.get(SECOND + name);
      if (first && second) moments.set(name, { first: tensorOf(first), second: tensorOf(second) });
    }
    plasticity.restore({ steps: { ...cursor.steps }, moments });
  });
}

/** A tensor that owns its values: the snapshot can be restored again. */
export const tensorOf = ({ data, shape }: SnapshotTensor): tf.Tensor =>
  tf.tensor(data.slice(), shape.slice(), 'float32');
