import * as tf from '@tensorflow/tfjs';
import { createRandomStreams } from '@oneiros/random';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAttractors } from './attractor.ts';
import { spontaneousActivity } from './recombine.ts';
import { tensorMatchers } from './test-kit/tensor-matchers.ts';

expect.extend(tensorMatchers);

beforeEach(async () => {
  await tf.setBackend('cpu');
  tf.engine().startScope();
});
afterEach(() => tf.engine().endScope());

const random = (name: string) => createRandomStreams(3).stream(name);
const latents = () => spontaneousActivity(20, 64, random('latents'));

describe('latents as attractors', () => {
  it('are fixed points at a high inverse temperature, long and short ones alike', () => {
    // One is twice another: by the plain dot product the longer would take the place of the shorter.
    const stored = tf.tensor2d([
      [1, 1],
      [2, 2],
      [-3, 1],
    ]);
    const { recall } = createAttractors(stored, { inverseTemperature: 60, updates: 5 });
    // The mean is (0, 4/3), |x - mean|² = 10/9, 40/9, 82/9, their mean 44/9. Nearest neighbours are √2 apart:
    // odds exp(-½ · 60 · 9/44 · 2) = 4.7e-6.
    expect(recall(stored)).toBeCloseToTensor(stored, 1e-4);
  });

  it('give the same recall wherever they lie and whatever their scale', () => {
    const options = { inverseTemperature: 6, updates: 3 };
    const stored = latents();
    const cue = spontaneousActivity(5, 64, random('cue'));
    const moved = (latent: tf.Tensor2D) => tf.add<tf.Tensor2D>(tf.mul(latent, 3), 7);
    expect(createAttractors(moved(stored), options).recall(moved(cue))).toBeCloseToTensor(
      moved(createAttractors(stored, options).recall(cue)),
      1e-3, // float32 of values of about 10, times β
    );
  });

  it('complete a fragment, and blend to the mean at low inverse temperature', () => {
    const stored = latents();
    const sharp = createAttractors(stored, { inverseTemperature: 40, updates: 4 });
    const fragment = sharp.fragment(stored, 0.5, random('fragment'));
    const kept = tf.sum(tf.cast(tf.lessEqual(tf.abs(tf.sub(fragment, stored)), 1e-6), 'int32'), 1);
    expect([...kept.dataSync()]).toEqual(new Array(20).fill(32));
    expect(sharp.recall(fragment)).toBeCloseToTensor(stored, 0.01);
    const flat = createAttractors(stored, { inverseTemperature: 0.01, updates: 4 }).recall(fragment);
    expect(flat).toBeCloseToTensor(tf.tile(tf.mean(stored, 0, true), [20, 1]), 0.02);
  });

  it('prefer the stronger of two that match alike', () => {
    const stored = tf.tensor2d([[-1], [1]]);
    const { recall } = createAttractors(stored, { inverseTemperature: 1, updates: 1 }, [Math.log(3), 0]);
    expect(recall(tf.tensor2d([[0]]))).toBeCloseToTensor(tf.tensor2d([[-0.5]])); // ¾ · -1 + ¼ · 1
  });

  it('draw noise of their mean and variance', () => {
    const stored = tf.add<tf.Tensor2D>(tf.mul(latents(), 2), 5);
    const noise = createAttractors(stored, { inverseTemperature: 1, updates: 1 }).noise(4000, random('noise'));
    const { variance } = tf.moments(noise, 0);
    const expected = tf.mean(tf.moments(stored, 0).variance).dataSync()[0]!;
    // The mean of 64 variances of 4,000 values: relative standard error sqrt(2 / 256,000) = 0.0028; five of them.
    expect(Math.abs(tf.mean(variance).dataSync()[0]! / expected - 1)).toBeLessThan(0.014);
    expect(tf.mean(noise).dataSync()[0]).toBeCloseTo(tf.mean(stored).dataSync()[0]!, 1);
  });

  it('recall latents that are all the same', () => {
    const { recall } = createAttractors(tf.ones([3, 2]), { inverseTemperature: 9, updates: 2 });
    expect(recall(tf.zeros([1, 2]))).toBeCloseToTensor(tf.ones([1, 2]));
  });
});
