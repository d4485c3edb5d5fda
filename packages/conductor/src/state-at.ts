import type { BrainState, Levels } from './brain-state.ts';
import { TickOutOfRangeError } from './errors.ts';
import { averageGatesAlong, gatesOf, meanAlong, type LevelPoint } from './gates.ts';
import type { Schedule } from './schedule-schema.ts';
import { lifeSecondsAt, lifeStateAt } from './life/life-state.ts';
import { lifeOf } from './life/life.ts';
import { boutIndexAt, timelineOf, type PeriodicSchedule, type Timeline } from './timeline.ts';

interface NamedLevels extends Levels {
  readonly stage?: string | undefined;
}

const namedLevels = (schedule: PeriodicSchedule, name: string): NamedLevels =>
  (schedule.levels as Readonly<Record<string, NamedLevels>>)[name]!;

/** Levels through one tick, linear between the points; a ramp from the state before, then level. */
function levelsThroughTick(schedule: PeriodicSchedule, before: Levels, now: Levels): LevelPoint[] {
  const { rampSeconds, secondsPerTick } = schedule;
  return [
    { seconds: 0, ach: before.ach, na: before.na },
    { seconds: rampSeconds, ach: now.ach, na: now.na },
    { seconds: secondsPerTick, ach: now.ach, na: now.na },
  ];
}

const cycleAt = ({ dayTicks }: Timeline, period: number, tickOfPeriod: number): number =>
  dayTicks === 0 ? period : period * dayTicks + Math.min(tickOfPeriod, dayTicks - 1);

/**
 * The brain's state at any tick, in O(log bouts); in a `life` the first look into a day plans it. Levels and gates are time averages over the tick.
 * @param schedule as {@link scheduleSchema} gives it.
 * @throws TickOutOfRangeError where the tick is no integer from 0, or lies behind the last night.
 */
export function stateAt(schedule: Schedule, tick: number): BrainState {
  if (schedule.kind === 'life') return lifeStateAt(schedule, tick);
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
export const ticksPerPeriod = (schedule: Schedule): number =>
  schedule.kind === 'life' ? lifeOf(schedule).ticksPerDay : timelineOf(schedule).periodTicks;

/** Ticks of the whole schedule; Infinity for `cycle`, which repeats for ever. */
export const ticksOf = (schedule: Schedule): number =>
  schedule.kind === 'life' ? lifeOf(schedule).totalTicks : timelineOf(schedule).totalTicks;

/** Simulated seconds at the start of a tick, or at the end of the schedule. @param tick at most {@link ticksOf} */
export const secondsAt = (schedule: Schedule, tick: number): number =>
  schedule.kind === 'life' ? lifeSecondsAt(schedule, tick) : tick * schedule.secondsPerTick;

/**
 * How many ticks bring `cycles` cycles to their end: the first tick whose {@link BrainState.cycle} is `cycles`. A cycle is
 * one round of the `cycle` schedule; elsewhere it is one Wake mini-batch, and the last of a day ends with its night. Where a
 * life has fewer cycles, its end.
 * @param cycles integer from 0. @throws RangeError on any other number.
 */
export function cyclesToTicks(schedule: Schedule, cycles: number): number {
  if (!Number.isSafeInteger(cycles) || cycles < 0)
    throw new RangeError(`Expected a number of cycles from 0, got ${cycles}.`);
  if (schedule.kind === 'life') return cycles === 0 ? 0 : lifeOf(schedule).tickOfWake(cycles);
  const { periodTicks, dayTicks } = timelineOf(schedule);
  if (dayTicks === 0) return cycles * periodTicks;
  return Math.floor(cycles / dayTicks) * periodTicks + (cycles % dayTicks);
}

/** Whether the cycle ends with this tick. @throws TickOutOfRangeError as {@link stateAt}. */
export function endsCycle(schedule: Schedule, tick: number): boolean {
  const { cycle } = stateAt(schedule, tick);
  if (schedule.kind === 'life')
    return tick + 1 === ticksOf(schedule) || stateAt(schedule, tick + 1).cycle > Math.max(0, cycle);
  return cyclesToTicks(schedule, cycle + 1) === tick + 1;
}
