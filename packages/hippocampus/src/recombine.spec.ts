import * as tf from '@tensorflow/tfjs';
import { createRandomStreams } from '@oneiros/random';
import { beforeEach, describe, expect, it } from 'vitest';
import { LatentShapeError, MissingEpisodeError } from './errors.ts';
import { recombine, replayWeights, spontaneousActivity } from './recombine.ts';
import { replay } from './replay.ts';
import { tensorMatchers } from './test-kit/tensor-matchers.ts';

expect.extend(tensorMatchers);

const random = () => createRandomStreams(7).stream('rem.noise', 3);

describe('recombination of memories', () => {
  let recent: tf.Tensor2D;
  let previous: tf.Tensor2D;
  let noise: tf.Tensor2D;

  beforeEach(async () => {
    await tf.setBackend('cpu');
    recent = tf.tensor2d([[4, 8]]);
    previous = tf.tensor2d([[-4, 16]]);
    noise = tf.tensor2d([[1, -2]]);
  });

  it.each([
    // z/4 + z_old/4 + epsilon/2: 1 - 1 + 0.5, 2 + 4 - 1
    ['mixed', [0.5, 5]],
    ['single', [4, 8]],
    ['noise-only', [1, -2]],
    // z/2 + z_old/2
    ['memories-only', [0, 12]],
  ] as const)('gives the published weights of %s', (mode, expected) => {
    const dream = recombine({ recent, previous, noise, weights: replayWeights[mode] });
    expect(dream).toBeBitIdenticalTo(expected);
  });

  it.each([
    // z/2 + epsilon/2: 2 + 0.5, 4 - 1
    ['mixed', [2.5, 3]],
    ['memories-only', [4, 8]],
    ['noise-only', [1, -2]],
  ] as const)('gives the share of the missing z_old to z in the first mini-batch: %s', (mode, expected) => {
    expect(recombine({ recent, noise, weights: replayWeights[mode] })).toBeBitIdenticalTo(expected);
  });

  it('makes one new tensor and disposes of none that it was given', () => {
    const before = tf.memory().numTensors;
    const dream = recombine({ recent, previous, noise });
    expect(tf.memory().numTensors).toBe(before + 1);
    dream.dispose();
    const copy = recombine({ recent, weights: replayWeights.single });
    copy.dispose();
    expect(recent.isDisposed).toBe(false);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('names what is missing', () => {
    expect(() => recombine({ previous, noise })).toThrow(MissingEpisodeError);
    expect(() => recombine({ recent, previous })).toThrow('give `noise`');
    expect(() => recombine({ recent, weights: { recent: 0, previous: 0, noise: 0 } })).toThrow(MissingEpisodeError);
  });

  it('refuses parts of different shapes', () => {
    expect(() => recombine({ recent, noise: tf.tensor2d([[1, 2, 3]]) })).toThrow(LatentShapeError);
  });

  it('replays with noise from the stream alone: the same stream, the same dream', () => {
    const dreams = [0, 1].map(() => replay({ recent, previous }, replayWeights.mixed, random()));
    expect(dreams[0]!).toBeBitIdenticalTo(dreams[1]!);
    const epsilon = spontaneousActivity(1, 2, random());
    expect(dreams[0]!).toBeBitIdenticalTo(recombine({ recent, previous, noise: epsilon }));
  });

  it('draws no noise for a single episode', () => {
    const stream = random();
    const first = random().uniform();
    replay({ recent }, replayWeights.single, stream);
    expect(stream.uniform()).toBe(first);
  });

  it('leaks nothing when a replay fails', () => {
    const before = tf.memory().numTensors;
    const wide = tf.tensor2d([[1, 2, 3]]);
    expect(() => replay({ recent, previous: wide }, replayWeights.mixed, random())).toThrow(LatentShapeError);
    wide.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('spontaneous activity', () => {
  it('is standard normal', () => {
    const values = spontaneousActivity(100, 100, random());
    // 10,000 values: standard errors 0.01 of the mean and 0.007 of the deviation; five of each.
    const { mean, variance } = tf.moments(values);
    expect(Math.abs(mean.dataSync()[0]!)).toBeLessThan(0.05);
    expect(Math.abs(Math.sqrt(variance.dataSync()[0]!) - 1)).toBeLessThan(0.035);
  });
});
