import { describe, expect, it } from 'vitest';
import { resolveConfig } from './config/resolve-config.ts';
import type { RunConfigInput } from './config/run-config.ts';
import { createWakeClock } from './wake-clock.ts';

const clockOf = (config: RunConfigInput, batchesPerEpoch = 2) =>
  createWakeClock(resolveConfig(config), batchesPerEpoch);
const order = (...names: string[]): RunConfigInput => ({ schedule: { kind: 'cycle', order: names } });
const ticks = Array.from({ length: 12 }, (_, tick) => tick);

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
