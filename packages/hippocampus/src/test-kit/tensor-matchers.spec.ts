import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { tensorMatchers } from './tensor-matchers.ts';

const { toBeCloseToTensor, toBeBitIdenticalTo } = tensorMatchers;

describe('tensor matchers', () => {
  it('pass within the tolerance and fail beyond it, naming the place', () => {
    expect(toBeCloseToTensor(tf.tensor1d([1, 2]), [1, 2.01], 0.1).pass).toBe(true);
    const failed = toBeCloseToTensor(tf.tensor1d([1, 2]), [1, 2.5], 0.1);
    expect(failed.pass).toBe(false);
    expect(failed.message()).toContain('at 1: expected 2.5, got 2');
  });

  it('fail on NaN, on other lengths and on other shapes', () => {
    expect(toBeCloseToTensor([NaN], [NaN]).pass).toBe(false);
    expect(toBeCloseToTensor([1], [1, 1]).pass).toBe(false);
    expect(toBeCloseToTensor(tf.zeros([2, 3]), tf.zeros([3, 2])).pass).toBe(false);
  });

  it('tell bits apart', () => {
    expect(toBeBitIdenticalTo([0], [-0]).pass).toBe(false);
    expect(toBeBitIdenticalTo([NaN, 1], [NaN, 1]).pass).toBe(true);
  });
});
