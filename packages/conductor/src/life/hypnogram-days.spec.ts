import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeRuns, secondsOf } from '../nights/runs.ts';
import type { StageRun } from '../stages.ts';
import { DAY_SECONDS } from './day-plan.ts';
import { daysOfRecording, dayWithNight, rotateRuns } from './hypnogram-days.ts';
import { lifeStages } from './life-schema.ts';

const HOUR = 3600;
const recording = (runs: [(typeof lifeStages)[number], number][], fill: 'wake' | 'repeat' = 'wake') => ({
  ...{ name: 'test', epochSeconds: 30, runs, fill },
});
const written = (runs: readonly StageRun[]): string =>
  runs.map(({ stage, seconds }) => `${stage} ${seconds / HOUR}`).join(' ');

const anyRuns = fc.array(
  fc.tuple(
    fc.constantFrom(...lifeStages),
    fc.integer({ min: 1, max: 8000 }).map((epochs) => 30 * epochs),
  ),
  { minLength: 1, maxLength: 20 },
);

describe('days of a recording', () => {
  it('get waking before a shorter night', () => {
    expect(
      daysOfRecording(
        recording([
          ['WAKE', HOUR],
          ['N2', 6 * HOUR],
          ['REM', HOUR],
        ]),
      ).map(written),
    ).toEqual(['WAKE 17 N2 6 REM 1']);
  });

  it('are a recording of 24 h as it is', () => {
    expect(
      daysOfRecording(
        recording([
          ['REM', HOUR],
          ['WAKE', 23 * HOUR],
        ]),
      ).map(written),
    ).toEqual(['REM 1 WAKE 23']);
  });

  it('are each of the whole days of a longer one', () => {
    const runs = daysOfRecording(
      recording([
        ['WAKE', 30 * HOUR],
        ['NREM', 20 * HOUR],
      ]),
    );
    expect(runs.map(written)).toEqual(['WAKE 24', 'WAKE 6 NREM 18']);
  });

  it('repeat a shorter one where asked', () => {
    const [day] = daysOfRecording(
      recording(
        [
          ['WAKE', 5 * HOUR],
          ['NREM', 5 * HOUR],
        ],
        'repeat',
      ),
    );
    expect(written(day!)).toBe('WAKE 5 NREM 5 WAKE 5 NREM 5 WAKE 4');
  });

  it('begin at another hour where asked', () => {
    const [day] = daysOfRecording(
      recording([
        ['NREM', 12 * HOUR],
        ['WAKE', 12 * HOUR],
      ]),
      12 * HOUR,
    );
    expect(written(day!)).toBe('WAKE 12 NREM 12');
  });

  it('are 24 h each, whatever was recorded', () => {
    fc.assert(
      fc.property(anyRuns, fc.constantFrom('wake', 'repeat'), fc.nat(100), (runs, fill, startHours) => {
        for (const day of daysOfRecording(recording(runs, fill), startHours * HOUR)) {
          expect(secondsOf(day)).toBeCloseTo(DAY_SECONDS, 6);
          expect(mergeRuns(day)).toEqual(day);
        }
      }),
    );
  });
});

describe('a night in a day', () => {
  it('that is too long loses its end', () => {
    expect(written(dayWithNight([{ stage: 'N2', seconds: 30 * HOUR }]))).toBe('N2 24');
  });

  it('turned round by its length stays what it was', () => {
    const runs = mergeRuns([
      { stage: 'WAKE', seconds: 20 * HOUR },
      { stage: 'N2', seconds: 4 * HOUR },
    ]);
    expect(rotateRuns(runs, DAY_SECONDS)).toEqual(runs);
    expect(rotateRuns(rotateRuns(runs, 5 * HOUR), 19 * HOUR)).toEqual(runs);
  });
});
