import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Hypnogram, RunStage } from '../stages.ts';
import { compareHypnograms } from './compare-hypnograms.ts';
import { arbitraryHypnogram } from './test-support/arbitrary-hypnogram.ts';

const of = (...runs: readonly (readonly [RunStage, number])[]): Hypnogram => ({
  runs: runs.map(([stage, seconds]) => ({ stage, seconds })),
  epochSeconds: 10,
  source: 'test',
});

describe('compareHypnograms', () => {
  it('gives kappa, agreement and confusion by time', () => {
    const a = of(['WAKE', 50], ['REM', 50]);
    const b = of(['WAKE', 70], ['REM', 30]);
    const { kappa, agreement, confusion, comparedSeconds, remLatency } = compareHypnograms(a, b);
    expect(agreement).toBeCloseTo(0.8); // 50 + 30 of 100 s
    expect(kappa).toBeCloseTo(0.6); // chance: 0.5 · 0.7 + 0.5 · 0.3 = 0.5, and (0.8 - 0.5) / (1 - 0.5)
    expect(confusion).toEqual({ WAKE: { WAKE: 50, REM: 0 }, REM: { WAKE: 20, REM: 30 } });
    expect(comparedSeconds).toBe(100);
    expect(remLatency).toEqual([
      { fromStart: 50 / 60, fromSleepOnset: 0 },
      { fromStart: 70 / 60, fromSleepOnset: 0 },
    ]);
  });

  it('leaves out what either does not score, and what is longer', () => {
    const { agreement, comparedSeconds, excludedSeconds } = compareHypnograms(
      of(['WAKE', 20], ['UNS', 30], ['N2', 100]),
      of(['ART', 10], ['WAKE', 10], ['N2', 80]),
    );
    expect({ agreement, comparedSeconds, excludedSeconds }).toEqual({
      agreement: 1,
      comparedSeconds: 60,
      excludedSeconds: 40,
    });
  });

  it('takes N1 to N3 as NREM where the other does not divide it', () => {
    expect(compareHypnograms(of(['N1', 10], ['N3', 20], ['REM', 5]), of(['NREM', 30], ['REM', 5])).kappa).toBe(1);
  });

  it('has no kappa where chance alone agrees', () => {
    expect(compareHypnograms(of(['WAKE', 10]), of(['WAKE', 10]))).toMatchObject({ kappa: null, agreement: 1 });
    expect(compareHypnograms(of(['UNS', 10]), of(['WAKE', 10]))).toMatchObject({ kappa: null, agreement: null });
  });

  it('is symmetric, and 1 for a night with itself', () => {
    fc.assert(
      fc.property(arbitraryHypnogram, arbitraryHypnogram, (a, b) => {
        const [forth, back] = [compareHypnograms(a, b), compareHypnograms(b, a)];
        expect(forth.kappa ?? 2).toBeCloseTo(back.kappa ?? 2, 9);
        expect(compareHypnograms(a, a).kappa ?? 1).toBeCloseTo(1, 9);
      }),
    );
  });
});
