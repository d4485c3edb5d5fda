import { describe, expect, it } from 'vitest';
import { resolveSchedule } from '../parse-schedule.ts';
import { DAY_SECONDS } from './day-plan.ts';
import type { LifeSchedule } from './life-schema.ts';
import { nightWindow } from './night-window.ts';

const life = (source: object): LifeSchedule => {
  const schedule = resolveSchedule({ kind: 'life', source });
  if (schedule.kind !== 'life') throw new Error('expected a life');
  return schedule;
};

describe('nightWindow', () => {
  it('of a recording is its own length before the end of the day', () => {
    const night = nightWindow(life({ hypnogram: { runs: [['N2', 3600]] } }), []);
    expect(night).toEqual({ from: DAY_SECONDS - 3600, to: DAY_SECONDS });
  });

  it('of a human model reaches half an hour around its sleep', () => {
    const runs = [
      { stage: 'WAKE', seconds: 57_600 },
      { stage: 'NREM', seconds: 25_200 },
      { stage: 'WAKE', seconds: 3600 },
    ] as const;
    expect(nightWindow(life({ model: 'gleit-booth' }), runs)).toEqual({ from: 55_800, to: 84_600 });
  });

  it('is the whole day of whoever sleeps around the clock', () => {
    expect(nightWindow(life({ preset: 'mouse' }), [])).toEqual({ from: 0, to: DAY_SECONDS });
  });
});
