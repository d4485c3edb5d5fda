import { cyclesToTicks, stateAt, ticksOf, ticksPerPeriod } from '@oneiros/conductor';
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
}

type Schedule = RunConfig['schedule'];

/** @throws ConfigError where the run would never end: epochs are asked for and the schedule never wakes. */
export function createWakeClock({ schedule, duration }: RunConfig, batchesPerEpoch: number): WakeClock {
  const period = ticksPerPeriod(schedule);
  const wakes = wakeTicksOf(schedule, period);
  const isWake = new Set(wakes);
  const seenBefore = (tick: number): number =>
    Math.floor(tick / period) * wakes.length + countBelow(wakes, tick % period);
  const tickOfSight = (n: number): number => Math.floor(n / wakes.length) * period + wakes[n % wakes.length]!;

  if (duration.unit === 'epochs' && wakes.length === 0) {
    throw new ConfigError([
      { path: 'duration.unit', message: 'a schedule without Wake completes no epoch', suggestion: 'cycles or ticks' },
    ]);
  }
  const asked = {
    epochs: () => tickOfSight(duration.count * batchesPerEpoch),
    cycles: () => cyclesToTicks(schedule, duration.count),
    ticks: () => duration.count,
  }[duration.unit]();
  const totalTicks = Math.min(asked, ticksOf(schedule));

  // A tick that sees an image belongs to that mini-batch, a tick of sleep to the one before.
  const batchOf = (tick: number): number => Math.max(0, seenBefore(tick) - (isWake.has(tick % period) ? 0 : 1));
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
