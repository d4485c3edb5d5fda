import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { partialArchitecture, wholeArchitecture } from './architecture.ts';
import { runSteps } from './run-steps.ts';
import type { Fork, Step } from './steps.ts';
import { weightsFor } from './test-support/random-network.ts';

beforeAll(() => tf.setBackend('cpu'));

const noWeights = new Map();
const valuesOf = (steps: readonly Step[], x: tf.Tensor4D): number[] =>
  tf.tidy(() => [...runSteps(steps, x, noWeights).dataSync()]);

describe('steps of the network', () => {
  it('take the mean over the part of a window that lies in the map', () => {
    // 1 2 / 3 4: every window of 3x3 that moves by 1 holds all four.
    const x = tf.tensor4d([1, 2, 3, 4], [1, 2, 2, 1]);
    expect(valuesOf([{ kind: 'pool', of: 'mean', stride: 1 }], x)).toEqual([2.5, 2.5, 2.5, 2.5]);
  });

  it('take the largest within the map where they move by 2', () => {
    // 0..24 in rows of five: the windows end at (2, 2), (2, 4), (4, 2) and (4, 4).
    const x = tf.tensor4d([...Array(25).keys()], [1, 5, 5, 1]);
    expect(valuesOf([{ kind: 'pool', of: 'max', stride: 2 }], x)).toEqual([12, 14, 22, 24]);
  });

  it('convolve, add the bias and silence what is negative', () => {
    const step: Step = { kind: 'convolution', name: 'a', kernel: [1, 1], outChannels: 2, stride: 1, padding: 'same' };
    const weights = new Map([['a', { filter: tf.tensor4d([2, -1], [1, 1, 1, 2]), bias: tf.tensor1d([1, 2]) }]]);
    // x = 3: 2 · 3 + 1 = 7 and -3 + 2 = -1, which is silent.
    const y = runSteps([step], tf.tensor4d([3], [1, 1, 1, 1]), weights);
    expect([...y.dataSync()]).toEqual([7, 0]);
  });

  it('put branches side by side in their order', () => {
    const fork: Fork = {
      kind: 'fork',
      branches: [[{ kind: 'pool', of: 'max', stride: 1 }], [], [{ kind: 'pool', of: 'mean', stride: 1 }]],
    };
    // 1 and 3 side by side: the largest is 3, then each as it is, then their mean.
    expect(valuesOf([fork], tf.tensor4d([1, 3], [1, 1, 2, 1]))).toEqual([3, 1, 2, 3, 3, 2]);
  });

  it('pool by the mean in every block but the last, which takes the largest', () => {
    const lastPools = wholeArchitecture.steps.flatMap((step) =>
      step.kind === 'fork' ? step.branches.flat().filter(({ kind }) => kind === 'pool') : [],
    );
    // mixed to mixed_2, mixed_3, mixed_4 to mixed_7, mixed_8, mixed_9, mixed_10
    expect(lastPools.map((step) => (step.kind === 'pool' ? `${step.of} ${step.stride}` : ''))).toEqual([
      ...Array<string>(3).fill('mean 1'),
      'max 2',
      ...Array<string>(4).fill('mean 1'),
      'max 2',
      'mean 1',
      'max 1',
    ]);
  });

  it.each([
    ['a wide block', partialArchitecture.steps[7]!, 192, [4, 4, 256]],
    ['the first reduction', partialArchitecture.steps[10]!, 288, [1, 1, 768]],
    ['a factorised block', partialArchitecture.steps[11]!, 768, [4, 4, 768]],
    ['the second reduction', wholeArchitecture.steps[15]!, 768, [1, 1, 1280]],
    ['an expanded block', wholeArchitecture.steps[16]!, 1280, [4, 4, 2048]],
  ] as const)('%s has the published shape, and leaves no map behind', (_name, step, channels, shape) => {
    const weights = weightsFor([step], channels);
    const x = tf.ones<tf.Rank.R4>([1, 4, 4, channels]);
    const before = tf.memory().numTensors;
    const y = runSteps([step], x, weights);
    expect(y.shape.slice(1)).toEqual([...shape]);
    expect(tf.memory().numTensors).toBe(before + 1);
    for (const { filter, bias } of weights.values()) tf.dispose([filter, bias]);
  });
});
