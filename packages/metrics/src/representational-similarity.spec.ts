import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NotFiniteError, SampleMismatchError } from './errors.ts';
import { representationalSimilarity } from './representational-similarity.ts';
import { drawCloud, drawNormals, rotate } from './test-data/normals.ts';

describe('the similarity of representations', () => {
  it('is as by hand', () => {
    // Centred columns X = (-1, 0, 1), Y = (-1, 2, -1): X'Y = 0.
    const orthogonal = representationalSimilarity(Float64Array.of(0, 1, 2), Float64Array.of(0, 3, 0), {
      samples: 3,
      size: 1,
    });
    expect(orthogonal.cka).toBeCloseTo(0, 14);
    // X = (-1, 0, 1), Y = (-4, -1, 5)/3: (X'Y)² / (X'X Y'Y) = 9 / (2 * 42/9) = 27/28.
    const close = representationalSimilarity(Float64Array.of(0, 1, 2), Float64Array.of(0, 1, 3), {
      samples: 3,
      size: 1,
    });
    expect(close.cka).toBeCloseTo(27 / 28, 14);
  });

  it('is 1 for itself, and CKA for any rotation, scale and shift of it, with more and with fewer units than samples', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 12 }),
        fc.integer({ min: 2, max: 12 }),
        fc.nat(99),
        (samples, size, seed) => {
          const a = drawCloud(samples, size, seed);
          const same = representationalSimilarity(a, a, { samples, size });
          expect(same.cka).toBeCloseTo(1, 12);
          expect(same.meanPatternCorrelation).toBeCloseTo(1, 12);
          const moved = rotate(a, size, seed + 1).map((value) => 3 * value - 2);
          expect(representationalSimilarity(a, moved, { samples, size }).cka).toBeCloseTo(1, 12);
        },
      ),
    );
  });

  it.each([19, 20, 21])('does not depend on whether samples or units are fewer, with %i samples of 20', (samples) => {
    const size = 20;
    const [a, b] = [drawNormals(samples * size, 1), drawNormals(samples * size, 2)];
    const { cka } = representationalSimilarity(a, b, { samples, size });
    // Units without activity change nothing, but make units more than samples.
    const pad = (values: Float64Array) =>
      Float64Array.from({ length: samples * 40 }, (_, i) =>
        i % 40 < size ? values[Math.floor(i / 40) * size + (i % 40)]! : 0,
      );
    expect(representationalSimilarity(pad(a), pad(b), { samples, size: 40 }).cka).toBeCloseTo(cka!, 12);
    expect(representationalSimilarity(b, a, { samples, size }).cka).toBeCloseTo(cka!, 12);
  });

  it('correlates the patterns of each sample', () => {
    // (1, 2, 3) with (2, 4, 6): 1; (1, 2, 3) with (3, 2, 1): -1; (1, 1, 1) has none.
    const a = Float32Array.of(1, 2, 3, 1, 2, 3, 1, 1, 1);
    const b = Float32Array.of(2, 4, 6, 3, 2, 1, 1, 2, 3);
    expect(representationalSimilarity(a, b, { samples: 3, size: 3 }).meanPatternCorrelation).toBeCloseTo(0, 14);
    expect(representationalSimilarity(a.subarray(0, 6), a.subarray(3), { samples: 2, size: 3 })).toMatchObject({
      cka: null,
    });
  });

  it('is null where nothing varies, also where the mean of equal numbers is rounded', () => {
    const flat = new Float64Array(9).fill(0.1);
    expect(representationalSimilarity(flat, flat, { samples: 3, size: 3 })).toEqual({
      cka: null,
      meanPatternCorrelation: null,
    });
  });

  it('is refused for what does not fit', () => {
    const a = drawNormals(6);
    expect(() => representationalSimilarity(a, a, { samples: 2, size: 2 })).toThrow(SampleMismatchError);
    expect(() => representationalSimilarity(a, a, { samples: 1, size: 6 })).toThrow('from 2');
    expect(() =>
      representationalSimilarity(
        a,
        a.map(() => NaN),
        { samples: 2, size: 3 },
      ),
    ).toThrow(NotFiniteError);
  });
});
