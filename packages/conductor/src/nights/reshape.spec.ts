import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sleepStages, type StageRun } from '../stages.ts';
import { drawRuns, runsOfMarbles } from '../test-kit/draw-runs.ts';
import { reshapeNight } from './reshape.ts';
import { mergeRuns, secondsOf } from './runs.ts';

const unchanged = { wakeOfSleep: 0, n1: 1, n3: 1, rem: 1, remLatency: 1 };
const reshape = (marbles: string, changes: Partial<typeof unchanged>, movesRemLatency = true): string => {
  const options = { epochSeconds: 60, movesRemLatency };
  return drawRuns(reshapeNight(runsOfMarbles(marbles, 1), { ...unchanged, ...changes }, options), 1);
};

const runs = fc.array(
  fc.record({
    stage: fc.constantFrom(...sleepStages, 'NREM' as const),
    seconds: fc.integer({ min: 1, max: 60 }).map((n) => n * 30),
  }),
  { minLength: 1, maxLength: 25 },
) as fc.Arbitrary<StageRun[]>;

const factor = fc.double({ min: 0, max: 3, noNaN: true });

describe('reshapeNight', () => {
  it('lengthens and shortens stages at the cost of N2', () => {
    // 4 of N3 become 2, 2 of REM 4: N2 stays at 10 in all, and REM begins as late as before, by 8 of N2.
    expect(reshape('2222223333RR2222', { n3: 0.5, rem: 2 })).toBe('2222222233RRRR22');
    expect(reshape('22w222RR22', { wakeOfSleep: 1 / 9 }, false)).toBe('22ww22RR22');
  });

  it('moves the first REM by moving N2 across it', () => {
    expect(reshape('122233RR122222', { remLatency: 0.5 })).toBe('133RR122222222');
    expect(reshape('122233RR122222', { remLatency: 1.5 })).toBe('122222233RR122');
  });

  it('leaves out REM that would come long before the latency, and makes up for its length later', () => {
    expect(reshape('2222RR2222RR2222', { remLatency: 2.5 })).toBe('2222222222RRRR22');
  });

  it('takes from undivided NREM where there is no N2, and nowhere where there is neither', () => {
    expect(reshape('nnnnRRnn', { rem: 1.5 }, false)).toBe('nnnRRRnn');
    expect(reshape('1133RR', { rem: 2 })).toBe('1133RR');
  });

  it('keeps the length, whole epochs and the order of stages', () => {
    const changes = fc.record({
      wakeOfSleep: fc.double({ min: -0.5, max: 0.5, noNaN: true }),
      ...{ n1: factor, n3: factor, rem: factor, remLatency: factor },
    });
    fc.assert(
      fc.property(runs, changes, fc.boolean(), (list, asked, movesRemLatency) => {
        const reshaped = reshapeNight(list, asked, { epochSeconds: 30, movesRemLatency });
        expect(secondsOf(reshaped)).toBe(secondsOf(list));
        for (const { seconds } of reshaped) expect(seconds % 30).toBe(0);
      }),
    );
  });

  it('keeps also the length of runs that are no whole epochs', () => {
    const list: StageRun[] = [
      { stage: 'N2', seconds: 1000.5 },
      { stage: 'REM', seconds: 500.25 },
      { stage: 'N2', seconds: 444 },
    ];
    const reshaped = reshapeNight(list, { ...unchanged, rem: 2 }, { epochSeconds: 30, movesRemLatency: true });
    expect(secondsOf(reshaped)).toBeCloseTo(1944.75, 9);
  });

  it('changes nothing where nothing is asked for', () => {
    fc.assert(
      fc.property(runs, fc.boolean(), (list, movesRemLatency) => {
        const same = reshapeNight(list, unchanged, { epochSeconds: 30, movesRemLatency });
        expect(mergeRuns(same)).toEqual(mergeRuns(list));
      }),
    );
  });
});
