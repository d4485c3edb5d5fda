import { createRandomStreams } from '@oneiros/random';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classDistances, type ClassDistancesOptions } from './class-distances.ts';
import { NotFiniteError, NoVarianceError, SampleMismatchError } from './errors.ts';
import { drawClusters } from './test-data/clusters.ts';
import { rotate } from './test-data/normals.ts';

const measure = (options: Partial<ClassDistancesOptions>, seed = 1) =>
  classDistances({
    ...drawClusters({ count: 100 }),
    metric: 'euclidean',
    random: createRandomStreams(seed).stream('distances'),
    ...options,
  });

describe('distances of classes', () => {
  it('are exact where every pair is alike', () => {
    // Class 0 at 0 and 1, class 1 at 10 and 11: pairs within a class are 1 apart. Between: 9, 10, 10 or 11.
    const line = { latents: Float32Array.of(0, 1, 10, 11), labels: [0, 0, 1, 1], classes: 2 };
    const occluded = Float32Array.of(2, 3, 12, 13);
    const plain = measure({ ...line, occluded });
    expect(plain).toMatchObject({ intra: 1, perClass: [1, 1], occluded: 2 });
    // Deviation of one distance √½, of the mean of 10,000 0.007; five of them.
    expect(Math.abs(plain.inter - 10)).toBeLessThan(0.036);
    expect(plain.intraInter).toBe(1 / plain.inter);
    expect(plain.occludedInter).toBe(2 / plain.inter);
    expect(plain.pairs).toEqual({ perClass: 1000, between: 10_000, occluded: 4 });
    const squared = measure({ ...line, occluded, metric: 'squared' });
    expect(squared).toMatchObject({ metric: 'squared', intra: 1, occluded: 4 });
    // (81 + 100 + 100 + 121)/4 = 100.5, deviation 14.2, of the mean 0.142.
    expect(Math.abs(squared.inter - 100.5)).toBeLessThan(0.72);
  });

  it('of normal clouds are what their variances say', () => {
    // Squared distance of two draws of N(0, I) in 8 numbers: 2 * 8 = 16. Centres 3 along axes of their own: 16 + 18.
    const { intra, inter } = measure({ ...drawClusters({ count: 4000 }), metric: 'squared' });
    // Deviation of one is √(2 * 8) * 2 = 8; of 4,000 and 10,000 drawn from 4,000 samples below 0.2.
    expect(Math.abs(intra - 16)).toBeLessThan(1);
    expect(Math.abs(inter - 34)).toBeLessThan(1);
  });

  it('have ratios that neither a rotation nor a scale changes', () => {
    fc.assert(
      fc.property(fc.nat(99), fc.constantFrom('euclidean' as const, 'squared' as const), (seed, metric) => {
        const { latents, labels } = drawClusters({ count: 30, seed });
        const small = { labels, metric, pairsPerClass: 20, pairsBetween: 50 };
        const plain = measure({ ...small, latents: Float64Array.from(latents) });
        const turned = measure({ ...small, latents: rotate(Float64Array.from(latents), 8, seed).map((v) => 5 * v) });
        expect(turned.intraInter).toBeCloseTo(plain.intraInter, 12);
      }),
    );
  });

  it('depend on their stream alone, and without occluded latents on no mask', () => {
    expect(measure({})).toEqual(measure({}));
    expect(measure({}, 2).intra).not.toBe(measure({}).intra);
    expect(measure({})).toMatchObject({ occluded: null, occludedInter: null, pairs: { occluded: 0 } });
    const clean = drawClusters({ count: 100 }).latents;
    expect(measure({ occluded: clean })).toMatchObject({ occluded: 0, occludedInter: 0 });
  });

  it('never pair a sample with itself', () => {
    const two = { latents: Float32Array.of(0, 1, 5), labels: [0, 0, 1], classes: 3, pairsPerClass: 100 };
    expect(measure(two)).toMatchObject({ intra: 1, perClass: [1, null, null] });
  });

  it('say what they cannot do', () => {
    const { latents } = drawClusters({ count: 4 });
    expect(() => measure({ latents, labels: [0, 0, 0, 0] })).toThrow('of one class');
    expect(() => measure({ latents, labels: [0, 1, 2, 3] })).toThrow('at least two in one class');
    expect(() => measure({ latents: new Float32Array(4), labels: [0, 0, 1, 1] })).toThrow(NoVarianceError);
    expect(() => measure({ occluded: new Float32Array(3) })).toThrow(SampleMismatchError);
    expect(() => measure({ occluded: new Float32Array(800).fill(NaN) })).toThrow(NotFiniteError);
    expect(() => measure({ pairsBetween: 0 })).toThrow('pairsBetween');
    expect(() => measure({ pairsPerClass: 1.5 })).toThrow('pairsPerClass');
    expect(() => measure({ latents: new Float32Array(0), labels: [] })).toThrow(SampleMismatchError);
  });
});
