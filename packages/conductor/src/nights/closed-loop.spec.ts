import { createRandomStreams } from '@oneiros/random';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawRuns, runsOfMarbles } from '../test-kit/draw-runs.ts';
import { answerEntries, lightSleepOf, type ClosedLoop } from './closed-loop.ts';
import { secondsOf } from './runs.ts';

const random = () => createRandomStreams(1).stream('loop');
const loop: ClosedLoop = {
  stage: 'REM',
  toleratedSeconds: { least: 60, most: 60 },
  answer: [
    { stage: 'WAKE', seconds: 60 },
    { stage: 'N1', seconds: 60 },
  ],
  between: 'N2',
  attemptSeconds: 180,
  owedSeconds: 0,
  baselineSeconds: 1e9,
  epochSeconds: 60,
};

const answer = (marbles: string, changes: Partial<ClosedLoop> = {}) => {
  const { runs, answeredAt } = answerEntries(runsOfMarbles(marbles, 1), { ...loop, ...changes }, random());
  return { drawn: drawRuns(runs, 1), at: answeredAt.map((seconds) => seconds / 60) };
};

describe('answerEntries', () => {
  it('answers every entry after what is tolerated, and every attempt that follows', () => {
    expect(answer('22RRRRRRRRRR22')).toEqual({ drawn: '22Rw1222Rw1222', at: [3, 9] });
    expect(answer('22RR22R22')).toEqual({ drawn: '22Rw22R22', at: [3] });
  });

  it('lets attempts come the sooner the more is owed, and the more is lost tonight', () => {
    // Owed twice the baseline: after 180 / 3 s.
    expect(answer('RRRRRRRRRR', { owedSeconds: 2e9 })).toEqual({ drawn: 'Rw12Rw12Rw', at: [1, 5, 9] });
    // A baseline of 5 min: pressure 0, then 1 (5 min lost): after 180, then 90 s, rounded to 2 epochs.
    expect(answer('RRRRRRRRRRRRRRR', { baselineSeconds: 300 }).at).toEqual([1, 7, 12]);
  });

  it('draws what is tolerated in whole epochs, at least one', () => {
    const tolerated = { toleratedSeconds: { least: 30, most: 60 }, epochSeconds: 4 };
    const { answeredAt } = answerEntries(runsOfMarbles('R'.repeat(300), 1), { ...loop, ...tolerated }, random());
    // The first after 32 to 60 s.
    expect(answeredAt[0]! % 4).toBe(0);
    expect(answeredAt[0]).toBeGreaterThanOrEqual(32);
    expect(answeredAt[0]).toBeLessThanOrEqual(60);
    expect(answer('RRR', { toleratedSeconds: { least: 1, most: 2 } }).at[0]).toBe(1);
  });

  it('keeps the length', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[w123R]{1,60}$/), fc.nat(1e9), (marbles, owedSeconds) => {
        const runs = runsOfMarbles(marbles, 1);
        const answered = answerEntries(runs, { ...loop, owedSeconds }, random());
        expect(secondsOf(answered.runs)).toBe(secondsOf(runs));
        expect(secondsOf(answered.runs, 'REM')).toBeLessThanOrEqual(secondsOf(runs, 'REM'));
      }),
    );
  });

  it('knows how sleep is divided', () => {
    expect(lightSleepOf(runsOfMarbles('w12R', 1))).toEqual({ light: 'N1', usual: 'N2' });
    expect(lightSleepOf(runsOfMarbles('wnR', 1))).toEqual({ light: 'NREM', usual: 'NREM' });
  });
});
