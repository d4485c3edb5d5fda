import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NotFiniteError, SampleMismatchError } from './errors.ts';
import { symmetricEigen, symmetricEigenvalues } from './symmetric-eigen.ts';
import { drawNormals, largestDifference } from './test-data/normals.ts';

function drawSymmetric(size: number, seed: number): Float64Array {
  const matrix = drawNormals(size * size, seed);
  for (let i = 0; i < size; i++) for (let j = 0; j < i; j++) matrix[j * size + i] = matrix[i * size + j]!;
  return matrix;
}

/** sum over k of values[k] v_k v_k'. */
function compose(values: ArrayLike<number>, vectors: Float64Array, size: number): Float64Array {
  return new Float64Array(size * size).map((_, at) => {
    let sum = 0;
    for (let k = 0; k < size; k++) {
      sum += values[k]! * vectors[k * size + Math.floor(at / size)]! * vectors[k * size + (at % size)]!;
    }
    return sum;
  });
}

const identity = (size: number): Float64Array =>
  new Float64Array(size * size).map((_, at) => (Math.floor(at / size) === at % size ? 1 : 0));

/** Some size times machine precision; measured: 4e-15 for size 768. */
const TOLERANCE = 1e-13;

describe('eigenvalues and eigenvectors', () => {
  it('of a matrix of two are as by hand', () => {
    // [[2, 1], [1, 2]]: 3 along (1, 1), 1 along (1, -1).
    const { values, vectors } = symmetricEigen(Float64Array.of(2, 1, 1, 2), 2);
    expect(largestDifference(values, [3, 1])).toBeLessThan(TOLERANCE);
    expect(vectors[0]! / vectors[1]!).toBeCloseTo(1, 13);
    expect(vectors[2]! / vectors[3]!).toBeCloseTo(-1, 13);
  });

  it('of a chain of springs are the known cosines', () => {
    // 2 on the diagonal, -1 beside it: 2 - 2 cos(k pi / (n + 1)).
    const size = 40;
    const chain = new Float64Array(size * size).map((_, at) => {
      const apart = Math.abs(Math.floor(at / size) - (at % size));
      return apart === 0 ? 2 : apart === 1 ? -1 : 0;
    });
    const known = Array.from({ length: size }, (_, k) => 2 - 2 * Math.cos(((size - k) * Math.PI) / (size + 1)));
    expect(largestDifference(symmetricEigen(chain, size).values, known)).toBeLessThan(TOLERANCE);
  });

  it('compose the matrix again, are orthonormal and ordered, for any size', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 24 }), fc.nat(1000), (size, seed) => {
        const matrix = drawSymmetric(size, seed);
        const { values, vectors } = symmetricEigen(matrix, size);
        expect(largestDifference(compose(values, vectors, size), matrix)).toBeLessThan(TOLERANCE);
        const columns = compose(new Array<number>(size).fill(1), vectors, size);
        expect(largestDifference(columns, identity(size))).toBeLessThan(TOLERANCE);
        expect([...values]).toEqual([...values].sort((a, b) => b - a));
        expect(symmetricEigenvalues(matrix, size)).toEqual(values);
      }),
    );
  });

  it('survive equal eigenvalues, zeros and sizes far apart', () => {
    expect([...symmetricEigen(new Float64Array(9), 3).values]).toEqual([0, 0, 0]);
    expect([...symmetricEigen(identity(7), 7).values]).toEqual([1, 1, 1, 1, 1, 1, 1]);
    const graded = Float64Array.of(1e200, 0, 0, 0, 1, 1e-3, 0, 1e-3, 1e-200);
    const { values, vectors } = symmetricEigen(graded, 3);
    expect(values[0]).toBe(1e200);
    expect(largestDifference(compose([1, 1, 1], vectors, 3), identity(3))).toBeLessThan(TOLERANCE);
  });

  it('apply more rotations than wait at once', () => {
    // 300 eigenvalues take about 300²/2 * 1.7 = 76,000 rotations; 65,536 wait at once. 302 rows are no multiple of four.
    const size = 302;
    const matrix = drawSymmetric(size, 5);
    const { values, vectors } = symmetricEigen(matrix, size);
    for (const k of [0, 1, 150, 300, 301]) {
      const v = vectors.subarray(k * size, (k + 1) * size);
      const image = v.map((_, i) => v.reduce((sum, value, j) => sum + matrix[i * size + j]! * value, 0));
      expect(
        largestDifference(
          image,
          v.map((value) => value * values[k]!),
        ),
      ).toBeLessThan(1e-12);
    }
  });

  it('leave the matrix as it is and read its lower triangle alone', () => {
    const matrix = Float64Array.of(2, NaN, 1, 2);
    expect(largestDifference(symmetricEigen(matrix, 2).values, [3, 1])).toBeLessThan(TOLERANCE);
    expect([...matrix]).toEqual([2, NaN, 1, 2]);
  });

  it('are refused for what is no finite square', () => {
    expect(() => symmetricEigen(Float64Array.of(1, 0, NaN, 1), 2)).toThrow(NotFiniteError);
    expect(() => symmetricEigen(new Float64Array(5), 2)).toThrow(SampleMismatchError);
    expect(() => symmetricEigen(new Float64Array(0), 0)).toThrow(SampleMismatchError);
  });
});
