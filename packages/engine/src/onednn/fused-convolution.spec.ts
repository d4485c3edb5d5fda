import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { deviation, tensor, useOnednnInTest, valuesOn } from '../testing/compare.ts';
import { reportSlowKernels } from './fallback-warning.ts';

/** Sums of up to 304 products of numbers around 1; without fused multiply-add each product is rounded, too. */
const TOLERANCE = 3e-5;

beforeAll(() => useOnednnInTest());

describe('a convolution with bias and activation in one', () => {
  const cases = fc.record({
    channels: fc.tuple(fc.integer({ min: 1, max: 19 }), fc.integer({ min: 1, max: 19 })),
    // 1x1 is a matrix product, 1x7 and 7x1 are the factorised filters of Inception.
    filter: fc.constantFrom<[number, number]>([1, 1], [3, 3], [1, 7], [7, 1], [4, 4]),
    strides: fc.constantFrom(1, 2),
    pad: fc.constantFrom('same' as const, 'valid' as const),
    activation: fc.constantFrom<tf.fused.Activation>('linear', 'relu', 'leakyrelu', 'sigmoid'),
    hasBias: fc.boolean(),
  });

  it('agrees with tfjs', () => {
    fc.assert(
      fc.property(cases, ({ channels: [inChannels, outChannels], filter, strides, pad, activation, hasBias }) => {
        const compute = (): tf.Tensor =>
          tf.fused.conv2d({
            x: tensor([2, 9, 8, inChannels], 1) as tf.Tensor4D,
            filter: tensor([...filter, inChannels, outChannels], 2) as tf.Tensor4D,
            ...(hasBias && { bias: tensor([outChannels], 3) }),
            strides,
            pad,
            activation,
            leakyreluAlpha: 0.3,
          });
        expect(deviation(valuesOn('onednn', compute)[0]!, valuesOn('cpu', compute)[0]!)).toBeLessThan(TOLERANCE);
      }),
      { numRuns: 60 },
    );
  });

  it('is the plain convolution, the bias and the activation one after another, in value and gradients', () => {
    const [x, filter, bias] = [tensor([2, 9, 8, 5], 1), tensor([3, 3, 5, 7], 2), tensor([7], 3)] as [tf.Tensor4D, tf.Tensor4D, tf.Tensor1D]; // prettier-ignore
    const fused = (a: tf.Tensor4D, w: tf.Tensor4D, b: tf.Tensor1D): tf.Tensor =>
      tf.fused.conv2d({ x: a, filter: w, bias: b, strides: 1, pad: 'same', activation: 'relu' });
    const plain = (a: tf.Tensor4D, w: tf.Tensor4D, b: tf.Tensor1D): tf.Tensor =>
      tf.relu(tf.add(tf.conv2d(a, w, 1, 'same'), b));
    const [actual, expected] = [fused, plain].map((compute) => {
      const { value, grads } = tf.valueAndGrads(compute as never)([x, filter, bias]);
      return [value, ...grads];
    }) as [tf.Tensor[], tf.Tensor[]];
    expected.forEach((tensor, i) =>
      expect(deviation(actual[i]!.dataSync(), tensor.dataSync())).toBeLessThan(TOLERANCE),
    );
  });

  it.each([
    ['a matrix product', [1, 1]],
    ["oneDNN's convolution", [3, 3]],
  ] as const)('keeps NaN and silences minus infinity under a ReLU, computed as %s', (_name, kernel) => {
    const x = tf.tensor4d([NaN, -Infinity, Infinity, -1], [4, 1, 1, 1]);
    const filter = tf.pad(tf.ones<tf.Rank.R4>([1, 1, 1, 1]), [
      [(kernel[0] - 1) / 2, (kernel[0] - 1) / 2],
      [(kernel[1] - 1) / 2, (kernel[1] - 1) / 2],
      [0, 0],
      [0, 0],
    ]);
    const y = tf.fused.conv2d({ x, filter, bias: tf.zeros([1]), strides: 1, pad: 'same', activation: 'relu' });
    expect([...y.dataSync()]).toEqual([NaN, 0, Infinity, 0]);
  });

  it('warns where a bias is not one number a channel, and still adds it', () => {
    const warnings: string[] = [];
    reportSlowKernels((message) => warnings.push(message));
    const x = tf.ones<tf.Rank.R4>([1, 300, 300, 1]);
    const y = tf.fused.conv2d({ x, filter: tf.ones([1, 1, 1, 2]), bias: tf.scalar(0.5), strides: 1, pad: 'same' });
    expect(y.max().dataSync()[0]).toBe(1.5);
    expect(warnings).toEqual([expect.stringContaining('FusedConv2D')]);
    reportSlowKernels(() => undefined);
  });
});
