import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NotFiniteError, SampleMismatchError } from './errors.ts';
import { differenceToPublished, pairedDifference, smoothOverLast, summariseSeeds } from './seed-statistics.ts';

/** Without -0, which equals 0 but not for the test runner. */
const value = fc.double({ min: -100, max: 100, noNaN: true }).map((drawn) => drawn + 0);
const values = fc.array(value, { minLength: 2, maxLength: 12 });

describe('a summary over seeds', () => {
  it('is as by hand', () => {
    // 1, 2, 3, 4: variance 5/3, s.e.m. √(5/12), t of 3 degrees of freedom 3.18245.
    const { n, mean, sem, interval95 } = summariseSeeds([1, 2, 3, 4]);
    expect({ n, mean }).toEqual({ n: 4, mean: 2.5 });
    expect(sem).toBeCloseTo(Math.sqrt(5 / 12), 14);
    expect(interval95![0]).toBeCloseTo(2.5 - 3.1824463052837078 * Math.sqrt(5 / 12), 12);
    expect(interval95![1]).toBeCloseTo(2.5 + 3.1824463052837078 * Math.sqrt(5 / 12), 12);
  });

  it('has no error and no interval with one seed', () => {
    expect(summariseSeeds([7])).toEqual({ n: 1, mean: 7, sem: null, interval95: null });
  });

  it('moves and scales with its values', () => {
    fc.assert(
      fc.property(values, fc.double({ min: 0.1, max: 10, noNaN: true }), (each, scale) => {
        const plain = summariseSeeds(each);
        const moved = summariseSeeds(each.map((value) => scale * value + 5));
        expect(moved.mean).toBeCloseTo(scale * plain.mean + 5, 9);
        expect(moved.sem).toBeCloseTo(scale * plain.sem!, 9);
        expect(summariseSeeds(each.slice().reverse()).sem).toBeCloseTo(plain.sem!, 12);
      }),
    );
  });

  it('refuses nothing and what is no number', () => {
    expect(() => summariseSeeds([])).toThrow('at least one, got none');
    expect(() => summariseSeeds([1, NaN])).toThrow('seed 1');
  });
});

describe('a paired difference', () => {
  it('is as by hand', () => {
    // Differences 1, 2, 3: mean 2, s.e.m. 1/√3, t = 2√3; two degrees of freedom: p = 1 - t/√(2 + t²) = 1 - √(12/14).
    const { n, mean, sem, t, p } = pairedDifference([2, 4, 6], [1, 2, 3]);
    expect({ n, mean }).toEqual({ n: 3, mean: 2 });
    expect(sem).toBeCloseTo(1 / Math.sqrt(3), 14);
    expect(t).toBeCloseTo(2 * Math.sqrt(3), 13);
    expect(p).toBeCloseTo(1 - Math.sqrt(12 / 14), 13);
  });

  it('changes sign when the conditions are exchanged', () => {
    fc.assert(
      fc.property(values, (a) => {
        const b = a.map((value, i) => Math.sin(i) + value / 2);
        const [there, back] = [pairedDifference(a, b), pairedDifference(b, a)];
        expect(back.mean).toBeCloseTo(-there.mean, 14);
        expect(back.p).toBe(there.p);
      }),
    );
  });

  it('has no t with one seed or where all differences are the same', () => {
    expect(pairedDifference([3], [1])).toEqual({ n: 1, mean: 2, sem: null, interval95: null, t: null, p: null });
    expect(pairedDifference([3, 4], [1, 2])).toMatchObject({ mean: 2, sem: 0, t: null, p: null });
  });

  it('does not take the rounding of equal differences for a difference', () => {
    // 0.1 + 0.1 + 0.1 is not 0.3 in float64.
    expect(pairedDifference([0.1, 0.1, 0.1], [0, 0, 0])).toMatchObject({ mean: 0.1, sem: 0, t: null });
  });

  it('refuses values of different seeds', () => {
    expect(() => pairedDifference([1, 2], [1])).toThrow(SampleMismatchError);
    expect(() => pairedDifference([1], [Infinity])).toThrow(NotFiniteError);
  });
});

describe('the difference to a published mean', () => {
  it('is in standard errors of both', () => {
    // (58.25 - 53.25)/√(3² + 4²) = 1.
    const ours = { mean: 58.25, sem: 3, n: 4 };
    expect(differenceToPublished(ours, { mean: 53.25, sem: 4, n: 4 })).toBe(1);
    expect(differenceToPublished({ mean: 53.25, sem: 4, n: 4 }, ours)).toBe(-1);
  });

  it('is none where either has one seed, or neither varies', () => {
    const one = { mean: 50, sem: null, n: 1 };
    const four = { mean: 58.25, sem: 0.7, n: 4 };
    expect(differenceToPublished(one, four)).toBeNull();
    expect(differenceToPublished(four, one)).toBeNull();
    expect(differenceToPublished({ ...four, sem: 0 }, { ...four, sem: 0 })).toBeNull();
  });

  it('refuses a mean that hides its error', () => {
    const four = { mean: 58.25, sem: 0.7, n: 4 };
    expect(() => differenceToPublished({ ...four, sem: null }, four)).toThrow(SampleMismatchError);
    expect(() => differenceToPublished({ ...four, mean: NaN }, four)).toThrow(NotFiniteError);
    expect(() => differenceToPublished({ ...four, n: 0 }, four)).toThrow(SampleMismatchError);
  });
});

describe('smoothing', () => {
  it('takes the last values, fewer at the start, and shows their spread', () => {
    expect(smoothOverLast([1, 3, 2, 10], 3)).toEqual([
      { mean: 1, low: 1, high: 1 },
      { mean: 2, low: 1, high: 3 },
      { mean: 2, low: 1, high: 3 },
      { mean: 5, low: 2, high: 10 },
    ]);
    expect(smoothOverLast([], 3)).toEqual([]);
  });

  it('over one changes nothing', () => {
    fc.assert(
      fc.property(values, (each) => {
        expect(smoothOverLast(each, 1)).toEqual(each.map((value) => ({ mean: value, low: value, high: value })));
      }),
    );
  });

  it('refuses a window or a value that is none', () => {
    expect(() => smoothOverLast([1], 0)).toThrow(SampleMismatchError);
    expect(() => smoothOverLast([1, NaN], 2)).toThrow('value 1');
  });
});
