import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apportion, apportionCapped } from './apportion.ts';

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const weights = fc.array(fc.double({ min: 0, max: 10, noNaN: true }), { minLength: 1, maxLength: 12 });

describe('apportion', () => {
  it('gives what is left over to the largest remainders', () => {
    // 7 units by 1 : 2 : 3 are 1.17, 2.33, 3.5: the third has the largest remainder.
    expect(apportion(7, [1, 2, 3])).toEqual([1, 2, 4]);
    expect(apportion(5, [0, 0])).toEqual([3, 2]);
    expect(apportion(5, [])).toEqual([]);
  });

  it('loses no unit and strays less than one from the exact share', () => {
    fc.assert(
      fc.property(fc.nat(5000), weights, (units, parts) => {
        const shares = apportion(units, parts);
        expect(sum(shares)).toBe(units);
        const total = sum(parts);
        if (total > 1e-6)
          shares.forEach((share, i) => expect(Math.abs(share - (units * parts[i]!) / total)).toBeLessThan(1 + 1e-6));
      }),
    );
  });
});

describe('apportionCapped', () => {
  it('hands what a cap refuses to the others', () => {
    // 10 by 3 : 1 are 7.5 and 2.5; the first takes 4, the second 6.
    expect(apportionCapped(10, [3, 1], [4, 9])).toEqual([4, 6]);
  });

  it('fills as much as the caps hold and never more', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.array(fc.tuple(fc.nat(9), fc.nat(100)), { minLength: 1 }), (units, parts) => {
        const caps = parts.map(([, cap]) => cap);
        const shares = apportionCapped(
          units,
          parts.map(([weight]) => weight),
          caps,
        );
        shares.forEach((share, i) => expect(share).toBeLessThanOrEqual(caps[i]!));
        expect(sum(shares)).toBe(Math.min(units, sum(caps)));
      }),
    );
  });
});
