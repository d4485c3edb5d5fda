import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { deviation, tensor, useOnednnInTest, valuesOn } from '../testing/compare.ts';
import { loadNativeAddon } from './native-addon.ts';

/** Sums of a window's numbers in float32 against tfjs's in float64. */
const TOLERANCE = 1e-6;

const agreeOnBoth = (compute: () => tf.Tensor, tolerance: number): void =>
  expect(deviation(valuesOn('onednn', compute)[0]!, valuesOn('cpu', compute)[0]!)).toBeLessThanOrEqual(tolerance);

const sizes = {
  batch: fc.integer({ min: 1, max: 3 }),
  height: fc.integer({ min: 3, max: 12 }),
  width: fc.integer({ min: 3, max: 12 }),
  channels: fc.integer({ min: 1, max: 19 }),
};

beforeAll(() => useOnednnInTest());

describe('pooling', () => {
  const cases = fc.record({
    ...sizes,
    filter: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })),
    strides: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })),
    pad: fc.constantFrom('same' as const, 'valid' as const),
  });

  it.each([
    ['max', tf.maxPool, 0],
    ['mean', tf.avgPool, TOLERANCE],
  ] as const)('takes the %s of what lies in the map, as tfjs does', (_name, pool, tolerance) => {
    fc.assert(
      fc.property(cases, ({ batch, height, width, channels, filter, strides, pad }) => {
        const x = (): tf.Tensor4D => tensor([batch, height, width, channels]) as tf.Tensor4D;
        agreeOnBoth(() => pool(x(), filter, strides, pad), tolerance);
      }),
      { numRuns: 60 },
    );
  });

  it('does not count the border for a mean', () => {
    // 1 2 / 3 4 under 2x2 with one pixel of border after it: (1+2+3+4)/4, (2+4)/2, (3+4)/2, 4/1.
    const x = tf.tensor4d([1, 2, 3, 4], [1, 2, 2, 1]);
    expect([...tf.avgPool(x, 2, 1, 'same').dataSync()]).toEqual([2.5, 3, 3.5, 4]);
  });

  it('passes over NaN for a maximum, as tfjs does, and keeps it in a mean', () => {
    const x = tf.tensor4d([NaN, 1, -2, 0], [1, 2, 2, 1]);
    expect([...tf.maxPool(x, 2, 1, 'valid').dataSync()]).toEqual([1]);
    expect([...tf.avgPool(x, 2, 1, 'valid').dataSync()]).toEqual([NaN]);
  });

  it('leaves a window of one pixel as it is, without a copy', () => {
    const x = tensor([2, 4, 4, 3]) as tf.Tensor4D;
    const { numDataBuffers } = tf.memory();
    const y = tf.maxPool(x, 1, 1, 'valid');
    expect(tf.memory().numDataBuffers).toBe(numDataBuffers);
    expect(y.dataSync()).toEqual(x.dataSync());
  });

  it('refuses arrays that do not fit the shape', () => {
    const shape = Int32Array.of(1, 4, 4, 2, 2, 2, 2, 2, 2, 2, 0, 0);
    const { maxPool } = loadNativeAddon();
    expect(() => maxPool(shape, new Float32Array(31), new Float32Array(8))).toThrow('x must be');
    expect(() => maxPool(shape, new Float32Array(32), new Float32Array(7))).toThrow('y must be');
    expect(() => maxPool(shape.subarray(1), new Float32Array(32), new Float32Array(8))).toThrow('pool shape');
  });
});

describe('bilinear resizing', () => {
  const conventions = fc.constantFrom([false, false], [true, false], [false, true]) as fc.Arbitrary<[boolean, boolean]>;
  const cases = fc.record({
    ...sizes,
    size: fc.tuple(fc.integer({ min: 1, max: 25 }), fc.integer({ min: 1, max: 25 })),
    conventions,
  });

  it('agrees with tfjs in every convention, larger and smaller', () => {
    fc.assert(
      fc.property(cases, ({ batch, height, width, channels, size, conventions: [alignCorners, halfPixelCenters] }) => {
        const x = (): tf.Tensor4D => tensor([batch, height, width, channels]) as tf.Tensor4D;
        agreeOnBoth(() => tf.image.resizeBilinear(x(), size, alignCorners, halfPixelCenters), TOLERANCE);
      }),
      { numRuns: 60 },
    );
  });

  it('counts pixels from their centres where it is asked to', () => {
    // 0 and 4 over four pixels: centres at -1/4, 1/4, 3/4 and 5/4 of the way from one to the other.
    const x = tf.tensor4d([0, 4], [1, 1, 2, 1]);
    expect([...tf.image.resizeBilinear(x, [1, 4], false, true).dataSync()]).toEqual([0, 1, 3, 4]);
  });
});
