import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { useOnednnInTest } from '../testing/compare.ts';
import { reportSlowKernels } from './fallback-warning.ts';
import { profile, setProfiling } from './profiler.ts';

beforeAll(() => useOnednnInTest());

describe('kernels that fall back to JavaScript', () => {
  it('are reported once each, and only for large tensors', () => {
    const messages: string[] = [];
    reportSlowKernels((message) => messages.push(message));
    tf.tidy(() => {
      tf.tan(tf.zeros([10]));
      tf.add(tf.zeros([300, 300]), 1);
      expect(messages).toEqual([]);
      tf.tan(tf.zeros([300, 300]));
      tf.tan(tf.zeros([300, 300]));
      tf.add(tf.zeros([300, 300], 'int32'), tf.scalar(1, 'int32'));
    });
    reportSlowKernels(() => undefined);
    expect(messages).toHaveLength(2);
    expect(messages[0]).toContain('"Tan" has no native version for these inputs');
    expect(messages[0]).toContain('[300, 300]');
    expect(messages[1]).toContain('"Add"');
  });
});

describe('profiling', () => {
  it('counts calls of kernels while it is on', () => {
    setProfiling(true);
    tf.tidy(() => [tf.square(tf.scalar(2)), tf.square(tf.scalar(3)), tf.exp(tf.scalar(1))]);
    const calls = Object.fromEntries(profile().map((entry) => [entry.kernel, entry.calls]));
    setProfiling(false);
    expect(calls).toEqual({ Square: 2, Exp: 1 });
    expect(profile()).toEqual([]);
  });

  it('tells what a convolution is and how much it computes', () => {
    setProfiling(true);
    tf.tidy(() => tf.conv2d(tf.ones<tf.Rank.R4>([8, 8, 8, 32]), tf.ones<tf.Rank.R4>([4, 4, 32, 16]), 2, 'same'));
    const [convolution] = profile().filter(({ kernel }) => kernel === 'Conv2D');
    setProfiling(false);
    expect(convolution).toMatchObject({ calls: 1, detail: '8x8x32 - 4x4x16, winograd-f4x2' });
    expect(convolution!.flops).toBe(2 * 8 * 4 * 4 * 16 * (4 * 4 * 32));
    expect(convolution!.bytes).toBe(4 * (8 * 8 * 8 * 32 + 4 * 4 * 32 * 16 + 8 * 4 * 4 * 16));
  });
});
