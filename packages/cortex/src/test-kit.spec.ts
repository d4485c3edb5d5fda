import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import {
  expectDepression,
  expectDepressionOfSize,
  expectPotentiation,
  expectPotentiationOfSize,
  expectTensorsClose,
  expectTensorsIdentical,
  expectUnchanged,
} from './test-kit.ts';

const weights = (...values: number[]) => new Map([['V1.feedback.weight', Float32Array.from(values)]]);
const name = 'V1.feedback.weight';

describe('synapse expectations', () => {
  it('tell the growth of a weight from the growth of its size', () => {
    const [before, after] = [weights(-2, 1), weights(-1, 1.5)];
    expectPotentiation(before, after, name);
    expectDepressionOfSize(before, after, name);
    expect(() => expectDepression(before, after, name)).toThrow(/mean weight of V1.feedback.weight to shrink/);
    expect(() => expectPotentiationOfSize(before, after, name)).toThrow(
      /mean size .* to grow; it went from 1.5 to 1.25/,
    );
    expectDepression(after, before, name);
    expectPotentiationOfSize(after, before, name);
  });

  it('take every bit for a change, and no change for none', () => {
    expectUnchanged(weights(0, 1), weights(0, 1), name);
    expect(() => expectUnchanged(weights(0, 1), weights(-0, 1), name)).toThrow(/weight 0 went from 0 to/);
    expect(() => expectPotentiation(weights(1), weights(1), name)).toThrow(/to grow/);
    expect(() => expectPotentiation(weights(1), weights(NaN), name)).toThrow(/to grow/);
  });

  it('name the known synapses for an unknown one', () => {
    expect(() => expectUnchanged(weights(1), weights(1), 'V1.weight')).toThrow(/cortex has V1.feedback.weight/);
  });
});

describe('tensor expectations', () => {
  it('compare shape and values', () => {
    expectTensorsClose(tf.tensor1d([3, 4.00001]), tf.tensor1d([3, 4]), 1e-5);
    expect(() => expectTensorsClose(tf.tensor1d([3, 4.1]), tf.tensor1d([3, 4]))).toThrow(/relative distance/);
    expect(() => expectTensorsClose(tf.tensor1d([NaN]), tf.tensor1d([3]))).toThrow(/relative distance/);
    expect(() => expectTensorsClose(tf.ones([1, 2]), tf.ones([2]))).toThrow(/shape \[2\], got \[1, 2\]/);
    expectTensorsIdentical(tf.ones([2]), tf.ones([2]));
    expect(() => expectTensorsIdentical(tf.ones([2]), tf.zeros([2]))).toThrow(/Expected 0 at 0, got 1/);
    tf.disposeVariables();
  });
});
