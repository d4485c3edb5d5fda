import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NotFiniteError, SampleMismatchError } from './errors.ts';
import { createGaussian } from './gaussian.ts';
import { drawCloud, largestDifference } from './test-data/normals.ts';

const measure = (samples: Float64Array, size: number) => {
  const gaussian = createGaussian(size);
  gaussian.add(samples);
  return gaussian.finish();
};

/** Mean and covariance in two passes, as their definitions. */
function measurePlainly(samples: Float64Array, size: number) {
  const count = samples.length / size;
  const column = (j: number) => Array.from({ length: count }, (_, i) => samples[i * size + j]!);
  const mean = Array.from({ length: size }, (_, j) => column(j).reduce((sum, value) => sum + value / count, 0));
  const covariance = new Float64Array(size * size).map((_, at) => {
    const [a, b] = [Math.floor(at / size), at % size];
    return column(a).reduce((sum, v, i) => sum + (v - mean[a]!) * (samples[i * size + b]! - mean[b]!), 0) / (count - 1);
  });
  return { mean, covariance };
}

describe('a Gaussian of streamed samples', () => {
  it.each([2, 3, 63, 64, 65, 127, 128, 129, 300])('has the mean and covariance of %i samples', (count) => {
    const samples = drawCloud(count, 5);
    const gaussian = measure(samples, 5);
    const plain = measurePlainly(samples, 5);
    expect(gaussian.count).toBe(count);
    expect(largestDifference(gaussian.mean, plain.mean)).toBeLessThan(1e-14);
    expect(largestDifference(gaussian.covariance, plain.covariance)).toBeLessThan(1e-14);
  });

  it('does not depend, in any bit, on how samples are cut into parts', () => {
    const samples = drawCloud(200, 3);
    const whole = measure(samples, 3);
    fc.assert(
      fc.property(fc.array(fc.nat(200), { maxLength: 8 }), (cuts) => {
        const gaussian = createGaussian(3);
        const edges = [0, ...cuts.sort((a, b) => a - b), 200];
        for (let n = 1; n < edges.length; n++) {
          gaussian.add(samples.subarray(edges[n - 1]! * 3, edges[n]! * 3));
          gaussian.moments(); // looking changes nothing
        }
        expect(gaussian.finish()).toEqual(whole);
      }),
    );
  });

  it('merges to what all samples together give, and leaves the other as it is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200 }), fc.nat(50), (cut, seed) => {
        const samples = drawCloud(200, 3, seed);
        const [first, second] = [createGaussian(3), createGaussian(3)];
        first.add(samples.subarray(0, cut * 3));
        second.add(samples.subarray(cut * 3));
        const before = second.moments();
        first.merge(second);
        expect(second.moments()).toEqual(before);
        expect(first.count).toBe(200);
        const whole = measure(samples, 3);
        expect(largestDifference(first.finish().mean, whole.mean)).toBeLessThan(1e-14);
        expect(largestDifference(first.finish().covariance, whole.covariance)).toBeLessThan(1e-14);
      }),
    );
  });

  it('keeps its digits where the mean is far from zero', () => {
    // Deviations of 1 about 1e8, in float64 exact: the naive sum of squares, 1e18 for 100 samples, has steps of 128.
    const samples = Float64Array.from({ length: 100 }, (_, i) => 1e8 + (i % 2));
    // Half 0, half 1: 100 * 1/4 / 99.
    expect(measure(samples, 1).covariance[0]).toBeCloseTo(25 / 99, 12);
  });

  it('refuses what is no sample, and then has added nothing', () => {
    const gaussian = createGaussian(2);
    expect(() => gaussian.add(Float32Array.of(1, 2, 3))).toThrow(SampleMismatchError);
    expect(() => gaussian.add(Float32Array.of(1, 2, 3, NaN))).toThrow('feature 1 of sample 1');
    expect(() => gaussian.add(Float32Array.of(1, Infinity))).toThrow(NotFiniteError);
    expect(gaussian.count).toBe(0);
    gaussian.add(Float32Array.of(1, 2));
    expect(() => gaussian.finish()).toThrow('at least two');
    expect(() => gaussian.merge(createGaussian(3))).toThrow(SampleMismatchError);
    expect(() => createGaussian(0)).toThrow(SampleMismatchError);
  });
});
