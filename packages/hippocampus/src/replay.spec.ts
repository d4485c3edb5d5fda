import * as tf from '@tensorflow/tfjs';
import { createRandomStreams } from '@oneiros/random';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { replayWeights } from './recombine.ts';
import { replay, type ReplayMixture } from './replay.ts';
import { tensorMatchers } from './test-kit/tensor-matchers.ts';

expect.extend(tensorMatchers);

beforeEach(async () => {
  await tf.setBackend('cpu');
  tf.engine().startScope();
});
afterEach(() => tf.engine().endScope());

const COMPONENTS = 4000;
const constant = (value: number) => tf.fill<tf.Rank.R2>([1, COMPONENTS], value);
const memories = { recent: constant(1), previous: constant(2), older: [constant(3), constant(4)] };
const replayed = (mixture: ReplayMixture, of: Parameters<typeof replay>[0] = memories) =>
  replay(of, mixture, createRandomStreams(1).stream('rem.noise', 3));
const crossed: ReplayMixture = { recent: 0.4, previous: 0.6, noise: 0, mixing: 'component' };

/** Share of components that are this value. */
const shareOf = (tensor: tf.Tensor, value: number): number =>
  tensor.dataSync<'float32'>().filter((component) => component === value).length / COMPONENTS;

describe('replay', () => {
  it('divides the share of what came before among all older memories', () => {
    // 1/4 · 1 + 1/4 · (2 + 3 + 4)/3 = 1
    expect(replayed({ recent: 0.25, previous: 0.25, noise: 0 })).toBeCloseToTensor(
      new Float32Array(COMPONENTS).fill(1),
    );
    const two = { recent: memories.recent, previous: memories.previous };
    expect(replayed({ recent: 0.25, previous: 0.25, noise: 0 }, two).dataSync()[0]).toBeCloseTo(0.75, 6);
  });

  it('takes each component whole from one memory, in proportion to the shares', () => {
    const mixed = replayed(crossed);
    // Shares 0.4, 0.2, 0.2, 0.2 of 4000 components: a standard error of at most 0.008; five of them.
    [0.4, 0.2, 0.2, 0.2].forEach((share, i) => expect(Math.abs(shareOf(mixed, i + 1) - share)).toBeLessThan(0.04));
    expect([1, 2, 3, 4].reduce((sum, value) => sum + shareOf(mixed, value), 0)).toBe(1);
  });

  it('adds noise to a crossed memory as to a sum, and scales it by the sum of the shares', () => {
    const noise = tf.sub(
      replayed({ recent: 0.25, previous: 0.25, noise: 0.5, mixing: 'component' }, { recent: memories.recent }),
      0.5,
    );
    const alone = replayed(replayWeights['noise-only']);
    expect(noise).toBeCloseToTensor(tf.mul(alone, 0.5));
  });

  it('has nothing to cross where there is one memory or none has a share', () => {
    expect(replayed(crossed, { recent: memories.recent })).toBeBitIdenticalTo(memories.recent);
    const noise = { ...replayWeights['noise-only'], mixing: 'component' as const };
    expect(replayed(noise)).toBeBitIdenticalTo(replayed(replayWeights['noise-only']));
  });

  it('leaves only what it returns', () => {
    const before = tf.memory().numTensors;
    replayed({ ...crossed, noise: 0.5 }).dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});
