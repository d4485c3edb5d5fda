import * as tf from '@tensorflow/tfjs';
import { beforeEach, describe, expect, it } from 'vitest';
import { createEpisodicStore, type EpisodicStore } from './episodic-store.ts';
import { LatentShapeError, SnapshotMismatchError, StoreDisposedError } from './errors.ts';
import { tensorMatchers } from './test-kit/tensor-matchers.ts';
import { tinyEpisodicStore, tinyLatents } from './test-kit/tiny-stores.ts';

expect.extend(tensorMatchers);

const encode = (store: EpisodicStore, ...values: number[]): void => {
  const latent = tf.tensor2d([values]);
  store.encode(latent);
  latent.dispose();
};

describe('the episodic store', () => {
  beforeEach(async () => {
    await tf.setBackend('cpu');
  });

  it('remembers the last two mini-batches', () => {
    const store = createEpisodicStore();
    expect([store.recent(), store.previous()]).toEqual([undefined, undefined]);
    encode(store, 1, 2);
    expect(store.previous()).toBeUndefined();
    encode(store, 3, 4);
    encode(store, 5, 6);
    expect(store.recent()!).toBeBitIdenticalTo([5, 6]);
    expect(store.previous()!).toBeBitIdenticalTo([3, 4]);
    store.dispose();
  });

  it('keeps its memories when the caller tidies or disposes of the latents', () => {
    const store = createEpisodicStore();
    tf.tidy(() => store.encode(tf.tensor2d([[1, 2]]).add(1)));
    expect(store.recent()!).toBeBitIdenticalTo([2, 3]);
    store.dispose();
  });

  it('leaves the latents to the caller', () => {
    const store = createEpisodicStore();
    const latent = tf.tensor2d([[1, 2]]);
    store.encode(latent);
    store.dispose();
    expect(latent.isDisposed).toBe(false);
    latent.dispose();
  });

  it('holds at most two tensors, and none once it is disposed of', () => {
    const before = tf.memory().numTensors;
    const store = createEpisodicStore();
    const counts = Array.from({ length: 5 }, (_, i) => {
      encode(store, i);
      return tf.memory().numTensors - before;
    });
    expect(counts).toEqual([1, 2, 2, 2, 2]);
    store.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('starts an epoch with neither memory, and forgets the previous one alone when asked', () => {
    const before = tf.memory().numTensors;
    const store = tinyEpisodicStore();
    store.forgetPrevious();
    expect(store.previous()).toBeUndefined();
    expect(store.recent()).toBeDefined();
    store.startNewEpoch();
    expect(store.recent()).toBeUndefined();
    encode(store, 1);
    expect(store.previous()).toBeUndefined();
    store.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('restores a snapshot bit by bit into another store, and owns what it restored', () => {
    const before = tf.memory().numTensors;
    const store = tinyEpisodicStore();
    const snapshot = store.snapshot();
    const other = tinyEpisodicStore({ seed: 2 });
    other.restore(snapshot);
    snapshot.recent!.values.fill(0);
    expect(other.recent()!).toBeBitIdenticalTo(store.recent()!);
    expect(other.previous()!).toBeBitIdenticalTo(store.previous()!);
    store.dispose();
    other.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('gives snapshots that later encoding does not change', () => {
    const store = createEpisodicStore();
    encode(store, 1, 2);
    const { recent } = store.snapshot();
    encode(store, 3, 4);
    expect([...recent!.values]).toEqual([1, 2]);
    store.dispose();
  });

  it('refuses a damaged snapshot and keeps what it had', () => {
    const store = tinyEpisodicStore();
    const { recent, previous } = store.snapshot();
    const before = tf.memory().numTensors;
    const damaged = { recent: recent!, previous: { shape: [3, 4] as const, values: new Float32Array(5) } };
    expect(() => store.restore(damaged)).toThrow(SnapshotMismatchError);
    expect(store.recent()!).toBeBitIdenticalTo(recent!.values);
    expect(store.previous()!).toBeBitIdenticalTo(previous!.values);
    expect(tf.memory().numTensors).toBe(before);
    store.dispose();
  });

  it('refuses latents of another size, and any use after it was disposed of', () => {
    const store = tinyEpisodicStore();
    const wide = tinyLatents({ latent: 5 });
    expect(() => store.encode(wide)).toThrow(LatentShapeError);
    wide.dispose();
    store.dispose();
    expect(() => store.recent()).toThrow(StoreDisposedError);
  });
});
