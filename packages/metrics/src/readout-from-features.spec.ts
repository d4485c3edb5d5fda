import { createRandomStreams } from '@oneiros/random';
import { describe, expect, it } from 'vitest';
import { NotFiniteError, SampleMismatchError } from './errors.ts';
import { plainProducts } from './feature-products.ts';
import { readoutFromFeatures, type FeatureReadoutOptions } from './readout-from-features.ts';
import { testReadout } from './readout.ts';
import { ridgeReadout } from './ridge-readout.ts';
import { drawClusters } from './test-data/clusters.ts';
import { largestDifference } from './test-data/normals.ts';

const random = (seed = 1) => createRandomStreams(seed).stream('folds');
const fit = (options: Omit<FeatureReadoutOptions, 'random'>, seed = 1) =>
  readoutFromFeatures({ ...options, random: random(seed) });

/** Features of different variance, far from zero. */
function drawFeatures(count: number, size = 12) {
  const data = drawClusters({ count, size, distance: 1 });
  return { ...data, latents: data.latents.map((value, i) => value * (1 + (i % size)) + 7) };
}

const EXACT = { tolerance: 1e-13 };

describe('a readout of many features', () => {
  it.each([63, 64, 65, 203])('is the ridge readout by Cholesky, with %i samples', (count) => {
    for (const penalty of [1e-4, 0.01, 1, 100]) {
      const data = drawFeatures(count);
      const { readout, penalty: chosen, scores } = fit({ ...data, penalties: [penalty], ...EXACT });
      const exact = ridgeReadout({ ...data, penalty });
      expect(chosen).toBe(penalty);
      expect(largestDifference(readout.weights, exact.weights)).toBeLessThan(1e-10);
      expect(largestDifference(readout.bias, exact.bias)).toBeLessThan(1e-10);
      expect(scores[0]!.residual).toBeLessThanOrEqual(1e-13);
    }
  });

  it('chooses the penalty as cross-validation with a readout by Cholesky for each part does', () => {
    const data = drawFeatures(101);
    const [folds, penalties] = [4, [100, 1e-4, 1, 0.1, 10]];
    const { readout, penalty, scores } = fit({ ...data, folds, penalties, ...EXACT });
    const foldOf = new Uint32Array(101);
    random()
      .permutation(101)
      .forEach((sample, i) => (foldOf[sample] = i % folds));
    const part = (keep: (fold: number) => boolean) => {
      const rows = Array.from({ length: 101 }, (_, i) => i).filter((i) => keep(foldOf[i]!));
      return {
        latents: Float32Array.from(rows.flatMap((i) => [...data.latents.subarray(i * 12, (i + 1) * 12)])),
        labels: rows.map((i) => data.labels[i]!),
        classes: 4,
      };
    };
    const expected = penalties.map((each) => {
      let correct = 0;
      for (let f = 0; f < folds; f++) {
        const trained = ridgeReadout({ ...part((fold) => fold !== f), penalty: each });
        correct += testReadout(
          trained,
          part((fold) => fold === f),
        ).correct;
      }
      return correct / 101;
    });
    expect(scores.map(({ accuracy }) => accuracy)).toEqual(expected);
    const best = Math.max(...expected);
    expect(penalty).toBe(Math.max(...penalties.filter((_, at) => expected[at] === best)));
    expect(largestDifference(readout.weights, ridgeReadout({ ...data, penalty }).weights)).toBeLessThan(1e-10);
  });

  it('has more features than samples, where only a penalty makes a solution', () => {
    const data = drawClusters({ count: 40, size: 200, distance: 4 });
    const { readout, scores } = fit(data);
    expect(
      testReadout(readout, drawClusters({ count: 400, size: 200, distance: 4, seed: 2 })).accuracy,
    ).toBeGreaterThan(0.7);
    for (const { residual } of scores) expect(residual).toBeLessThanOrEqual(1e-4);
  });

  it('is as good by products in float32, which a caller with tensors has', () => {
    const data = drawFeatures(203);
    const plain = plainProducts(data.latents, 203, 12);
    const rounded = (values: Float64Array) => Float64Array.from(Float32Array.from(values));
    const products = {
      project: (weights: Float64Array) => rounded(plain.project(rounded(weights))),
      backproject: (errors: Float64Array) => rounded(plain.backproject(rounded(errors))),
    };
    const [exact, single] = [fit(data), fit({ ...data, products })];
    expect(single.penalty).toBe(exact.penalty);
    const scale = Math.max(...exact.readout.weights.map(Math.abs));
    expect(largestDifference(single.readout.weights, exact.readout.weights)).toBeLessThan(1e-4 * scale);
  });

  it('depends on its stream alone', () => {
    const data = drawFeatures(50);
    expect(fit(data)).toEqual(fit(data));
    expect(fit(data, 2).scores).not.toEqual(fit(data, 1).scores);
  });

  it('copes with features that never change, and with a class that one part alone has', () => {
    const flat = { latents: new Float32Array(12), labels: [0, 0, 0, 0, 1, 0], classes: 2 };
    const { readout, scores } = fit({ ...flat, folds: 2, penalties: [1] });
    expect([...readout.weights]).toEqual([0, 0, 0, 0]);
    expect(scores[0]!.accuracy).toBeCloseTo(5 / 6, 14);
  });

  it('says where solutions are not as good as asked', () => {
    const { scores, iterations } = fit({ ...drawFeatures(100), maxIterations: 2, penalties: [1e-4, 1e6] });
    expect(iterations).toBe(2);
    expect(scores[0]!.residual).toBeGreaterThan(1e-4);
    expect(scores[1]!.residual).toBeLessThanOrEqual(1e-4);
  });

  it('refuses what does not belong together', () => {
    const data = drawFeatures(20);
    const short = { project: () => new Float64Array(1), backproject: () => new Float64Array(1) };
    for (const change of [
      { folds: 1 },
      { folds: 21 },
      { folds: 2.5 },
      { penalties: [] },
      { penalties: [0] },
      { penalties: [NaN] },
      { penalties: [Infinity] },
      { tolerance: 0 },
      { maxIterations: 0 },
      { labels: [] },
      { products: short },
    ]) {
      expect(() => fit({ ...data, ...change })).toThrow(SampleMismatchError);
    }
    data.latents[5] = NaN;
    expect(() => fit(data)).toThrow(NotFiniteError);
  });
});
