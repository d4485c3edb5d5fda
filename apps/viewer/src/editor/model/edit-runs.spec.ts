import { secondsOf, sliceRuns, type RunStage, type StageRun } from '@oneiros/conductor';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  boundariesOf,
  insertRun,
  moveBoundary,
  paintStage,
  removeRun,
  setDuration,
  setStage,
  snap,
} from './edit-runs.ts';

const night: readonly StageRun[] = [
  { stage: 'WAKE', seconds: 600 },
  { stage: 'N2', seconds: 1800 },
  { stage: 'REM', seconds: 900 },
];

const anyStage = fc.constantFrom<RunStage>('WAKE', 'N1', 'N2', 'N3', 'REM');
const anyNight = fc.array(
  fc.record({ stage: anyStage, seconds: fc.integer({ min: 1, max: 200 }).map((epochs) => epochs * 30) }),
  { minLength: 1, maxLength: 30 },
);
const anySpan = fc
  .tuple(fc.integer({ min: -10, max: 7000 }), fc.integer({ min: 0, max: 2000 }))
  .map(([start, length]) => ({ from: start * 30, to: (start + length) * 30 }));

describe('paintStage', () => {
  it('cuts the runs at the edges of the stretch and joins neighbours of one stage', () => {
    expect(paintStage(night, { from: 1200, to: 2700 }, 'REM')).toEqual([
      { stage: 'WAKE', seconds: 600 },
      { stage: 'N2', seconds: 600 },
      { stage: 'REM', seconds: 2100 },
    ]);
  });

  it('paints nothing outside of the night', () => {
    expect(paintStage(night, { from: 4000, to: 5000 }, 'N3')).toEqual(night);
  });

  it('keeps the length, paints all of the stretch and leaves the rest as it was', () => {
    fc.assert(
      fc.property(anyNight, anySpan, anyStage, (runs, span, stage) => {
        const painted = paintStage(runs, span, stage);
        expect(secondsOf(painted)).toBeCloseTo(secondsOf(runs), 6);
        const inside = sliceRuns(painted, span.from, span.to);
        expect(inside.every((run) => run.stage === stage)).toBe(true);
        const total = secondsOf(runs);
        for (const each of ['WAKE', 'N1', 'N2', 'N3', 'REM'] as const) {
          for (const [from, to] of [[0, span.from] as const, [Math.max(span.to, 0), total] as const])
            expect(secondsOf(sliceRuns(painted, from, to), each)).toBeCloseTo(
              secondsOf(sliceRuns(runs, from, to), each),
              6,
            );
        }
        expect(painted.every((run, i) => i === 0 || run.stage !== painted[i - 1]!.stage)).toBe(true);
      }),
    );
  });
});

describe('moveBoundary', () => {
  it('gives one run what the next loses, on the grid of epochs', () => {
    expect(moveBoundary(night, 1, 2710, 30).map(({ seconds }) => seconds)).toEqual([600, 2100, 600]);
  });

  it('leaves both at least an epoch', () => {
    expect(moveBoundary(night, 1, 9999, 30).map(({ seconds }) => seconds)).toEqual([600, 2670, 30]);
    expect(moveBoundary(night, 1, 0, 30).map(({ seconds }) => seconds)).toEqual([600, 30, 2670]);
  });

  it('behind the last run makes the night longer, up to the longest', () => {
    expect(moveBoundary(night, 2, 3600, 30).map(({ seconds }) => seconds)).toEqual([600, 1800, 1200]);
    expect(secondsOf(moveBoundary(night, 2, 9e9, 30, 86_400))).toBe(86_400);
  });

  it('of two runs keeps the length of the night and every stage', () => {
    fc.assert(
      fc.property(anyNight, fc.nat(), fc.integer({ min: -100, max: 10_000 }), (runs, at, to) => {
        fc.pre(runs.length > 1);
        const moved = moveBoundary(runs, at % (runs.length - 1), to, 30);
        expect(secondsOf(moved)).toBeCloseTo(secondsOf(runs), 6);
        expect(moved.map(({ stage }) => stage)).toEqual(runs.map(({ stage }) => stage));
        expect(moved.every(({ seconds }) => seconds >= 30)).toBe(true);
      }),
    );
  });
});

describe('edits of one row', () => {
  it('change its length or stage, take it out or put one after it', () => {
    expect(setDuration(night, 0, 60)[0]).toEqual({ stage: 'WAKE', seconds: 60 });
    expect(setStage(night, 1, 'REM').map(({ stage }) => stage)).toEqual(['WAKE', 'REM', 'REM']);
    expect(removeRun(night, 1)).toHaveLength(2);
    expect(removeRun([night[0]!], 0)).toEqual([night[0]]);
    expect(insertRun(night, 0, { stage: 'N1', seconds: 30 }).map(({ stage }) => stage)).toEqual([
      'WAKE',
      'N1',
      'N2',
      'REM',
    ]);
  });

  it('know where each begins', () => {
    expect([...boundariesOf(night)]).toEqual([0, 600, 2400, 3300]);
    expect(snap(44, 30, 3300)).toBe(30);
    expect(snap(9999, 30, 3300)).toBe(3300);
  });
});
