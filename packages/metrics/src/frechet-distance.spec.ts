import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SampleMismatchError } from './errors.ts';
import { frechetDistance } from './frechet-distance.ts';
import { createGaussian, type Gaussian } from './gaussian.ts';
import { drawCloud, rotate } from './test-data/normals.ts';

const gaussianOf = (mean: number[], covariance: number[]): Gaussian => ({
  size: mean.length,
  count: 100,
  mean: Float64Array.from(mean),
  covariance: Float64Array.from(covariance),
});

const traceOf = ({ covariance, size }: Gaussian): number =>
  Array.from({ length: size }, (_, i) => covariance[i * size + i]!).reduce((sum, value) => sum + value, 0);

function measure(samples: Float64Array, size: number): Gaussian {
  const gaussian = createGaussian(size);
  gaussian.add(samples);
  return gaussian.finish();
}

/** Roots of eigenvalues near zero keep half the digits. */
const TOLERANCE = 1e-7;

describe('the Fréchet distance', () => {
  it('of two normal distributions of one number is that of means and deviations, squared', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -10, max: 10, noNaN: true }),
        fc.double({ min: 0, max: 5, noNaN: true }),
        fc.double({ min: 0, max: 5, noNaN: true }),
        (shift, s, t) => {
          const distance = frechetDistance(gaussianOf([0], [s * s]), gaussianOf([shift], [t * t]));
          expect(distance).toBeCloseTo(shift ** 2 + (s - t) ** 2, 10);
        },
      ),
    );
  });

  it('of covariances with common axes is that of the deviations along them', () => {
    // Eigenvalues 3, 1 and 8, 2 along (1, 1) and (1, -1): (√3 - √8)² + (1 - √2)², and (1, 2) apart: 5.
    const a = gaussianOf([0, 0], [2, 1, 1, 2]);
    const b = gaussianOf([1, 2], [5, 3, 3, 5]);
    expect(frechetDistance(a, b)).toBeCloseTo(5 + (Math.sqrt(3) - Math.sqrt(8)) ** 2 + (1 - Math.SQRT2) ** 2, 12);
  });

  it('of two covariances of two numbers, with no common axes, follows from trace and determinant', () => {
    // tr √M = √(tr M + 2 √det M) for two by two; M = [[2, 1], [1, 2]] [[3, -1], [-1, 1]] has trace 6 and determinant 6.
    const distance = frechetDistance(gaussianOf([0, 0], [2, 1, 1, 2]), gaussianOf([0, 0], [3, -1, -1, 1]));
    expect(distance).toBeCloseTo(4 + 4 - 2 * Math.sqrt(6 + 2 * Math.sqrt(6)), 12);
  });

  it("is that of SciPy's matrix square root", () => {
    // scipy 1.17.1: m @ m + np.trace(A) + np.trace(B) - 2 * np.trace(scipy.linalg.sqrtm(A @ B)).real
    const a = gaussianOf([0, 0, 0], [4, 1, 0.5, 1, 3, -0.25, 0.5, -0.25, 2]);
    const b = gaussianOf([1, -2, 0.5], [1, -0.5, 0.25, -0.5, 2, 0.75, 0.25, 0.75, 5]);
    expect(frechetDistance(a, b)).toBeCloseTo(7.711739314177262, 12);
  });

  it('of X with X is 0, also with fewer samples than numbers', () => {
    for (const count of [2, 5, 6, 7, 100]) {
      const x = measure(drawCloud(count, 6), 6);
      expect(frechetDistance(x, x)).toBeLessThan(TOLERANCE);
    }
  });

  it('is symmetric, not negative and the same after a rotation of both', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 3, max: 30 }), fc.nat(99), (size, count, seed) => {
        const x = drawCloud(count, size, seed);
        const y = drawCloud(20, size, seed + 100).map((value) => 2 * value + 0.5);
        const [p, q] = [measure(x, size), measure(y, size)];
        const distance = frechetDistance(p, q);
        // An eigenvalue of Σ₁Σ₂ is right to about size ε λ₁, and √λ₁ is at most the sum of both traces; so is each of their `size` roots.
        const tolerance = 2 * size * Math.sqrt(size * Number.EPSILON) * (traceOf(p) + traceOf(q));
        expect(distance).toBeGreaterThanOrEqual(0);
        expect(Math.abs(frechetDistance(q, p) - distance)).toBeLessThan(tolerance);
        const turned = frechetDistance(measure(rotate(x, size, 7), size), measure(rotate(y, size, 7), size));
        expect(Math.abs(turned - distance)).toBeLessThan(tolerance);
      }),
    );
  });

  it('of points is their squared distance', () => {
    expect(frechetDistance(gaussianOf([0, 0], [0, 0, 0, 0]), gaussianOf([3, 4], [0, 0, 0, 0]))).toBe(25);
  });

  it('is refused between different sizes and for what is no covariance', () => {
    const one = gaussianOf([0], [1]);
    const two = gaussianOf([0, 0], [1, 0, 0, 1]);
    expect(() => frechetDistance(one, two)).toThrow(SampleMismatchError);
    expect(() => frechetDistance(gaussianOf([0], [-1]), one)).toThrow('positive semidefinite');
    expect(() => frechetDistance(two, gaussianOf([0, 0], [1, 0, 0, -1]))).toThrow('positive semidefinite');
    expect(() => frechetDistance(gaussianOf([0], [NaN]), one)).toThrow('finite');
    expect(() => frechetDistance(gaussianOf([NaN], [1]), one)).toThrow('finite');
  });
});
