import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { secondsOf } from '../nights/runs.ts';
import type { StageRun } from '../stages.ts';
import { DAY_SECONDS } from './day-plan.ts';
import { dayWithNight } from './hypnogram-days.ts';
import { mainStages } from './plan-day.ts';
import { tickStarts, ticksPerDay } from './warp.ts';

const HOUR = 3600;
const run = (stage: StageRun['stage'], seconds: number): StageRun => ({ stage, seconds });
const anyNight = fc
  .array(
    fc.record({
      stage: fc.constantFrom('WAKE', 'N1', 'N2', 'N3', 'NREM', 'REM'),
      seconds: fc.integer({ min: 1, max: 20_000 }),
    }),
    { minLength: 1, maxLength: 30 },
  )
  .map((runs) => dayWithNight(runs));
const anyUpdates = fc.oneof(
  fc.record({
    mode: fc.constant('proportional' as const),
    minutesPerMiniBatch: fc.double({ min: 0.5, max: 1440, noNaN: true }),
  }),
  fc.record({ mode: fc.constant('equal' as const), miniBatches: fc.integer({ min: 1, max: 300 }) }),
);

describe('ticks of a day', () => {
  it('are as many for each stage as it lasts, where they are proportional', () => {
    const starts = tickStarts([run('WAKE', DAY_SECONDS)], { mode: 'proportional', minutesPerMiniBatch: 360 });
    expect([...starts]).toEqual([0, 6, 12, 18, 24].map((hours) => hours * HOUR));
  });

  it('are as many for Wake, NREM and REM alike, where they are equal', () => {
    // 16 h of Wake, 6 h of NREM and 2 h of REM, two ticks each: 8 h, 3 h and 1 h of life for one.
    const runs = [run('WAKE', 16 * HOUR), run('N2', 3 * HOUR), run('REM', HOUR), run('N3', 3 * HOUR), run('REM', HOUR)];
    const starts = tickStarts(runs, { mode: 'equal', miniBatches: 2 });
    expect([...starts].map((seconds) => seconds / HOUR)).toEqual([0, 8, 16, 19, 20, 23, 24]);
    expect(mainStages(runs, starts)).toEqual(['WAKE', 'WAKE', 'N2', 'REM', 'N3', 'REM']);
  });

  it('of a stage that a day lacks go to the others', () => {
    // Nine ticks: 4.5 for 12 h of Wake, 4.5 for 12 h of NREM.
    const starts = tickStarts([run('WAKE', 12 * HOUR), run('N2', 12 * HOUR)], { mode: 'equal', miniBatches: 3 });
    expect(starts).toHaveLength(10);
    expect(starts[9]! - starts[8]!).toBeCloseTo((12 * HOUR) / 4.5, 6);
    const awake = tickStarts([run('WAKE', DAY_SECONDS)], { mode: 'equal', miniBatches: 3 });
    expect(awake[1]).toBeCloseTo(DAY_SECONDS / 9, 6);
  });

  it('follow each other from the start of the day to its end, none of no length, whatever the night', () => {
    fc.assert(
      fc.property(anyNight, anyUpdates, (runs, updates) => {
        const starts = tickStarts(runs, updates);
        expect(starts).toHaveLength(ticksPerDay(updates) + 1);
        expect([starts[0], starts.at(-1)]).toEqual([0, DAY_SECONDS]);
        for (let k = 1; k < starts.length; k++) expect(starts[k]).toBeGreaterThan(starts[k - 1]!);
      }),
    );
  });

  it('bear the stage with the largest share of them', () => {
    const starts = Float64Array.from([0, 100, 200, DAY_SECONDS]);
    const runs = [run('WAKE', 60), run('N1', 50), run('REM', 30), run('N1', 20), run('N2', DAY_SECONDS - 160)];
    // 0..100: 60 of Wake, 40 of N1. 100..200: 10 and 20 of N1, 30 of REM, 40 of N2.
    expect(mainStages(runs, starts)).toEqual(['WAKE', 'N2', 'N2']);
  });

  it('bear the one that comes first of two alike', () => {
    const runs = [run('REM', 50), run('WAKE', 50), run('REM', 50), run('WAKE', DAY_SECONDS - 150)];
    expect(mainStages(runs, Float64Array.from([0, 100, 200, DAY_SECONDS]))).toEqual(['REM', 'REM', 'WAKE']);
  });

  it('have stages whose time adds up to that of the runs, where ticks are short', () => {
    fc.assert(
      fc.property(anyNight, (runs) => {
        const starts = tickStarts(runs, { mode: 'proportional', minutesPerMiniBatch: 0.5 });
        const stages = mainStages(runs, starts);
        for (const stage of new Set(stages)) {
          const seconds = stages.filter((name) => name === stage).length * 30;
          // Each of its runs is off by less than a tick.
          const bouts = runs.filter((each) => each.stage === stage).length;
          expect(Math.abs(seconds - secondsOf(runs, stage))).toBeLessThanOrEqual(30 * 2 * bouts);
        }
      }),
    );
  });
});
