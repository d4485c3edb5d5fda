import { describe, expect, it } from 'vitest';
import { createRandomStreams } from '@oneiros/random';
import { solvePositiveDefinite } from './cholesky.ts';
import { SampleMismatchError, SingularMatrixError } from './errors.ts';
import { testReadout } from './readout.ts';
import { ridgeReadout } from './ridge-readout.ts';
import { drawClusters } from './test-data/clusters.ts';

describe('the ridge readout', () => {
  it('solves two samples as by hand', () => {
    // z = -1 and 1, one-hot targets: variance 1, covariance with class 1 is 1/2, penalty 1: W = ±(1/2)/(1 + 1), b = 1/2.
    const readout = ridgeReadout({ latents: Float32Array.of(-1, 1), labels: [0, 1], classes: 2, penalty: 1 });
    expect(readout.weights[0]).toBeCloseTo(-0.25, 14);
    expect(readout.weights[1]).toBeCloseTo(0.25, 14);
    expect([...readout.bias]).toEqual([0.5, 0.5]);
  });

  it.each([399, 400, 401])('is where the penalised squared error has no slope, with %i samples', (count) => {
    const data = drawClusters({ count, distance: 1 });
    const penalty = 0.1;
    const { weights, bias } = ridgeReadout({ ...data, penalty });
    const size = 8;
    const mean = Array.from({ length: size }, (_, j) =>
      data.latents.reduce((s, v, i) => (i % size === j ? s + v / count : s), 0),
    );
    const variance = data.latents.reduce((s, v, i) => s + (v - mean[i % size]!) ** 2 / count / size, 0);
    for (let k = 0; k < 4; k++) {
      const slope = new Float64Array(size + 1);
      for (let i = 0; i < count; i++) {
        const z = data.latents.subarray(i * size, (i + 1) * size);
        const residual =
          bias[k]! + z.reduce((s, v, j) => s + v * weights[k * size + j]!, 0) - (data.labels[i] === k ? 1 : 0);
        z.forEach((v, j) => (slope[j]! += (residual * v) / count));
        slope[size]! += residual / count;
      }
      for (let j = 0; j < size; j++) expect(slope[j]! + penalty * variance * weights[k * size + j]!).toBeCloseTo(0, 10);
      expect(slope[size]).toBeCloseTo(0, 10);
    }
  });

  it('reads separable classes to 100 %', () => {
    const data = drawClusters({ count: 400, distance: 12 });
    expect(testReadout(ridgeReadout(data), data).accuracy).toBe(1);
  });

  it('shrinks to the frequencies of the classes as the penalty grows', () => {
    const { weights, bias } = ridgeReadout({ ...drawClusters({ count: 400 }), penalty: 1e9 });
    for (const weight of weights) expect(Math.abs(weight)).toBeLessThan(1e-8);
    for (const each of bias) expect(each).toBeCloseTo(0.25, 7);
  });

  it('copes with latents that never change, and refuses a penalty of 0', () => {
    const flat = { latents: new Float32Array(8), labels: [0, 1, 0, 1], classes: 2 };
    expect([...ridgeReadout(flat).weights]).toEqual([0, 0, 0, 0]);
    expect(() => ridgeReadout({ ...flat, penalty: 0 })).toThrow(SampleMismatchError);
  });
});

describe('the solver', () => {
  it('solves positive definite systems', () => {
    const size = 12;
    const factor = createRandomStreams(4)
      .stream('matrix')
      .fillNormal(new Float32Array(size * size));
    const matrix = new Float64Array(size * size);
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        for (let k = 0; k < size; k++) matrix[i * size + j]! += factor[i * size + k]! * factor[j * size + k]!;
        if (i === j) matrix[i * size + j]! += 1;
      }
    }
    const expected = Float64Array.from({ length: 2 * size }, (_, i) => i - 5);
    const right = new Float64Array(2 * size);
    for (let column = 0; column < 2; column++) {
      for (let i = 0; i < size; i++) {
        for (let j = 0; j < size; j++)
          right[column * size + i]! += matrix[i * size + j]! * expected[column * size + j]!;
      }
    }
    solvePositiveDefinite(matrix, right, size);
    right.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 9));
  });

  it('says where a matrix is singular', () => {
    const singular = Float64Array.of(1, 2, 2, 4);
    expect(() => solvePositiveDefinite(singular, new Float64Array(2), 2)).toThrow(SingularMatrixError);
  });
});
