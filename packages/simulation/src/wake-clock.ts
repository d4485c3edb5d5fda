import {
  cyclesToTicks,
  lifeOf,
  lifeSecondsAt,
  lifeTickAt,
  lifeWakesBefore,
  stateAt,
  ticksOf,
  ticksPerPeriod,
} from '@oneiros/conductor';
import type { RunConfig } from './config/run-config.ts';
import { ConfigError } from './errors.ts';

/** Where a tick falls among the passes over the images: pure arithmetic on the schedule, so that nothing needs to be saved. */
export interface WakeClock {
  /** The run has the ticks 0 .. totalTicks - 1. */
  readonly totalTicks: number;
  readonly batchesPerEpoch: number;
  /** Mini-batches seen before this tick. */
  seenBefore(tick: number): number;
  /** The epoch that a tick belongs to: sleep belongs to the epoch of the last mini-batch seen before it. */
  epochOf(tick: number): number;
  /** Epochs that are complete once the brain has lived through so many ticks. */
  epochsAfter(ticks: number): number;
  /** Whether an epoch is complete after this tick: the next tick starts another one, or there is none. */
  endsEpoch(tick: number): boolean;
  /** The day that a tick belongs to, with the night after it, from 0; 0 in a cycle, which has no days. */
  dayOf(tick: number): number;
  /** Whether a day ends with this tick: the next one is the morning. Never in a cycle. */
  endsDay(tick: number): boolean;
  /** Mini-batches seen before the day of a tick. */
  seenBeforeDay(tick: number): number;
}

type Schedule = RunConfig['schedule'];

/** @throws ConfigError where the run would never end: epochs are asked for and the schedule never wakes. */
export function createWakeClock({ schedule, duration }: RunConfig, batchesPerEpoch: number): WakeClock {
  const { sightsPerPeriod, seenBefore, tickOfSight, isSight } = rhythmOf(schedule);
  const ticksPerDay = schedule.kind === 'cycle' ? Infinity : ticksPerPeriod(schedule);
  const dayOf = (tick: number): number => Math.floor(tick / ticksPerDay);

  if (duration.unit === 'epochs' && sightsPerPeriod === 0) {
    throw new ConfigError([
      { path: 'duration.unit', message: 'a schedule without Wake completes no epoch', suggestion: 'cycles or ticks' },
    ]);
  }
  if (duration.unit === 'days' && schedule.kind === 'cycle') {
    throw new ConfigError([
      { path: 'duration.unit', message: 'a cycle has no days', suggestion: 'epochs, cycles or ticks' },
    ]);
  }
  const asked = {
    epochs: () => tickOfSight(duration.count * batchesPerEpoch),
    cycles: () => cyclesToTicks(schedule, duration.count),
    days: () => duration.count * ticksPerDay,
    ticks: () => duration.count,
  }[duration.unit]();
  const totalTicks = Math.min(asked, ticksOf(schedule));

  // A tick that sees an image belongs to that mini-batch, a tick of sleep to the one before.
  const batchOf = (tick: number): number => Math.max(0, seenBefore(tick) - (isSight(tick) ? 0 : 1));
  const epochOf = (tick: number): number => Math.floor(batchOf(tick) / batchesPerEpoch);
  const endsEpoch = (tick: number): boolean => {
    const isComplete = seenBefore(tick + 1) > 0 && seenBefore(tick + 1) % batchesPerEpoch === 0;
    return isComplete && (tick + 1 >= totalTicks || epochOf(tick + 1) > epochOf(tick));
  };
  return {
    totalTicks,
    batchesPerEpoch,
    seenBefore,
    epochOf,
    epochsAfter: (ticks) => (ticks === 0 ? 0 : epochOf(ticks - 1) + (endsEpoch(ticks - 1) ? 1 : 0)),
    endsEpoch,
    dayOf,
    endsDay: (tick) => (tick + 1) % ticksPerDay === 0,
    seenBeforeDay: (tick) => (schedule.kind === 'cycle' ? 0 : seenBefore(dayOf(tick) * ticksPerDay)),
  };
}

/**
 * Nights that a brain has lived through after so many ticks, where that is a morning; null within a day, before the first night, and
 * in a cycle, which has no nights.
 */
export function nightsAfter(schedule: Schedule, ticks: number): number | null {
  if (schedule.kind === 'cycle' || ticks === 0) return null;
  const nights = ticks / ticksPerPeriod(schedule);
  return Number.isInteger(nights) ? nights : null;
}

/**
 * The tick at which a brain goes on under another schedule. From one cycle to another: as many mini-batches seen as at `tick`
 * under the one before, so that data order and epochs go on, and awake where it would have woken next. From one life to another:
 * the same day and time of day. A life that follows another kind of schedule begins with its first day. The same tick where both
 * wake at the same ticks, and where either schedule is one of nights, which have an end of their own, or never wakes.
 */
export function tickOfSameSight(tick: number, before: Schedule, after: Schedule): number {
  if (after.kind === 'life') {
    if (before.kind !== 'life') return 0;
    return ticksPerPeriod(before) === ticksPerPeriod(after) ? tick : lifeTickAt(after, lifeSecondsAt(before, tick));
  }
  if (before.kind !== 'cycle' || after.kind !== 'cycle') return tick;
  const [old, next] = [periodicRhythmOf(before), periodicRhythmOf(after)];
  if (old.sightsPerPeriod === 0 || next.sightsPerPeriod === 0) return tick;
  if (old.rhythm === next.rhythm) return tick;
  const seen = old.seenBefore(tick);
  if (old.isSight(tick)) return next.tickOfSight(seen);
  return seen === 0 ? 0 : next.tickOfSight(seen - 1) + 1;
}

/** When a schedule sees mini-batches. */
interface Rhythm {
  /** Undefined where the periods differ. */
  readonly sightsPerPeriod: number | undefined;
  isSight(tick: number): boolean;
  seenBefore(tick: number): number;
  /** The tick of mini-batch `n`; the end of the schedule where there are fewer. */
  tickOfSight(n: number): number;
}

const rhythmOf = (schedule: Schedule): Rhythm =>
  schedule.kind === 'life'
    ? {
        sightsPerPeriod: undefined,
        isSight: (tick) => stateAt(schedule, tick).gates.connected,
        seenBefore: (tick) => lifeWakesBefore(schedule, tick),
        tickOfSight: (n) => lifeOf(schedule).tickOfWake(n),
      }
    : periodicRhythmOf(schedule);

function periodicRhythmOf(schedule: Exclude<Schedule, { kind: 'life' }>): Rhythm & { readonly rhythm: string } {
  const period = ticksPerPeriod(schedule);
  const wakes = wakeTicksOf(schedule, period);
  const isWake = new Set(wakes);
  return {
    /** The same for schedules that wake at the same ticks. */
    rhythm: `${wakes.join()} of ${period}`,
    sightsPerPeriod: wakes.length,
    isSight: (tick: number): boolean => isWake.has(tick % period),
    seenBefore: (tick: number): number => Math.floor(tick / period) * wakes.length + countBelow(wakes, tick % period),
    tickOfSight: (n: number): number => Math.floor(n / wakes.length) * period + wakes[n % wakes.length]!,
  };
}

/** Ticks of one period in which the senses drive the cortex, ascending. */
function wakeTicksOf(schedule: Schedule, period: number): number[] {
  const ticks: number[] = [];
  for (let tick = 0; tick < period; tick++) if (stateAt(schedule, tick).gates.connected) ticks.push(tick);
  return ticks;
}

/** How many of the ascending numbers are below the limit, by bisection. */
function countBelow(ascending: readonly number[], limit: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle]! < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
