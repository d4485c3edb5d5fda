import * as tf from '@tensorflow/tfjs';
import { createRandomStreams } from '@oneiros/random';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StoreOptionError } from './errors.ts';
import { createHopfieldStore, type HopfieldStoreOptions } from './hopfield-store.ts';
import { tensorMatchers } from './test-kit/tensor-matchers.ts';
import { tinyHopfieldStore, tinyLatents } from './test-kit/tiny-stores.ts';

expect.extend(tensorMatchers);

const streams = createRandomStreams(4);
const options: HopfieldStoreOptions = {
  ...{ capacity: 12, sampling: 'uniform', inverseTemperature: 200, updates: 8, cue: 'fragment', fragment: 0.5 },
};

beforeEach(async () => {
  await tf.setBackend('cpu');
  tf.engine().startScope();
});
afterEach(() => tf.engine().endScope());

/** Distance of each row to the nearest of the others. */
const distances = (rows: tf.Tensor2D, others: tf.Tensor2D): number[] =>
  rows.arraySync().map((row) => {
    const apart = tf.sum(tf.squaredDifference(others, [row]), 1);
    return Math.sqrt(tf.min(apart).dataSync()[0]!);
  });
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const stored = () => tf.concat<tf.Tensor2D>([0, 1, 2, 3].map((tick) => tinyLatents({ tick, latent: 32 })));

describe('the Hopfield store', () => {
  it.each(['fragment', 'noise'] as const)('falls into what it holds from a cue of %s', (cue) => {
    const store = tinyHopfieldStore({ ...options, cue, latent: 32 });
    const recalled = store.sample(6, streams.stream('sample'));
    expect(mean(distances(recalled, stored()))).toBeLessThan(0.01);
  });

  it('recalls blends at a low inverse temperature, nearer to one another than episodes are', () => {
    const blends = tinyHopfieldStore({ ...options, inverseTemperature: 2, latent: 32 });
    const recalled = blends.sample(6, streams.stream('sample'));
    // Episodes of N(0, I) in 32 dimensions are 8 apart and have a length of √32 = 5.7 about their mean.
    expect(mean(distances(recalled, stored()))).toBeGreaterThan(2);
    const spread = tf.mean(tf.moments(recalled, 0).variance).dataSync()[0]!;
    expect(spread).toBeLessThan(0.5 * tf.mean(tf.moments(stored(), 0).variance).dataSync()[0]!);
  });

  it('weighs engrams by their strength, so that noise falls into the new ones', () => {
    const cue = { ...options, cue: 'noise', inverseTemperature: 40, decayTicks: 0.02, forgetBelow: 0 } as const;
    const recalled = tinyHopfieldStore({ ...cue, latent: 32 }).sample(12, streams.stream('sample'));
    // A tick older is e^-50 weaker: no cue is so much nearer to an older one.
    expect(mean(distances(recalled, tinyLatents({ tick: 3, latent: 32 })))).toBeLessThan(0.05);
  });

  it('recalls the only episode that it holds', () => {
    const store = createHopfieldStore({ ...options, cue: 'noise' });
    store.encode(tf.tensor2d([[1, 2, 3]]), { tick: 0, random: streams.stream('store') });
    expect(store.sample(1, streams.stream('sample'))).toBeCloseToTensor([1, 2, 3]);
  });

  it.each([{ inverseTemperature: -1 }, { updates: 0 }, { fragment: 1.1 }, { capacity: 0 }])('refuses %j', (wrong) => {
    expect(() => createHopfieldStore({ ...options, ...wrong })).toThrow(StoreOptionError);
  });
});
