import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RunStage, StageRun } from '../stages.ts';
import { architectureNight, architectureProblems, type Architecture } from './architecture.ts';
import { nightPresets, type ArchitecturePreset } from './presets.ts';
import { presetNight } from './preset-night.ts';
import { secondsOf, sleepPeriod } from './runs.ts';

/** REM periods begin at least so long after the end of the one before. */
const PERIOD_GAP_MINUTES = 15;

function statisticsOf(runs: readonly StageRun[]) {
  const minutesOf = (...stages: RunStage[]): number => secondsOf(runs, ...stages) / 60;
  const period = sleepPeriod(runs)!;
  const sleep = minutesOf('N1', 'N2', 'N3', 'REM');
  const onsets: number[] = [];
  let now = 0;
  let remEnd = Number.NEGATIVE_INFINITY;
  for (const { stage, seconds } of runs) {
    if (stage === 'REM') {
      if (now - remEnd > PERIOD_GAP_MINUTES) onsets.push(now);
      remEnd = now + seconds / 60;
    }
    now += seconds / 60;
  }
  const percentOf = (stage: RunStage): number => (100 * minutesOf(stage)) / sleep;
  return {
    bed: now,
    sleep,
    onset: period.from / 60,
    wake: (period.to - period.from) / 60 - sleep,
    n1: percentOf('N1'),
    n2: percentOf('N2'),
    n3: percentOf('N3'),
    rem: percentOf('REM'),
    remLatency: onsets[0]! - period.from / 60,
    periods: onsets.length,
    cycles: onsets.slice(1).map((onset, i) => onset - onsets[i]!),
  };
}

// Table of section D of the research: TIB, TST, SOL, WASO (min), N1, N2, N3, REM (% of TST), REM latency (min), REM periods, cycles (min).
const table = {
  adult: [493, 452, 15, 21, 5.4, 50.7, 20, 23.9, 89, 5, [79.5, 84.5, 90, 97.5]],
  recovery: [559, 539, 5, 10, 2.2, 45.7, 31, 21.1, 94.5, 6, [78, 82, 83, 90, 93]],
  'rem-deprivation': [464.5, 394.5, 15, 50, 7.6, 66.4, 23.4, 2.5, 95, 5, [86, 87.5, 86, 87.5]],
  'rem-rebound': [504, 472, 12, 15, 4.2, 46, 18, 31.8, 63.5, 5, [88, 93.5, 98.5, 103.5]],
  'sws-suppression': [488, 444, 15, 24, 9.8, 66.3, 0.9, 23, 83.5, 5, [80.5, 84.5, 92, 97]],
  ssri: [490, 421, 22, 42, 8.6, 62.5, 17, 12, 181, 4, [85.5, 89, 91]],
  'cholinesterase-inhibitor': [491, 444, 18, 24, 6, 48, 17, 29.1, 62.5, 5, [85.5, 87, 95.5, 101]],
  prazosin: [442.5, 377.5, 20, 40, 6.4, 43, 14.8, 35.8, 80.5, 4, [88.5, 97, 105]],
  'clonidine-high': [496, 459, 12, 20, 2.7, 64.3, 19, 14.1, 183.5, 4, [86.5, 89.5, 98.5]],
  narcolepsy: [495, 406, 4, 80, 16, 44.6, 17.2, 22.2, 0, 6, [96, 89.5, 91, 94, 95]],
  schizophrenia: [491, 371, 45, 70, 8.9, 60.1, 12, 19, 73.5, 4, [114, 110, 120.5]],
  elderly: [476, 369, 25, 77, 9.5, 62.5, 8.9, 19.1, 94.5, 4, [106, 107, 115.5]],
  fragmented: [487.5, 357.5, 20, 105, 18.2, 58.3, 8.8, 14.7, 121.5, 4, [104.5, 105.5, 113]],
} as const;

/** An epoch. */
const MINUTES = 0.5;
/** Half of the last digit and an epoch of a night's sleep. */
const PERCENT = 0.2;
/** An awakening more or less in a cycle: they last up to 7 minutes (schizophrenia), and where they fall is ours. */
const CYCLE_MINUTES = 8;

