import { resolveSchedule } from '../parse-schedule.ts';
import type { CycleSchedule, NightsSchedule } from '../schedule-schema.ts';

/** The paper's schedule, or any other order: one tick a second. */
export const tinyCycle = (overrides: object = {}): CycleSchedule =>
  resolveSchedule({ kind: 'cycle', secondsPerTick: 1, ...overrides }) as CycleSchedule;

/**
 * Two days of 3 Wake mini-batches, each with a night of 2 cycles: 2 ticks NREM, 1 REM; 1 NREM, 2 REM. One tick a second,
 * 9 ticks a day: W W W N2 N3 R N2 R R.
 */
export const tinyNights = (overrides: object = {}): NightsSchedule =>
  resolveSchedule({
    kind: 'nights',
    nights: 2,
    dayMiniBatches: 3,
    cyclesPerNight: 2,
    nremTicks: { first: 2, last: 1 },
    remTicks: { first: 1, last: 2 },
    deepShare: { first: 0.5, last: 0 },
    secondsPerTick: 1,
    ...overrides,
  }) as NightsSchedule;
