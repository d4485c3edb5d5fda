import { createRandomStreams } from '@oneiros/random';
import { describe, expect, it } from 'vitest';
import { addOuterProducts, crossEntropyErrors, padTo, projectRows } from './softmax-batch.ts';

const SIZE = 5;
const CLASSES = 3;
const PADDED = padTo(CLASSES, 2);
const COUNT = 6;
const ROWS = padTo(COUNT, 4);

const draw = (name: string, length: number): Float64Array =>
  Float64Array.from(createRandomStreams(3).stream(name).fillNormal(new Float32Array(length)));

const x = draw('x', ROWS * SIZE).fill(0, COUNT * SIZE);
const labels = [0, 1, 2, 2, 1, 0];
const weights = draw('weights', PADDED * SIZE).fill(0, CLASSES * SIZE);
const bias = draw('bias', PADDED).fill(0, CLASSES);

const errorsAt = (w: Float64Array, b: Float64Array): { loss: number; errors: Float64Array } => {
  const errors = new Float64Array(ROWS * PADDED);
  projectRows(x, w, b, errors, ROWS, SIZE, PADDED);
  return { loss: crossEntropyErrors(errors, labels, COUNT, CLASSES, PADDED), errors };
};

describe('the gradient of the cross-entropy', () => {
  it('matches central differences for every weight and bias', () => {
    const gradient = { weights: new Float64Array(PADDED * SIZE), bias: new Float64Array(PADDED) };
    addOuterProducts(x, errorsAt(weights, bias).errors, gradient.weights, gradient.bias, 1, ROWS, SIZE, PADDED);
    const step = 1e-5;
    const differenceOf = (values: Float64Array, i: number, loss: (moved: Float64Array) => number): number => {
      const moved = (by: number): number => loss(values.map((value, at) => (at === i ? value + by : value)));
      return (moved(step) - moved(-step)) / (2 * step);
    };
    for (let i = 0; i < CLASSES * SIZE; i++) {
      const difference = differenceOf(weights, i, (moved) => errorsAt(moved, bias).loss);
      expect(gradient.weights[i]).toBeCloseTo(difference, 7);
    }
    for (let k = 0; k < CLASSES; k++) {
      const difference = differenceOf(bias, k, (moved) => errorsAt(weights, moved).loss);
      expect(gradient.bias[k]).toBeCloseTo(difference, 7);
    }
    // Padding learns nothing.
    expect([...gradient.weights.subarray(CLASSES * SIZE), ...gradient.bias.subarray(CLASSES)]).toEqual(
      Array(6).fill(0),
    );
  });

  it('survives logits that would overflow', () => {
    const logits = Float64Array.of(1000, 0, -1000, 0);
    expect(crossEntropyErrors(logits, [2], 1, 3, 4)).toBe(2000);
    expect([...logits]).toEqual([1, 0, -1, 0]);
  });
});
