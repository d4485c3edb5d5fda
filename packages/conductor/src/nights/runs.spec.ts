import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sleepStages, type StageRun } from '../stages.ts';
import { editRuns, mergeRuns, secondsOf, sleepPeriod, sliceRuns } from './runs.ts';
import { drawRuns, runsOfMarbles } from '../test-kit/draw-runs.ts';

const runs = fc.array(
  fc.record({ stage: fc.constantFrom(...sleepStages), seconds: fc.integer({ min: 1, max: 40 }).map((n) => n * 30) }),
  { minLength: 1, maxLength: 30 },
) as fc.Arbitrary<StageRun[]>;

describe('runs', () => {
  it('are joined where the stage stays, and keep their time', () => {
    fc.assert(
      fc.property(runs, (list) => {
        const merged = mergeRuns(list);
        expect(secondsOf(merged)).toBe(secondsOf(list));
        merged.slice(1).forEach((run, i) => expect(run.stage).not.toBe(merged[i]!.stage));
      }),
    );
  });

  it('can be cut and put together again', () => {
    fc.assert(
      fc.property(runs, fc.nat(2000), (list, cut) => {
        const end = secondsOf(list);
        const pieces = [...sliceRuns(list, 0, cut), ...sliceRuns(list, cut, end)];
        expect(mergeRuns(pieces)).toEqual(mergeRuns(list));
      }),
    );
  });

  it('are edited inside a window only', () => {
    const night = runsOfMarbles('ww22RR22', 1);
    const edited = editRuns(night, { from: 180, to: 300 }, (slice) => {
      expect(drawRuns(slice, 1)).toBe('2R');
      return [{ stage: 'N1', seconds: 120 }];
    });
    expect(drawRuns(edited, 1)).toBe('ww211R22');
  });

  it('tell from when to when somebody sleeps', () => {
    expect(sleepPeriod(runsOfMarbles('ww12w2Rw', 1))).toEqual({ from: 120, to: 420 });
    expect(sleepPeriod(runsOfMarbles('www', 1))).toBeNull();
  });
});
