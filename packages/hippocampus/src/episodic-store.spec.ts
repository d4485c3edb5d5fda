import * as tf from '@tensorflow/tfjs';
import { beforeEach, describe, expect, it } from 'vitest';
import { createEpisodicStore, type EpisodicStore, type EpisodicStoreOptions } from './episodic-store.ts';
import { LatentShapeError, SnapshotMismatchError, StoreDisposedError, StoreOptionError } from './errors.ts';
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

  it('starts an epoch with neither memory', () => {
    const before = tf.memory().numTensors;
    const store = tinyEpisodicStore();
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
    snapshot.miniBatches[0]!.values.fill(0);
    expect(other.recent()!).toBeBitIdenticalTo(store.recent()!);
    expect(other.previous()!).toBeBitIdenticalTo(store.previous()!);
    store.dispose();
    other.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('gives snapshots that later encoding does not change', () => {
    const store = createEpisodicStore();
    encode(store, 1, 2);
    const { miniBatches } = store.snapshot();
    encode(store, 3, 4);
    expect(miniBatches.map(({ values }) => [...values])).toEqual([[1, 2]]);
    store.dispose();
  });

  it('refuses a damaged snapshot and keeps what it had', () => {
    const store = tinyEpisodicStore();
    const [recent, previous] = store.snapshot().miniBatches;
    const before = tf.memory().numTensors;
    const miniBatches = [recent!, { shape: [3, 4] as const, values: new Float32Array(5) }];
    expect(() => store.restore({ miniBatches, epochStarts: [] })).toThrow(SnapshotMismatchError);
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

describe('an episodic store of longer blocks and more memories', () => {
  beforeEach(async () => {
    await tf.setBackend('cpu');
  });

  /** What a dream of a mini-batch may mix, as the numbers that were encoded. */
  const recalled = (store: EpisodicStore, age: number): number[] | undefined => {
    const memories = store.recall(age);
    if (memories === undefined) return undefined;
    const { recent, previous, older = [] } = memories;
    return [recent, ...(previous ? [previous] : []), ...older].map((latent) => latent.dataSync()[0]!);
  };
  const filled = (options: EpisodicStoreOptions, ...values: number[]): EpisodicStore => {
    const store = createEpisodicStore(options);
    values.forEach((value) => encode(store, value));
    return store;
  };

  it('gives back every mini-batch of the block, each with the one before it', () => {
    const store = filled({ blockMiniBatches: 3 }, 1, 2, 3, 4, 5);
    expect([0, 1, 2, 3].map((age) => recalled(store, age))).toEqual([[5, 4], [4, 3], [3, 2], undefined]);
    store.dispose();
  });

  it('mixes as many memories as asked for, as far as they are there', () => {
    const store = filled({ memories: 4 }, 1, 2, 3);
    expect(recalled(store, 0)).toEqual([3, 2, 1]);
    encode(store, 4);
    encode(store, 5);
    expect(recalled(store, 0)).toEqual([5, 4, 3, 2]);
    store.dispose();
  });

  it('mixes no memories across the start of an epoch, and still replays the block around it', () => {
    const store = filled({ blockMiniBatches: 3, memories: 3 }, 1, 2, 3);
    store.startNewEpoch();
    encode(store, 4);
    encode(store, 5);
    expect([0, 1, 2].map((age) => recalled(store, age))).toEqual([[5, 4], [4], [3, 2, 1]]);
    store.dispose();
  });

  it('holds the block and what its oldest mini-batch is mixed with, and no more', () => {
    const before = tf.memory().numTensors;
    const store = createEpisodicStore({ blockMiniBatches: 3, memories: 4 });
    const counts = Array.from({ length: 9 }, (_, i) => {
      if (i === 7) store.startNewEpoch();
      encode(store, i);
      return tf.memory().numTensors - before;
    });
    expect(counts).toEqual([1, 2, 3, 4, 5, 6, 6, 6, 6]);
    store.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('goes on from a snapshot as if it had never stopped, wherever epochs begin', () => {
    const options = { blockMiniBatches: 2, memories: 3 };
    const live = (store: EpisodicStore, from: number, to: number) => {
      for (let value = from; value < to; value++) {
        if (value % 3 === 0) store.startNewEpoch();
        encode(store, value);
      }
      return [0, 1].map((age) => recalled(store, age));
    };
    for (let stop = 1; stop < 9; stop++) {
      const [whole, first, second] = [1, 2, 3].map(() => createEpisodicStore(options));
      const expected = live(whole!, 0, 9);
      live(first!, 0, stop);
      second!.restore(first!.snapshot());
      expect(live(second!, stop, 9), `stopped before ${stop}`).toEqual(expected);
      expect(second!.snapshot()).toEqual(whole!.snapshot());
      [whole, first, second].forEach((store) => store!.dispose());
    }
  });

  it('takes what fits from the snapshot of a larger store', () => {
    const before = tf.memory().numTensors;
    const large = filled({ blockMiniBatches: 5 }, 1, 2, 3, 4, 5, 6);
    const small = createEpisodicStore();
    small.restore(large.snapshot());
    expect(recalled(small, 0)).toEqual([6, 5]);
    large.dispose();
    small.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it.each([{ blockMiniBatches: 0 }, { memories: 1.5 }, { lesion: { engramsLost: 2, order: 'chance' } as const }])(
    'refuses %j',
    (options) => {
      expect(() => createEpisodicStore(options)).toThrow(StoreOptionError);
    },
  );
});

describe('an episodic store with a lesion', () => {
  beforeEach(async () => {
    await tf.setBackend('cpu');
  });

  it('loses the same share of every mini-batch by chance, and gives back the rest as it was', () => {
    const before = tf.memory().numTensors;
    const store = createEpisodicStore({ lesion: { engramsLost: 0.5, order: 'chance' } });
    const whole = createEpisodicStore();
    for (const tick of [0, 1, 2]) {
      const latent = tinyLatents({ tick, batch: 8 });
      for (const each of [store, whole]) each.encode(latent);
      latent.dispose();
    }
    expect([store.recent()!.shape, store.previous()!.shape]).toEqual([
      [4, 4],
      [4, 4],
    ]);
    const rows = whole.recent()!.arraySync();
    for (const row of store.recent()!.arraySync()) expect(rows).toContainEqual(row);
    // What is lost is still stored: another lesion finds it.
    expect(store.snapshot()).toEqual(whole.snapshot());
    const resumed = createEpisodicStore({ lesion: { engramsLost: 0.5, order: 'chance' } });
    resumed.restore(store.snapshot());
    expect(resumed.previous()!).toBeBitIdenticalTo(store.previous()!);
    [store, whole, resumed].forEach((each) => each.dispose());
    expect(tf.memory().numTensors).toBe(before);
  });

  it('loses z_old first by age, and all at a share of 1', () => {
    const left = ([0.4, 0.5, 1] as const).flatMap((engramsLost) =>
      (['oldest', 'chance'] as const).map((order) => {
        const store = createEpisodicStore({ lesion: { engramsLost, order } });
        for (const value of [1, 2]) encode(store, value);
        const rows = [store.recent(), store.previous()].map((latent) => latent?.dataSync()[0]);
        store.dispose();
        return rows;
      }),
    );
    // By age round(0.4 · 2) = 1 of two mini-batches; by chance round(0.4) = 0 and round(0.5) = 1 of one row each.
    const [nothing, both] = [
      [undefined, undefined],
      [2, 1],
    ];
    expect(left).toEqual([[2, undefined], both, [2, undefined], nothing, nothing, nothing]);
  });
});