describe('presets of an architecture', () => {
  it.each(Object.entries(table))('%s has the statistics of the table', (name, row) => {
    const [bed, sleep, onset, wake, n1, n2, n3, rem, remLatency, periods, cycles] = row;
    const found = statisticsOf(presetNight(name).runs);
    for (const [key, expected] of Object.entries({ bed, sleep, onset, wake, remLatency }))
      expect(Math.abs(found[key as 'bed'] - expected), key).toBeLessThanOrEqual(MINUTES);
    for (const [key, expected] of Object.entries({ n1, n2, n3, rem }))
      expect(Math.abs(found[key as 'n1'] - expected), key).toBeLessThanOrEqual(PERCENT);
    expect(found.periods).toBe(periods);
    found.cycles.forEach((length, k) => expect(Math.abs(length - cycles[k]!)).toBeLessThanOrEqual(CYCLE_MINUTES));
  });

  it('has one row for every preset but the low dose of clonidine, of which only the direction is known', () => {
    const named = Object.entries(nightPresets).filter(([, { kind }]) => kind === 'architecture');
    expect(named.map(([name]) => name).filter((name) => !(name in table))).toEqual(['clonidine-low']);
    const [low, baseline] = ['clonidine-low', 'adult'].map((name) => statisticsOf(presetNight(name).runs));
    expect(low!.rem).toBeGreaterThan(baseline!.rem);
  });

  it('puts N3 early and lets REM grow towards the morning', () => {
    const { runs } = presetNight('adult');
    const lengths = (stage: RunStage): number[] =>
      runs.filter((run) => run.stage === stage).map(({ seconds }) => seconds);
    expect(lengths('REM')).toEqual(lengths('REM').toSorted((a, b) => a - b));
    expect(lengths('N3')).toEqual(lengths('N3').toSorted((a, b) => b - a));
  });
});

describe('architectureNight', () => {
  const adult = (nightPresets.adult as ArchitecturePreset).architecture;

  it('keeps the totals of any architecture that fits', () => {
    const architecture = fc.record({
      ...Object.fromEntries(Object.keys(adult).map((field) => [field, fc.constant(adult[field as 'cycles'])])),
      sleepMinutes: fc.integer({ min: 60, max: 700 }),
      wakeMinutes: fc.integer({ min: 1, max: 120 }),
      awakenings: fc.integer({ min: 1, max: 60 }),
      n1Percent: fc.integer({ min: 0, max: 30 }),
      n3Percent: fc.integer({ min: 0, max: 35 }),
      remPercent: fc.integer({ min: 0, max: 40 }),
      remLatencyMinutes: fc.integer({ min: 0, max: 300 }),
      cycles: fc.integer({ min: 1, max: 8 }),
      onsetRemMinutes: fc.constantFrom(0, 0, 8),
    }) as unknown as fc.Arbitrary<Architecture>;
    fc.assert(
      fc.property(architecture, (night) => {
        fc.pre(architectureProblems(night).length === 0);
        const runs = architectureNight(night);
        expect(secondsOf(runs, 'N1', 'N2', 'N3', 'REM')).toBe(night.sleepMinutes * 60);
        expect(secondsOf(runs, 'WAKE')).toBe(
          (night.sleepOnsetMinutes + night.wakeMinutes + night.finalWakeMinutes) * 60,
        );
        // Half an epoch is 15 s, and reached; in whole numbers the share is exact.
        const secondsAt = (percent: number): number => (60 * night.sleepMinutes * percent) / 100;
        expect(Math.abs(secondsOf(runs, 'REM') - secondsAt(night.remPercent))).toBeLessThanOrEqual(15);
        expect(secondsOf(runs, 'N3')).toBeLessThanOrEqual(secondsAt(night.n3Percent) + 15);
        for (const { seconds } of runs) expect(seconds % 30).toBe(0);
      }),
    );
  });

  it.each([
    [{ n1Percent: 60, n3Percent: 30 }, 'remPercent', 'within 100 %'],
    [{ onsetRemMinutes: 200 }, 'onsetRemMinutes', 'of REM'],
    [{ awakenings: 0 }, 'awakenings', '21 minutes of wake'],
    [{ remLatencyMinutes: 400 }, 'remLatencyMinutes', 'the NREM there is'],
  ] as const)('cannot be %j', (changes, field, message) => {
    expect(architectureProblems({ ...adult, ...changes })).toEqual([
      { field, message: expect.stringContaining(message) as string },
    ]);
  });
});
