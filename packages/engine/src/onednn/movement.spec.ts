import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { tensor, useOnednnInTest, valuesOn } from '../testing/compare.ts';

const shapes = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 5 });

const sameOnBoth = (compute: () => tf.Tensor | tf.Tensor[]): void => {
  expect(valuesOn('onednn', compute)).toEqual(valuesOn('cpu', compute));
};

const check = <T>(arbitrary: fc.Arbitrary<T>, compute: (value: T) => tf.Tensor | tf.Tensor[]): void =>
  fc.assert(
    fc.property(arbitrary, (value) => sameOnBoth(() => compute(value))),
    { numRuns: 50 },
  );

const withAxis = shapes.chain((shape) => fc.record({ shape: fc.constant(shape), axis: fc.nat(shape.length - 1) }));

beforeAll(() => useOnednnInTest());

describe('kernels that only move values agree with tfjs exactly', () => {
  it('transpose', () => {
    const cases = shapes.chain((shape) =>
      fc.record({
        shape: fc.constant(shape),
        order: fc.shuffledSubarray(shape.map((_, d) => d), { minLength: shape.length }), // prettier-ignore
      }),
    );
    check(cases, ({ shape, order }) => tf.transpose(tensor(shape), order));
  });

  it('slice', () => {
    const cases = shapes.chain((shape) =>
      fc.record({ shape: fc.constant(shape), ends: fc.tuple(...shape.map((n) => fc.tuple(fc.nat(n), fc.nat(n)))) }),
    );
    check(
      cases,
      ({ shape, ends }) =>
      tf.slice(tensor(shape), ends.map(([a, b]) => Math.min(a, b)), ends.map(([a, b]) => Math.abs(a - b))), // prettier-ignore
    );
  });

  it('reverse, tile, pad', () => {
    check(withAxis, ({ shape, axis }) => tf.reverse(tensor(shape), axis));
    check(withAxis, ({ shape, axis }) => tf.tile(tensor(shape), shape.map((_, d) => (d === axis ? 3 : 1)))); // prettier-ignore
    check(withAxis, ({ shape, axis }) => tf.pad(tensor(shape), shape.map((_, d): [number, number] => [d, axis]), 0.5)); // prettier-ignore
  });

  it('concat, stack, unstack, split, gather', () => {
    check(
      withAxis,
      ({ shape, axis }) =>
      tf.concat([tensor(shape, 1), tensor(shape.map((n, d) => (d === axis ? n + 2 : n)), 2), tensor(shape, 3)], axis), // prettier-ignore
    );
    check(withAxis, ({ shape, axis }) => tf.stack([tensor(shape, 1), tensor(shape, 2)], axis));
    check(withAxis, ({ shape, axis }) => tf.unstack(tensor(shape), axis));
    check(
      withAxis,
      ({ shape, axis }) =>
      tf.split(tensor(shape.map((n, d) => (d === axis ? 2 * n : n))), 2, axis), // prettier-ignore
    );
    check(withAxis, ({ shape, axis }) => {
      const places = tf.tensor1d([0, shape[axis]! - 1, 0], 'int32');
      return tf.gather(tensor(shape), places, axis);
    });
  });

  it('where and fill', () => {
    check(shapes, (shape) => tf.where(tf.greater(tensor(shape, 1), 0), tensor(shape, 2), tensor(shape, 3)));
    check(shapes, (shape) => tf.fill(shape, -1.5));
  });

  it('casts to the type that it has without a copy, and to others as tfjs does', () => {
    const x = tensor([5]);
    const { numDataBuffers } = tf.memory();
    const same = tf.cast(x, 'float32');
    expect(tf.memory().numDataBuffers).toBe(numDataBuffers);
    expect(same.dataSync()).toEqual(x.dataSync());
    sameOnBoth(() => tf.cast(tensor([5]), 'int32'));
    sameOnBoth(() => tf.cast(tensor([5]), 'bool'));
  });

  it('refuses a row that is not there, as tfjs does', () => {
    expect(() => tf.gather(tensor([4, 2]), tf.tensor1d([1, 4], 'int32'))).toThrow('the index value 4 is not in [0, 3]');
  });
});
