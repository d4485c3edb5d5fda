import * as tf from '@tensorflow/tfjs';
import { createRandomStreams } from '@oneiros/random';
import { beforeEach, describe, expect, it } from 'vitest';
import { createDayStore } from './day-store.ts';
import type { DayStore } from './episode-store.ts';
import {
  LatentShapeError,
  MissingEpisodeError,
  SnapshotMismatchError,
  StoreDisposedError,
  StoreOptionError,
} from './errors.ts';
import { tensorMatchers } from './test-kit/tensor-matchers.ts';
import { tinyDayStore } from './test-kit/tiny-stores.ts';

expect.extend(tensorMatchers);

const streams = createRandomStreams(11);

/** Encodes episode i, whose latent is [i], at tick i. */
const encodeNumbers = (store: DayStore, from: number, until: number, seed = 0): void => {
  for (let tick = from; tick < until; tick++) {
    const latent = tf.tensor2d([[tick]]);
    store.encode(latent, { tick, random: createRandomStreams(seed).stream('store', tick) });
    latent.dispose();
  }
};

const sampleNumbers = (store: DayStore, count: number, draw: number): number[] => {
  const sample = store.sample(count, streams.stream('sample', draw));
  const values = [...sample.dataSync()];
  sample.dispose();
  return values;
};

