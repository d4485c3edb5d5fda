import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Hypnogram, RunStage } from '../stages.ts';
import { remPeriods } from './rem-periods.ts';
import { sleepStatistics } from './sleep-statistics.ts';
import { arbitraryHypnogram } from './test-support/arbitrary-hypnogram.ts';
import { transitionCounts } from './transition-counts.ts';

const hypnogramOf = (runs: readonly (readonly [RunStage, number])[], epochSeconds = 30): Hypnogram => ({
  runs: runs.map(([stage, minutes]) => ({ stage, seconds: minutes * 60 })),
  epochSeconds,
  source: 'test',
});

describe('sleepStatistics', () => {
  it('counts as YASA does', () => {
    const night = hypnogramOf([
      ['WAKE', 10],
      ['N1', 2],
      ['WAKE', 3],
      ['N2', 20],
      ['N3', 15],
      ['UNS', 5],
      ['REM', 10],
      ['WAKE', 5],
    ]);
    expect(sleepStatistics(night)).toEqual({
      TIB: 70,
      SPT: 55, // from 10 to 65 min
      WASO: 3,
      TST: 47, // 2 + 20 + 15 + 10
      SE: expect.closeTo((100 * 47) / 70),
      SME: expect.closeTo((100 * 47) / 55),
      SFI: expect.closeTo((2 / 47) * 60), // two transitions into wake
      SOL: 10,
      SOL_5min: 15, // the 2 min of N1 are too short
      Lat_REM: 55,
      Lat_REM_sleep_onset: 45,
      UNS: 5,
      WAKE: 18,
      N1: 2,
      N2: 20,
      N3: 15,
      REM: 10,
      '%N1': expect.closeTo(200 / 47),
      '%N2': expect.closeTo(2000 / 47),
      '%N3': expect.closeTo(1500 / 47),
      '%REM': expect.closeTo(1000 / 47),
    });
  });

  it('has null for what a night does not have', () => {
    expect(sleepStatistics(hypnogramOf([['WAKE', 10]]))).toMatchObject({
      SPT: 0,
      WASO: null,
      TST: 0,
      SE: 0,
      SME: null,
      SFI: null,
      SOL: null,
      SOL_5min: null,
      Lat_REM: null,
      Lat_REM_sleep_onset: null,
      '%REM': null,
    });
  });

  it('rounds five minutes of sleep up to whole epochs', () => {
    // Of 2 min epochs three make 6 min: 5 min and a half do not count, 6 do.
    const runs = [
      ['WAKE', 2],
      ['N2', 4],
      ['WAKE', 2],
      ['N2', 6],
    ] as const;
    expect(sleepStatistics(hypnogramOf(runs, 120)).SOL_5min).toBe(8);
  });

  it('adds up, whatever the night', () => {
    fc.assert(
      fc.property(arbitraryHypnogram, (hypnogram) => {
        const s = sleepStatistics(hypnogram);
        const all = [s.WAKE, s.N1, s.N2, s.N3, s.NREM, s.REM, s.ART, s.UNS].map((minutes) => minutes ?? 0);
        expect(all.reduce((sum, minutes) => sum + minutes, 0)).toBeCloseTo(s.TIB, 6);
        expect(s.TST).toBeLessThanOrEqual(s.SPT + 1e-9);
        const shares = [s['%N1'], s['%N2'], s['%N3'], s['%NREM'], s['%REM']].map((share) => share ?? 0);
        if (s.TST > 0) expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(100, 6);
      }),
    );
  });
});

describe('transitionCounts', () => {
  it('counts from epoch to epoch, in the order of YASA', () => {
    const counts = transitionCounts(
      hypnogramOf([
        ['WAKE', 1.5],
        ['N2', 1],
        ['UNS', 0.5],
        ['N2', 0.5],
      ]),
    );
    expect(Object.keys(counts)).toEqual(['UNS', 'WAKE', 'N2']);
    expect(counts).toEqual({
      UNS: { UNS: 0, WAKE: 0, N2: 1 },
      WAKE: { UNS: 0, WAKE: 2, N2: 1 },
      N2: { UNS: 1, WAKE: 0, N2: 1 },
    });
  });

  it('has one transition fewer than epochs, also in other epochs', () => {
    fc.assert(
      fc.property(arbitraryHypnogram, fc.constantFrom(undefined, 7, 30), (hypnogram, epochSeconds) => {
        const rows = Object.values(transitionCounts(hypnogram, epochSeconds));
        const count = rows.flatMap((row) => Object.values(row)).reduce((sum, n) => sum + n, 0);
        const total = hypnogram.runs.reduce((sum, { seconds }) => sum + seconds, 0);
        expect(count).toBe(Math.ceil(total / (epochSeconds ?? hypnogram.epochSeconds) - 1e-9) - 1);
      }),
    );
  });
});

describe('remPeriods', () => {
  it('ends where REM is away for 15 minutes', () => {
    const night = hypnogramOf([
      ['REM', 5],
      ['N2', 14.5],
      ['REM', 1],
      ['WAKE', 15],
      ['REM', 2],
    ]);
    expect(remPeriods(night)).toEqual([
      { fromSeconds: 0, toSeconds: 1230 }, // 20.5 min
      { fromSeconds: 2130, toSeconds: 2250 },
    ]);
    expect(remPeriods(night, { gapMinutes: 20 })).toHaveLength(1);
    expect(remPeriods(night, { gapMinutes: 0 })).toHaveLength(3);
  });
});
