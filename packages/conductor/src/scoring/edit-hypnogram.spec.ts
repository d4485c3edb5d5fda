import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Hypnogram, RunStage } from '../stages.ts';
import { epochsOf, rescore } from './epochs-of.ts';
import { resolveUnscored, unscoredRules } from './resolve-unscored.ts';
import { sleepStatistics } from './sleep-statistics.ts';
import { arbitraryHypnogram } from './test-support/arbitrary-hypnogram.ts';
import { trimWake } from './trim-wake.ts';

const of = (...runs: readonly (readonly [RunStage, number])[]): Hypnogram => ({
  runs: runs.map(([stage, seconds]) => ({ stage, seconds })),
  epochSeconds: 30,
  start: '2020-01-31T23:00:00',
  source: 'test',
});
const spell = ({ runs }: Hypnogram): string => runs.map(({ stage, seconds }) => `${stage} ${seconds}`).join(', ');

describe('trimWake', () => {
  it('keeps half an hour before the first sleep and after the last, and moves the start', () => {
    const day = of(['WAKE', 7200], ['N2', 600], ['WAKE', 3000], ['REM', 60], ['UNS', 900], ['WAKE', 3600]);
    const trimmed = trimWake(day);
    expect(spell(trimmed)).toBe('WAKE 1800, N2 600, WAKE 3000, REM 60, UNS 900, WAKE 900');
    expect(trimmed.start).toBe('2020-02-01T00:30:00');
    expect(spell(trimWake(day, { keepMinutes: 0 }))).toBe('N2 600, WAKE 3000, REM 60');
  });

  it('leaves what has no sleep, or little wake, as it is', () => {
    expect(trimWake(of(['WAKE', 7200]))).toEqual(of(['WAKE', 7200]));
    expect(trimWake(of(['WAKE', 60], ['N1', 30]))).toEqual(of(['WAKE', 60], ['N1', 30]));
  });

  it('changes nothing about sleep', () => {
    fc.assert(
      fc.property(arbitraryHypnogram, fc.nat(60), (hypnogram, keepMinutes) => {
        const [before, after] = [hypnogram, trimWake(hypnogram, { keepMinutes })].map(sleepStatistics);
        for (const name of ['TST', 'SPT', 'WASO', 'N2', 'REM', 'Lat_REM_sleep_onset'] as const) {
          expect(after![name] ?? -1).toBeCloseTo(before![name] ?? -1, 6);
        }
      }),
    );
  });
});

describe('resolveUnscored', () => {
  const night = of(['UNS', 30], ['N2', 60], ['ART', 30], ['N2', 30], ['REM', 30], ['UNS', 60]);
  it.each([
    ['hold', 'N2 150, REM 90'],
    ['wake', 'WAKE 30, N2 60, WAKE 30, N2 30, REM 30, WAKE 60'],
    ['pause', 'N2 90, REM 30'],
  ] as const)('by %s', (rule, expected) => expect(spell(resolveUnscored(night, rule))).toBe(expected));

  it('leaves nothing unscored', () => {
    fc.assert(
      fc.property(arbitraryHypnogram, fc.constantFrom(...unscoredRules), (hypnogram, rule) => {
        const { runs } = resolveUnscored(hypnogram, rule);
        expect(runs.every(({ stage }) => stage !== 'ART' && stage !== 'UNS')).toBe(true);
      }),
    );
  });
});

describe('rescore', () => {
  it('gives an epoch the stage that takes most of it, of equals the earlier', () => {
    const night = of(['WAKE', 40], ['N1', 15], ['N2', 35]);
    // 0-30 WAKE; 30-60: 10 s WAKE, 15 s N1, 5 s N2; 60-90 N2
    expect([...epochsOf(night)]).toEqual(['WAKE', 'N1', 'N2']);
    expect([...epochsOf(of(['WAKE', 15], ['N1', 15]))]).toEqual(['WAKE']);
    expect(spell(rescore(night, 10))).toBe('WAKE 40, N1 20, N2 30'); // 50-60: 5 s N1, 5 s N2: the earlier
  });

  it('changes nothing in its own epochs', () => {
    fc.assert(
      fc.property(arbitraryHypnogram, (hypnogram) => {
        expect(rescore(hypnogram, hypnogram.epochSeconds)).toEqual(hypnogram);
      }),
    );
  });
});
