import { resolveSchedule, stateAt, ticksPerPeriod, type BrainState, type Schedule } from '@oneiros/conductor';
import type { ImageCollection } from '@oneiros/senses';
import { createSimulation, type RunConfig, type Simulation } from '@oneiros/simulation';

/** So many ticks are lived to measure the machine: two rounds of Wake, NREM and REM, of which the first warms up. */
const measuredTicks = 6;
const roundTicks = measuredTicks / 2;

/**
 * Mean seconds of a tick, from a few that are lived in memory and forgotten. A schedule of days begins with hours of one state,
 * so that there a round of the paper's cycle is measured, and its states are weighed as in the first day.
 */
export function measurePace(config: RunConfig, images: ImageCollection): number {
  const { schedule } = config;
  if (schedule.kind === 'cycle') return meanOf(timesOf(config, images));
  const cycle = { ...config, schedule: resolveSchedule({ kind: 'cycle' }) };
  const [wake, nrem, rem] = timesOf({ ...cycle, duration: { count: measuredTicks, unit: 'ticks' } }, images);
  return meanCost(schedule, { wake: wake!, nrem: nrem!, rem: rem! });
}

/** Of each tick of the last measured round, or of what there is of it. */
function timesOf(config: RunConfig, images: ImageCollection): number[] {
  const simulation: Simulation = createSimulation({ config, images });
  try {
    const times: number[] = [];
    while (times.length < measuredTicks && simulation.tick < simulation.totalTicks) {
      const started = performance.now();
      simulation.advance();
      times.push((performance.now() - started) / 1000);
    }
    return times.length > roundTicks ? times.slice(roundTicks) : times;
  } finally {
    simulation.dispose();
  }
}

const meanOf = (times: readonly number[]): number =>
  times.reduce((sum, seconds) => sum + seconds, 0) / Math.max(1, times.length);

/** Seconds that one tick of each state takes by itself. */
export interface StateTimes {
  readonly wake: number;
  readonly nrem: number;
  readonly rem: number;
}

/** Mean seconds of the ticks of a period: what opens is computed, also where two things are open at once. */
export function meanCost(schedule: Schedule, times: StateTimes): number {
  const ticks = ticksPerPeriod(schedule);
  const costOf = ({ gates }: BrainState): number =>
    (gates.discriminator > 0 ? (gates.connected ? times.wake : times.rem) : 0) + (gates.nrem > 0 ? times.nrem : 0);
  return meanOf(Array.from({ length: ticks }, (_, tick) => costOf(stateAt(schedule, tick))));
}
