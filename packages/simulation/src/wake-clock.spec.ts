import { describe, expect, it } from 'vitest';
import { resolveConfig } from './config/resolve-config.ts';
import type { RunConfigInput } from './config/run-config.ts';
import { createWakeClock, nightsAfter, tickOfSameSight } from './wake-clock.ts';

const clockOf = (config: RunConfigInput, batchesPerEpoch = 2) =>
  createWakeClock(resolveConfig(config), batchesPerEpoch);
const order = (...names: string[]): RunConfigInput => ({ schedule: { kind: 'cycle', order: names } });
const ticks = Array.from({ length: 12 }, (_, tick) => tick);

describe('nightsAfter', () => {
  it('counts nights in the morning alone, and never in a cycle', () => {
    const schedule = resolveConfig({ schedule: { kind: 'life', updates: { mode: 'proportional', minutesPerMiniBatch: 360 } } }).schedule; // prettier-ignore
    // Four ticks a day.
    expect([0, 3, 4, 5, 8].map((ticks) => nightsAfter(schedule, ticks))).toEqual([null, null, 1, null, 2]);
    expect(nightsAfter(resolveConfig().schedule, 3)).toBeNull();
  });
});

describe('createWakeClock', () => {
  it('counts epochs over the paper’s cycle: two mini-batches, three ticks each', () => {
    const clock = clockOf({ duration: { count: 2 } });
    expect(clock.totalTicks).toBe(12);
    expect(ticks.map(clock.seenBefore)).toEqual([0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4]);
    expect(ticks.map(clock.epochOf)).toEqual([0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1]);
    expect(ticks.filter(clock.endsEpoch)).toEqual([5, 11]);
    expect([0, 1, 5, 6, 7, 11, 12].map(clock.epochsAfter)).toEqual([0, 0, 0, 1, 1, 1, 2]);
  });

  it('walks on through the images where a cycle wakes twice', () => {
    const clock = clockOf({ ...order('wake', 'wake', 'nrem'), duration: { count: 3 } });
    expect(ticks.map(clock.seenBefore)).toEqual([0, 1, 2, 2, 3, 4, 4, 5, 6, 6, 7, 8]);
    expect(clock.totalTicks).toBe(9);
    expect(ticks.slice(0, 9).filter(clock.endsEpoch)).toEqual([2, 5, 8]);
  });

  it('gives the sleep of a night to the day before it', () => {
    const schedule = {
      kind: 'nights',
      nights: 2,
      dayMiniBatches: 4,
      cyclesPerNight: 1,
      nremTicks: { first: 2, last: 2 },
    };
    const clock = clockOf({ schedule: { ...schedule, remTicks: { first: 1, last: 1 } } as RunConfigInput['schedule'] });
    // W W W W N N R, twice; two mini-batches an epoch.
    expect(clock.totalTicks).toBe(14); // the schedule ends before the 50 epochs
    expect(ticks.map(clock.epochOf)).toEqual([0, 0, 1, 1, 1, 1, 1, 2, 2, 3, 3, 3]);
    expect(Array.from({ length: 14 }, (_, tick) => tick).filter(clock.endsEpoch)).toEqual([1, 6, 8, 13]);
  });

  it('knows days and what they have seen, of a life whose days differ', () => {
    const schedule = {
      kind: 'life',
      days: 3,
      source: {
        hypnogram: {
          runs: [
            ['WAKE', 12],
            ['REM', 12],
            ['WAKE', 18],
            ['N2', 30],
          ].map(([s, h]) => [s, Number(h) * 3600]),
        },
      },
      levels: { achSeconds: 0, naSeconds: 0 },
      updates: { mode: 'proportional', minutesPerMiniBatch: 360 },
    } as unknown as RunConfigInput['schedule'];
    // A recording of three days, four ticks a day: W W R R, W W W N, N N N N.
    const clock = clockOf({ schedule });
    expect(clock.totalTicks).toBe(12);
    expect(ticks.map(clock.seenBefore)).toEqual([0, 1, 2, 2, 2, 3, 4, 5, 5, 5, 5, 5]);
    expect(ticks.map(clock.seenBeforeDay)).toEqual([0, 0, 0, 0, 2, 2, 2, 2, 5, 5, 5, 5]);
    expect(ticks.map(clock.dayOf)).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2]);
    expect(ticks.filter(clock.endsDay)).toEqual([3, 7, 11]);
    expect(ticks.filter(clock.endsEpoch)).toEqual([3, 5]);
    expect(ticks.map(clock.epochOf)).toEqual([0, 0, 0, 0, 1, 1, 2, 2, 2, 2, 2, 2]);
    expect(clockOf({ schedule, duration: { unit: 'days', count: 2 } }).totalTicks).toBe(8);
    expect(clockOf({ schedule, duration: { count: 1 } }).totalTicks).toBe(4);
    expect(clockOf({ schedule, duration: { unit: 'cycles', count: 3 } }).totalTicks).toBe(5);
  });

  it('has no days in a cycle', () => {
    const clock = clockOf({ duration: { count: 2 } });
    expect(ticks.filter(clock.endsDay)).toEqual([]);
    expect([clock.dayOf(11), clock.seenBeforeDay(11)]).toEqual([0, 0]);
    expect(() => clockOf({ duration: { unit: 'days' } })).toThrow(/a cycle has no days/);
  });

  it.each([
    ['cycles', 5, 15],
    ['ticks', 5, 5],
  ] as const)('ends after so many %s', (unit, count, totalTicks) => {
    expect(clockOf({ duration: { unit, count } }).totalTicks).toBe(totalTicks);
  });

  it('refuses epochs of a schedule that never wakes', () => {
    expect(() => clockOf(order('nrem'))).toThrow(/completes no epoch.*Did you mean cycles or ticks/);
  });
});

describe('tickOfSameSight', () => {
  const scheduleOf = (...names: string[]) => resolveConfig(order(...names)).schedule;
  const [whole, short] = [scheduleOf('wake', 'nrem', 'rem'), scheduleOf('wake', 'nrem')];

  it('goes on with the same mini-batch under a schedule with fewer or more ticks, awake or asleep', () => {
    // W N R W N R W ... to W N W N W ...
    expect([0, 1, 2, 3, 4, 5, 6].map((tick) => tickOfSameSight(tick, whole, short))).toEqual([0, 1, 1, 2, 3, 3, 4]);
    expect([0, 1, 2, 3, 4].map((tick) => tickOfSameSight(tick, short, whole))).toEqual([0, 1, 3, 4, 6]);
  });

  it('stays where nothing changes, and where there are no cycles to compare', () => {
    const nights = resolveConfig({ schedule: { kind: 'nights' } }).schedule;
    for (const tick of [0, 3, 5, 30]) {
      expect(tickOfSameSight(tick, whole, scheduleOf('wake', 'rem', 'nrem'))).toBe(tick);
      expect(tickOfSameSight(tick, whole, nights)).toBe(tick);
      expect(tickOfSameSight(tick, whole, scheduleOf('nrem'))).toBe(tick);
    }
  });
});
