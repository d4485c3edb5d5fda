import { resolveSchedule } from '../parse-schedule.ts';
import type { CycleSchedule, LifeSchedule, NightsSchedule } from '../schedule-schema.ts';

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

const hours = (stages: Readonly<Record<string, number>>) =>
  Object.entries(stages).map(([stage, count]) => [stage, 3600 * count] as const);

/**
 * A life of two days of six ticks, hard gates and levels that jump: three ticks of Wake, then N2, REM and N3 of one tick each.
 */
export const tinyLife = (overrides: object = {}): LifeSchedule =>
  resolveSchedule({
    kind: 'life',
    days: 2,
    source: { hypnogram: { runs: hours({ WAKE: 12, N2: 4, REM: 4, N3: 4 }) } },
    levels: { achSeconds: 0, naSeconds: 0 },
    gates: { mode: 'hard' },
    updates: { mode: 'proportional', minutesPerMiniBatch: 240 },
    ...overrides,
  }) as LifeSchedule;
