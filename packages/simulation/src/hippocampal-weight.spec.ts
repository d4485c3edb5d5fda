import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolveConfig } from './config/resolve-config.ts';
import { remMixtureAt } from './hippocampal-weight.ts';

const mixtureOf = (rem: object) => resolveConfig({ replay: { rem } }).replay.rem;
const sharesAt = (rem: object, ach: number): number[] => {
  const { recent, previous, noise } = remMixtureAt(mixtureOf(rem), ach);
  return [recent, previous, noise].map((value) => Number(value.toFixed(10)));
};

describe('the weight of the hippocampus in REM', () => {
  it('stays where it does not fall with acetylcholine', () => {
    const mixture = mixtureOf({});
    expect(remMixtureAt(mixture, 1)).toBe(mixture);
  });

  it('falls with acetylcholine, and gives to noise what memories lose', () => {
    // λ0 = 0.5, s = 0.8: λ = 0.5 (1 - 0.8 · 0.5) = 0.3 at ACh 1/2, 0.1 at 1.
    const hippocampalWeight = { fallsWithAch: 0.8, floor: 0.05 };
    expect(sharesAt({ hippocampalWeight }, 0)).toEqual([0.25, 0.25, 0.5]);
    expect(sharesAt({ hippocampalWeight }, 0.5)).toEqual([0.15, 0.15, 0.7]);
    expect(sharesAt({ hippocampalWeight }, 1)).toEqual([0.05, 0.05, 0.9]);
  });

  it('never falls below its floor, nor rises to it', () => {
    expect(sharesAt({ hippocampalWeight: { fallsWithAch: 1, floor: 0.2 } }, 1)).toEqual([0.1, 0.1, 0.8]);
    expect(
      sharesAt({ recent: 0.1, previous: 0, noise: 0.9, hippocampalWeight: { fallsWithAch: 1, floor: 0.5 } }, 1),
    ).toEqual([0.1, 0, 0.9]);
    // A dream of noise alone has no weight to lose.
    expect(sharesAt({ recent: 0, previous: 0, noise: 1, hippocampalWeight: { fallsWithAch: 1 } }, 1)).toEqual([
      0, 0, 1,
    ]);
    expect(() => mixtureOf({ hippocampalWeight: { floor: 0 } })).toThrow(/replay.rem.hippocampalWeight.floor/);
  });

  it('keeps the sum of all shares, whatever the level', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(share, share, share, share, share, (recent, previous, noise, fallsWithAch, ach) => {
        const mixed = remMixtureAt(mixtureOf({ recent, previous, noise, hippocampalWeight: { fallsWithAch } }), ach);
        expect(mixed.recent + mixed.previous + mixed.noise).toBeCloseTo(recent + previous + noise, 10);
        expect(mixed.recent + mixed.previous).toBeGreaterThanOrEqual(Math.min(0.1, recent + previous) - 1e-12);
      }),
    );
  });
});