describe('the day store', () => {
  beforeEach(async () => {
    await tf.setBackend('cpu');
  });

  it('samples different episodes, all of them when all are asked for', () => {
    const store = createDayStore({ capacity: 10, sampling: 'uniform' });
    encodeNumbers(store, 0, 6);
    expect(store.size).toBe(6);
    expect(sampleNumbers(store, 6, 0).sort()).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('never holds more than its capacity', () => {
    for (const sampling of ['uniform', 'recent'] as const) {
      const store = tinyDayStore({ capacity: 5, sampling });
      expect(store.size).toBe(5);
    }
  });

  it('keeps every episode of the day with the same probability (uniform)', () => {
    // A reservoir of 4 for 12 episodes keeps each with p = 1/3; 3,000 days: standard error 0.0086, five of them.
    const kept = new Array<number>(12).fill(0);
    for (let day = 0; day < 3000; day++) {
      const store = createDayStore({ capacity: 4, sampling: 'uniform' });
      encodeNumbers(store, 0, 12, day);
      for (const episode of store.snapshot().episodes!.values) kept[episode]! += 1 / 3000;
    }
    for (const share of kept) expect(Math.abs(share - 1 / 3)).toBeLessThan(0.043);
  });

  it('keeps the last episodes (recent)', () => {
    const store = createDayStore({ capacity: 3, sampling: 'recent', recencyTicks: 5 });
    encodeNumbers(store, 0, 8);
    expect(sampleNumbers(store, 3, 0).sort()).toEqual([5, 6, 7]);
  });

  it('replays with a probability that falls exponentially with age (recent)', () => {
    const store = createDayStore({ capacity: 4, sampling: 'recent', recencyTicks: 2 });
    encodeNumbers(store, 0, 4);
    const weights = [3, 2, 1, 0].map((age) => Math.exp(-age / 2));
    const total = weights.reduce((a, b) => a + b);
    const draws = 6000;
    const shares = [0, 0, 0, 0];
    for (let draw = 0; draw < draws; draw++) shares[sampleNumbers(store, 1, draw)[0]!]! += 1 / draws;
    // Standard error at most 0.0065; five of them.
    shares.forEach((share, i) => expect(Math.abs(share - weights[i]! / total)).toBeLessThan(0.032));
  });

  it('prefers the newest after any number of ticks', () => {
    const store = createDayStore({ capacity: 2, sampling: 'recent', recencyTicks: 1 });
    encodeNumbers(store, 1_000_000, 1_000_001);
    encodeNumbers(store, 2_000_000, 2_000_001);
    expect(sampleNumbers(store, 1, 0)).toEqual([2_000_000]);
  });

  it('recalls two sets without a common episode, and one alone where it holds too few', () => {
    const store = createDayStore({ capacity: 10, sampling: 'uniform' });
    encodeNumbers(store, 0, 6);
    const pair = store.recall(3, streams.stream('sample', 0));
    expect([...pair.recent.dataSync(), ...pair.previous!.dataSync()].sort()).toEqual([0, 1, 2, 3, 4, 5]);
    expect(store.recall(4, streams.stream('sample', 1)).previous).toBeUndefined();
    const four = store.recall(2, streams.stream('sample', 2), 4); // six episodes make three sets of two
    const all = [four.recent, four.previous!, ...four.older].flatMap((latent) => [...latent.dataSync()]);
    expect(all.sort()).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it.each(['uniform', 'recent'] as const)('goes on bit by bit from a snapshot (%s)', (sampling) => {
    const options = { capacity: 5, sampling, recencyTicks: 3 };
    const whole = createDayStore(options);
    encodeNumbers(whole, 0, 9);
    const resumed = createDayStore(options);
    resumed.restore(JSON.parse(JSON.stringify(whole.snapshot()), reviveFloats));
    for (const store of [whole, resumed]) encodeNumbers(store, 9, 14);
    expect(resumed.snapshot()).toEqual(whole.snapshot());
    expect(sampleNumbers(resumed, 3, 4)).toEqual(sampleNumbers(whole, 3, 4));
  });

  it('holds no tensor, and leaves what it samples to the caller', () => {
    const before = tf.memory().numTensors;
    const store = tinyDayStore();
    expect(tf.memory().numTensors).toBe(before);
    const sample = store.sample(3, streams.stream('sample', 0));
    expect(tf.memory().numTensors).toBe(before + 1);
    expect(sample.shape).toEqual([3, 4]);
    sample.dispose();
  });

  it('forgets the day', () => {
    const store = tinyDayStore();
    store.startNewDay();
    expect(store.size).toBe(0);
    expect(store.snapshot()).toEqual({ ticks: [], seen: 0 });
    expect(() => store.sample(1, streams.stream('sample', 0))).toThrow(MissingEpisodeError);
  });

  it('refuses what makes no sense', () => {
    const moment = { tick: 9, random: streams.stream('store', 0) };
    const store = tinyDayStore();
    expect(() => createDayStore({ capacity: 0, sampling: 'uniform' })).toThrow(StoreOptionError);
    expect(() => createDayStore({ capacity: 2, sampling: 'recent' })).toThrow('recencyTicks');
    expect(() => store.encode(tf.tensor2d([[1]]), moment)).toThrow(LatentShapeError);
    expect(() => store.encode(tf.zeros([1, 4]), { ...moment, tick: 1 })).toThrow(StoreOptionError);
    expect(() => store.sample(13, moment.random)).toThrow('13 episodes were asked for, 12 are held');
    store.dispose();
    expect(() => store.snapshot()).toThrow(StoreDisposedError);
  });

  it('refuses snapshots that contradict themselves or its capacity', () => {
    const snapshot = tinyDayStore().snapshot();
    const store = createDayStore({ capacity: 12, sampling: 'uniform' });
    for (const damaged of [
      { ...snapshot, ticks: [1] },
      { ...snapshot, seen: 3 },
      { ...snapshot, episodes: { shape: [12, 4] as const, values: new Float32Array(3) } },
    ]) {
      expect(() => store.restore(damaged)).toThrow(SnapshotMismatchError);
    }
    expect(() => createDayStore({ capacity: 5, sampling: 'uniform' }).restore(snapshot)).toThrow(SnapshotMismatchError);
    expect(store.size).toBe(0);
  });
});

/** Brings Float32Array back from JSON, where it became an object with numeric keys. */
function reviveFloats(key: string, value: unknown): unknown {
  return key === 'values' ? Float32Array.from(Object.values(value as object) as number[]) : value;
}
