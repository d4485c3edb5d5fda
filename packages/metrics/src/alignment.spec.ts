import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alignment } from './alignment.ts';
import { NotFiniteError, SampleMismatchError } from './errors.ts';
import { drawNormals } from './test-data/normals.ts';

describe('the alignment of two weight changes', () => {
  it('is as by hand', () => {
    // (3, 4) and (4, 3): 24/25, acos 0.96 = 16.2602 degrees.
    const result = alignment(Float64Array.of(3, 4), Float64Array.of(4, 3));
    expect(result).toMatchObject({ normA: 5, normB: 5, signAgreement: 1 });
    expect(result.cosine).toBeCloseTo(0.96, 14);
    expect(result.angleDegrees).toBeCloseTo(16.2602047, 6);
    expect(alignment(Float32Array.of(1, 0, 2), Float32Array.of(0, 5, 0))).toMatchObject({
      cosine: 0,
      angleDegrees: 90,
      signAgreement: null,
    });
    expect(alignment(Float32Array.of(1, -1, 2, 0), Float32Array.of(3, 1, 0, 1)).signAgreement).toBe(0.5);
  });

  it('is 0 degrees for a multiple and 180 for its opposite', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.double({ min: 1e-3, max: 1e3, noNaN: true }), (size, scale) => {
        const change = drawNormals(size);
        const parallel = alignment(
          change,
          change.map((value) => scale * value),
        );
        expect(parallel.angleDegrees).toBeLessThan(1e-12);
        expect(parallel.signAgreement).toBe(1);
        const opposite = alignment(
          change,
          change.map((value) => -scale * value),
        );
        expect(opposite.angleDegrees).toBeCloseTo(180, 12);
        expect(opposite.cosine).toBeCloseTo(-1, 14);
        expect(opposite.signAgreement).toBe(0);
      }),
    );
  });

  it('tells angles far too small for a cosine', () => {
    // 1e-9 radians; their cosine is 1 in float64.
    const { angleDegrees } = alignment(Float64Array.of(1, 0), Float64Array.of(1, 1e-9));
    expect(angleDegrees! / ((1e-9 * 180) / Math.PI)).toBeCloseTo(1, 6);
  });

  it('compares gradients of any size', () => {
    const tiny = alignment(Float64Array.of(3e-200, 4e-200), Float64Array.of(4e200, 3e200));
    expect(tiny.cosine).toBeCloseTo(0.96, 14);
    expect(tiny.normA / 5e-200).toBeCloseTo(1, 14);
  });

  it('has no angle where a change is zero', () => {
    expect(alignment(new Float32Array(3), Float32Array.of(1, 2, 2))).toEqual({
      cosine: null,
      angleDegrees: null,
      normA: 0,
      normB: 3,
      signAgreement: null,
    });
  });

  it('is refused for what is not the same weights, or not finite', () => {
    expect(() => alignment(new Float32Array(2), new Float32Array(3))).toThrow(SampleMismatchError);
    expect(() => alignment(new Float32Array(0), new Float32Array(0))).toThrow(SampleMismatchError);
    expect(() => alignment(Float32Array.of(1), Float32Array.of(NaN))).toThrow(NotFiniteError);
  });
});
