import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { incompleteBeta, logGamma, studentTailProbability, studentTwoSidedQuantile } from './student-t.ts';

describe("Student's t", () => {
  it.each([
    // Tables of the two-sided 5 %: 12.706, 4.303, 3.182, 2.776, 2.262, 2.228, 2.042; digits by scipy.stats.t.ppf(0.975, n).
    [1, 12.706204736174694],
    [2, 4.302652729749462],
    [3, 3.1824463052837078],
    [4, 2.7764451051977934],
    [9, 2.262157162798205],
    [10, 2.228138851986274],
    [30, 2.0422724563012378],
    [1000, 1.9623390808264083],
  ])('of %i degrees of freedom leaves 5 %% beyond %d', (freedom, t) => {
    expect(studentTwoSidedQuantile(0.05, freedom) / t).toBeCloseTo(1, 12);
  });

  it('leaves 1 % beyond what tables say, and half beyond the quartile of a Cauchy distribution', () => {
    expect(studentTwoSidedQuantile(0.01, 5)).toBeCloseTo(4.0321, 4);
    expect(studentTwoSidedQuantile(0.5, 1)).toBeCloseTo(1, 13);
  });

  it('has the tails that are known in closed form', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e4, noNaN: true }), (t) => {
        // One degree of freedom is Cauchy's: 1 - 2 atan(t)/π. Two: 1 - t/√(2 + t²).
        expect(studentTailProbability(t, 1)).toBeCloseTo(1 - (2 * Math.atan(t)) / Math.PI, 12);
        expect(studentTailProbability(t, 2)).toBeCloseTo(1 - t / Math.sqrt(2 + t * t), 12);
      }),
    );
  });

  it('inverts its tails', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }),
        fc.integer({ min: 1, max: 500 }),
        (p, freedom) => {
          expect(studentTailProbability(studentTwoSidedQuantile(p, freedom), freedom) / p).toBeCloseTo(1, 9);
        },
      ),
    );
  });
});

describe('the functions below it', () => {
  it('are known for integers', () => {
    // ln 9! = 12.801827480081469; Γ(1/2) = √π. I_x(2, 3) = 6x² - 8x³ + 3x⁴.
    expect(logGamma(10)).toBeCloseTo(12.801827480081469, 12);
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 13);
    for (const x of [0, 0.1, 0.5, 0.9, 1]) {
      expect(incompleteBeta(x, 2, 3)).toBeCloseTo(6 * x ** 2 - 8 * x ** 3 + 3 * x ** 4, 13);
    }
  });
});
