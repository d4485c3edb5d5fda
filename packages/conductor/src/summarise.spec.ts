import { annotationOf } from '@oneiros/atlas';
import { describe, expect, it } from 'vitest';
import { annotations } from './annotations.ts';
import { summarise } from './summarise.ts';
import { tinyCycle, tinyNights } from './test-kit/tiny-schedules.ts';

describe('a summary', () => {
  it('counts ticks, bouts and shares of each stage', () => {
    // W W W N2 N3 R N2 R R
    const { stages, ...rest } = summarise(tinyNights(), 9);
    expect(rest).toEqual({ ticks: 9, seconds: 9, cycles: 3, nights: 1, learning: { wake: 3, nrem: 3, rem: 3 } });
    expect(stages.map(({ stage, ticks, bouts }) => [stage, ticks, bouts])).toEqual([
      ['WAKE', 3, 1],
      ['N2', 2, 2],
      ['N3', 1, 1],
      ['REM', 3, 2],
    ]);
    expect(stages[3]).toMatchObject({ share: 1 / 3, seconds: 3, ach: 1, na: 0 });
  });

  it('starts at any tick', () => {
    // The sleep of cycle 2, the day with cycles 3, 4 and 5, and the first tick of the next sleep.
    const night = summarise(tinyNights(), 10, 3);
    expect(night).toMatchObject({ ticks: 10, cycles: 4, nights: 2, learning: { wake: 3 } });
  });

  it('adds graded gates up as mini-batches of learning', () => {
    // Levels of 1/2: gate_D = target_D = 1/2, so 1/4 Wake, 1/2 NREM, 1/4 REM a tick.
    const levels = { half: { ach: 0.5, na: 0.5 } };
    const schedule = tinyCycle({ order: ['half'], levels, gates: { mode: 'graded' } });
    expect(summarise(schedule, 8).learning).toEqual({ wake: 2, nrem: 4, rem: 2 });
  });

  it('needs a positive number of ticks that the schedule has', () => {
    expect(() => summarise(tinyCycle(), 0)).toThrow(RangeError);
    expect(() => summarise(tinyNights(), 19)).toThrow('0 to 17, got 18');
  });
});

describe('the annotations', () => {
  it('name both modulators and where they come from', () => {
    expect(annotations).toContain(annotationOf('locus-coeruleus'));
    for (const { citations, code } of annotations) {
      expect(citations.length).toBeGreaterThan(0);
      expect(code).toContain('packages/conductor');
    }
  });
});
