import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NoVarianceError, NotFiniteError, SampleMismatchError } from './errors.ts';
import { principalAxes, projectOn } from './principal-axes.ts';
import { drawCloud, largestDifference, rotate } from './test-data/normals.ts';

const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, value, j) => sum + value * b[j]!, 0);
const rowsOf = (matrix: Float64Array, size: number): Float64Array[] =>
  Array.from({ length: matrix.length / size }, (_, k) => matrix.subarray(k * size, (k + 1) * size));

describe('principal axes', () => {
  it('of three points on a line are as by hand', () => {
    // (0, 0), (3, 4), (6, 8): steps of 5 along (3, 4)/5, variance (25 + 0 + 25)/2.
    const points = Float32Array.of(0, 0, 3, 4, 6, 8);
    const { mean, axes, variances, explained } = principalAxes(points, { size: 2, count: 2 });
    expect([...mean]).toEqual([3, 4]);
    expect(largestDifference(axes, [0.6, 0.8, 0.8, -0.6])).toBeLessThan(1e-14);
    expect(largestDifference(variances, [25, 0])).toBeLessThan(1e-13);
    expect(largestDifference(explained, [1, 0])).toBeLessThan(1e-14);
    expect(largestDifference(projectOn({ mean, axes, size: 2 }, points), [-5, 0, 0, 0, 5, 0])).toBeLessThan(1e-14);
  });

  it('are orthonormal, ordered, and of fixed sign', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 10, max: 40 }), fc.nat(99), (size, count, seed) => {
        const { axes, variances, explained } = principalAxes(drawCloud(count, size, seed), { size, count: size });
        const rows = rowsOf(axes, size);
        rows.forEach((a, k) => {
          rows.forEach((b, m) => expect(Math.abs(dot(a, b) - (k === m ? 1 : 0))).toBeLessThan(1e-13));
          expect(Math.max(...a)).toBe(Math.max(...a.map(Math.abs)));
        });
        expect([...variances]).toEqual([...variances].sort((a, b) => b - a));
        expect(explained.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
      }),
    );
  });

  it('turn with the samples, and their variances do not change', () => {
    const size = 5;
    const cloud = drawCloud(200, size);
    const before = principalAxes(cloud, { size, count: size });
    const after = principalAxes(rotate(cloud, size, 3), { size, count: size });
    expect(largestDifference(before.variances, after.variances)).toBeLessThan(1e-13);
    const turned = rowsOf(rotate(before.axes, size, 3), size);
    rowsOf(after.axes, size).forEach((axis, k) => expect(Math.abs(dot(axis, turned[k]!))).toBeCloseTo(1, 12));
  });

  it.each([63, 64, 65])('project %i samples onto uncorrelated numbers with the stated variances', (count) => {
    const size = 6;
    const cloud = drawCloud(count, size);
    const principal = principalAxes(cloud, { size, count: 3 });
    const places = projectOn(principal, cloud);
    expect(places).toHaveLength(3 * count);
    for (let a = 0; a < 3; a++) {
      for (let b = 0; b < 3; b++) {
        let sum = 0;
        for (let i = 0; i < count; i++) sum += places[i * 3 + a]! * places[i * 3 + b]!;
        expect(sum / (count - 1)).toBeCloseTo(a === b ? principal.variances[a]! : 0, 12);
      }
    }
    // One sample at a time gives what all together give, up to rounding.
    const alone = projectOn(principal, cloud.subarray(size, 2 * size));
    expect(largestDifference(alone, places.subarray(3, 6))).toBeLessThan(1e-14);
  });

  it('say what they cannot do', () => {
    const cloud = drawCloud(4, 3);
    expect(() => principalAxes(cloud, { size: 3, count: 4 })).toThrow('from 1 to 3');
    expect(() => principalAxes(cloud.subarray(0, 6), { size: 3, count: 2 })).toThrow('from 1 to 1');
    expect(() => principalAxes(cloud.subarray(0, 3), { size: 3, count: 1 })).toThrow('at least two');
    expect(() => principalAxes(new Float64Array(0), { size: 3, count: 1 })).toThrow(SampleMismatchError);
    expect(() => principalAxes(new Float64Array(6), { size: 3, count: 1 })).toThrow(NoVarianceError);
    expect(() => principalAxes(Float64Array.of(1, NaN), { size: 1, count: 1 })).toThrow(NotFiniteError);
    expect(() => projectOn(principalAxes(cloud, { size: 3, count: 1 }), new Float64Array(4))).toThrow('multiple of 3');
  });
});
