import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { deviation, tensor, useOnednnInTest, valuesOn } from '../testing/compare.ts';

/** Float32 functions of both back ends round differently in the last place or two. */
const TOLERANCE = 2e-6;

/** Powers of negative bases are NaN on both sides; large ones amplify rounding. */
const shapes = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 0, maxLength: 5 });

/** Two shapes that broadcast: dimensions of 1 and missing leading ones. */
const pairs = fc
  .array(fc.record({ size: fc.integer({ min: 1, max: 7 }), a: fc.boolean(), b: fc.boolean() }), { maxLength: 5 })
  .chain((dims) =>
    fc.record({
      a: fc.nat({ max: dims.length }).map((skip) => dims.map((d) => (d.a ? d.size : 1)).slice(skip)),
      b: fc.constant(dims.map((d) => (d.b ? d.size : 1))),
    }),
  );

const unary: Record<string, (x: tf.Tensor) => tf.Tensor> = {
  abs: tf.abs, ceil: tf.ceil, cos: tf.cos, elu: tf.elu, exp: tf.exp, expm1: tf.expm1, floor: tf.floor, log: tf.log,
  log1p: tf.log1p, neg: tf.neg, reciprocal: tf.reciprocal, relu: tf.relu, relu6: tf.relu6, round: tf.round,
  rsqrt: tf.rsqrt, sigmoid: tf.sigmoid, sign: tf.sign, sin: tf.sin, softplus: tf.softplus, sqrt: tf.sqrt,
  square: tf.square, tanh: tf.tanh, step: (x) => tf.step(x, 0.3), leakyRelu: (x) => tf.leakyRelu(x, 0.2),
  clip: (x) => tf.clipByValue(x, -0.5, 0.7), zerosLike: tf.zerosLike, onesLike: tf.onesLike,
}; // prettier-ignore

const binary: Record<string, (a: tf.Tensor, b: tf.Tensor) => tf.Tensor> = {
  add: tf.add, sub: tf.sub, mul: tf.mul, div: tf.div, maximum: tf.maximum, minimum: tf.minimum, equal: tf.equal,
  notEqual: tf.notEqual, greater: tf.greater, greaterEqual: tf.greaterEqual, less: tf.less, lessEqual: tf.lessEqual,
  squaredDifference: tf.squaredDifference, pow: (a, b) => tf.pow(tf.abs(a), b),
}; // prettier-ignore

const reductions: Record<string, (x: tf.Tensor, axes: number[], keep: boolean) => tf.Tensor> = {
  sum: tf.sum, mean: tf.mean, max: tf.max, min: tf.min, prod: tf.prod,
}; // prettier-ignore

const closeOnBoth = (compute: () => tf.Tensor | tf.Tensor[], tolerance = TOLERANCE): void => {
  const actual = valuesOn('onednn', compute);
  const expected = valuesOn('cpu', compute);
  expect(actual.length).toBe(expected.length);
  actual.forEach((values, i) => expect(deviation(values, expected[i]!)).toBeLessThan(tolerance));
};

beforeAll(() => useOnednnInTest());

describe('operations on one tensor', () => {
  it.each(Object.keys(unary))('%s agrees with tfjs on any shape', (name) => {
    fc.assert(
      fc.property(shapes, fc.nat(99), (shape, seed) => closeOnBoth(() => unary[name]!(tensor(shape, seed)))),
      {
        numRuns: 25,
      },
    );
  });

  it.each(Object.keys(unary))('%s agrees with tfjs on special values', (name) => {
    const special = [
      0,
      -0,
      NaN,
      Infinity,
      -Infinity,
      1e-30,
      -1e-30,
      88,
      89,
      -87,
      -104,
      200,
      -200,
      0.625,
      -0.625,
      9,
      -9,
    ];
    closeOnBoth(() => unary[name]!(tf.tensor1d(special, 'float32')));
  });

  it('works on tensors that many threads share', () => {
    closeOnBoth(() => tf.tanh(tensor([3, 40_001])));
  });
});

describe('operations on two tensors', () => {
  it.each(Object.keys(binary))('%s broadcasts as tfjs does', (name) => {
    fc.assert(
      fc.property(pairs, fc.nat(99), ({ a, b }, seed) =>
        closeOnBoth(() => binary[name]!(tensor(a, seed), tensor(b, seed + 1)), 1e-5),
      ),
      { numRuns: 40 },
    );
  });

  it.each(['maximum', 'minimum', 'less', 'equal', 'div'])('%s treats NaN and infinities as tfjs does', (name) => {
    const a = [NaN, 1, NaN, Infinity, -Infinity, 0];
    const b = [1, NaN, NaN, Infinity, 1, -0];
    closeOnBoth(() => binary[name]!(tf.tensor1d(a, 'float32'), tf.tensor1d(b, 'float32')));
  });

  it('broadcasts large tensors in parallel', () => {
    closeOnBoth(() => tf.mul(tensor([8, 64, 33, 3], 1), tensor([64, 1, 3], 2)));
    closeOnBoth(() => tf.add(tensor([70_001], 1), tensor([1], 2)));
  });

  it('leaves integers to tfjs', () => {
    closeOnBoth(() => tf.add(tf.tensor1d([1, 2], 'int32'), tf.tensor1d([3, 4], 'int32')));
  });
});

describe('reductions', () => {
  const cases = fc
    .array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 5 })
    .chain((shape) =>
      fc.record({ shape: fc.constant(shape), axes: fc.subarray(shape.map((_, d) => d)), keep: fc.boolean() }),
    );

  it.each(Object.keys(reductions))('%s agrees with tfjs over any axes', (name) => {
    fc.assert(
      fc.property(cases, ({ shape, axes, keep }) => {
        // tfjs itself divides 0 by 0 in the mean of nothing and gives -Infinity for its maximum.
        fc.pre(!shape.includes(0) || name === 'sum' || name === 'prod');
        closeOnBoth(() => reductions[name]!(tensor(shape), axes, keep), 1e-5);
      }),
      { numRuns: 60 },
    );
  });

  it('argMax and argMin name the first extreme', () => {
    closeOnBoth(() => [tf.argMax(tensor([7, 5, 6]), 1), tf.argMin(tensor([7, 5, 6]), -1)]);
    closeOnBoth(() => tf.argMax(tf.tensor1d([1, 3, 3, 2])));
  });

  it('sums a million values with the same bits on one thread and on two', async () => {
    const sum = (): number[][] =>
      valuesOn('onednn', () => [tf.sum(tensor([1000, 1003])), tf.sum(tensor([1000, 1003]), 0)]);
    await useOnednnInTest(1);
    const alone = sum();
    await useOnednnInTest(2);
    expect(sum()).toEqual(alone);
  });
});
