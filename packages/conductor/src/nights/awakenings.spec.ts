import { createRandomStreams } from '@oneiros/random';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawRuns, runsOfMarbles } from '../test-kit/draw-runs.ts';
import { arouse, wakeFromNrem } from './awakenings.ts';
import { presetNight } from './preset-night.ts';
import { secondsOf } from './runs.ts';

const options = { awakeSeconds: 60, epochSeconds: 60 };
const wake = (marbles: string, minutes: number[]) => {
  const { runs, at } = wakeFromNrem(
    runsOfMarbles(marbles, 1),
    minutes.map((minute) => minute * 60),
    options,
  );
  return { drawn: drawRuns(runs, 1), at: at.map((seconds) => seconds / 60) };
};

describe('wakeFromNrem', () => {
  it('wakes at the moment where that is NREM, and falls asleep through N1', () => {
    expect(wake('w22222RR', [3])).toEqual({ drawn: 'w22w12RR', at: [3] });
  });

  it('moves out of REM to the nearest NREM with room', () => {
    expect(wake('22222RRRRRR2222', [6])).toEqual({ drawn: '222w1RRRRRR2222', at: [3] });
    expect(wake('22222RRRRRR2222', [10])).toEqual({ drawn: '22222RRRRRR2w12', at: [12] });
    expect(wake('nnnnRR', [5])).toEqual({ drawn: 'nnwnRR', at: [2] });
  });

  it('leaves out what finds no room', () => {
    expect(wake('2RR2', [1])).toEqual({ drawn: '2RR2', at: [] });
    expect(wake('2222', [1, 1, 1]).at).toEqual([1]);
  });

  it('leaves REM and the length alone', () => {
    const moments = fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 8 });
    fc.assert(
      fc.property(fc.stringMatching(/^[w123R]{1,60}$/), moments, (marbles, minutes) => {
        const before = runsOfMarbles(marbles, 1);
        const { runs, at } = wakeFromNrem(
          before,
          minutes.map((minute) => minute * 60),
          options,
        );
        expect(secondsOf(runs)).toBe(secondsOf(before));
        expect(secondsOf(runs, 'REM')).toBe(secondsOf(before, 'REM'));
        expect(secondsOf(runs, 'WAKE')).toBe(secondsOf(before, 'WAKE') + 60 * at.length);
      }),
    );
  });
});

describe('arouse', () => {
  const { runs: night } = presetNight('adult');
  const stages = ['N2', 'REM'] as const;

  it('comes at the given rate, in the given stages', () => {
    const arousals = { perHour: 12, seconds: 30, stages, epochSeconds: 30 };
    const counts = Array.from({ length: 40 }, (_, seed) => {
      const { runs, at } = arouse(night, arousals, createRandomStreams(seed).stream('arousals'));
      expect(secondsOf(runs)).toBe(secondsOf(night));
      expect(secondsOf(runs, 'WAKE')).toBe(secondsOf(night, 'WAKE') + 30 * at.length);
      expect(secondsOf(runs, 'N3')).toBe(secondsOf(night, 'N3'));
      return at.length;
    });
    // 229 min of N2 and 108 of REM hold 674 epochs at 0.1, of which 30 s can follow each other: 67, and over 40 nights +- 1.2.
    expect(Math.abs(counts.reduce((a, b) => a + b, 0) / 40 - 67.4)).toBeLessThan(5);
  });

  it('lasts its time, in whole epochs', () => {
    const arousals = { perHour: 120, seconds: 100, stages, epochSeconds: 30 };
    const { runs, at } = arouse(runsOfMarbles('2'.repeat(60), 1), arousals, createRandomStreams(0).stream('arousals'));
    expect(at.length).toBeGreaterThan(10);
    at.slice(1).forEach((moment, i) => expect(moment - at[i]!).toBeGreaterThanOrEqual(90));
    for (const { stage, seconds } of runs.slice(0, -1)) if (stage === 'WAKE') expect(seconds % 90).toBe(0);
  });
});
