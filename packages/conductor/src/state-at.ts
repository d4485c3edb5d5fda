import type { BrainState, Levels } from './brain-state.ts';
import { TickOutOfRangeError } from './errors.ts';
import { averageGatesAlong, gatesOf, type LevelPoint } from './gates.ts';
import type { Schedule } from './schedule-schema.ts';
import { boutIndexAt, timelineOf, type Timeline } from './timeline.ts';

interface NamedLevels extends Levels {
  readonly stage?: string | undefined;
}

const namedLevels = (schedule: Schedule, name: string): NamedLevels =>
  (schedule.levels as Readonly<Record<string, NamedLevels>>)[name]!;

/** Levels through one tick, linear between the points; a ramp from the state before, then level. */
function levelsThroughTick(schedule: Schedule, before: Levels, now: Levels): LevelPoint[] {
  const { rampSeconds, secondsPerTick } = schedule;
  return [
    { seconds: 0, ach: before.ach, na: before.na },
    { seconds: rampSeconds, ach: now.ach, na: now.na },
    { seconds: secondsPerTick, ach: now.ach, na: now.na },
  ];
}

const meanAlong = (points: readonly LevelPoint[], level: (point: LevelPoint) => number): number => {
  let area = 0;
  for (let i = 1; i < points.length; i++) {
    const a = points[i - 1]!;
    const b = points[i]!;
    area += ((level(a) + level(b)) / 2) * (b.seconds - a.seconds);
  }
  return area / points.at(-1)!.seconds;
};

const cycleAt = ({ dayTicks }: Timeline, period: number, tickOfPeriod: number): number =>
  dayTicks === 0 ? period : period * dayTicks + Math.min(tickOfPeriod, dayTicks - 1);

/**
 * The brain's state at any tick, in O(log bouts). Levels and gates are time averages over the tick.
 * @param schedule as {@link scheduleSchema} gives it.
 * @throws TickOutOfRangeError where the tick is no integer from 0, or lies behind the last night.
 */
export function stateAt(schedule: Schedule, tick: number): BrainState {
  const timeline = timelineOf(schedule);
  const { bouts, periodTicks, totalTicks } = timeline;
  if (!Number.isSafeInteger(tick) || tick < 0 || tick >= totalTicks) throw new TickOutOfRangeError(tick, totalTicks);
  const period = Math.floor(tick / periodTicks);
  const tickOfPeriod = tick % periodTicks;
  const index = boutIndexAt(timeline, tickOfPeriod);
  const bout = bouts[index]!;
  const { ach, na, stage = bout.name } = namedLevels(schedule, bout.name);
  const common = {
    tick,
    cycle: cycleAt(timeline, period, tickOfPeriod),
    night: schedule.kind === 'nights' ? period : 0,
    seconds: tick * schedule.secondsPerTick,
    stage,
  };
  if (schedule.rampSeconds === 0 || tick === 0 || tickOfPeriod !== bout.start) {
    return { ...common, ach, na, gates: gatesOf({ ach, na }, schedule.gates) };
  }
  const before = bouts[(index + bouts.length - 1) % bouts.length]!;
  const points = levelsThroughTick(schedule, namedLevels(schedule, before.name), { ach, na });
  return {
    ...common,
    ach: meanAlong(points, (point) => point.ach),
    na: meanAlong(points, (point) => point.na),
    gates: averageGatesAlong(points, schedule.gates),
  };
}

/** Ticks of one period: a cycle of the paper's schedule, or a day with its night. */
export const ticksPerPeriod = (schedule: Schedule): number => timelineOf(schedule).periodTicks;

/** Ticks of the whole schedule; Infinity for `cycle`, which repeats for ever. */
export const ticksOf = (schedule: Schedule): number => timelineOf(schedule).totalTicks;

/**
 * How many ticks bring `cycles` cycles to their end: the first tick whose {@link BrainState.cycle} is `cycles`. A cycle is
 * one round of the `cycle` schedule; in `nights` it is one Wake mini-batch, and the last of a day ends with its night.
 * @param cycles integer from 0. @throws RangeError on any other number.
 */
export function cyclesToTicks(schedule: Schedule, cycles: number): number {
  if (!Number.isSafeInteger(cycles) || cycles < 0)
    throw new RangeError(`Expected a number of cycles from 0, got ${cycles}.`);
  const { periodTicks, dayTicks } = timelineOf(schedule);
  if (dayTicks === 0) return cycles * periodTicks;
  return Math.floor(cycles / dayTicks) * periodTicks + (cycles % dayTicks);
}

/** Whether the cycle ends with this tick. @throws TickOutOfRangeError as {@link stateAt}. */
export function endsCycle(schedule: Schedule, tick: number): boolean {
  return cyclesToTicks(schedule, stateAt(schedule, tick).cycle + 1) === tick + 1;
}
