import type { BrainState } from '../brain-state.ts';
import { TickOutOfRangeError } from '../errors.ts';
import { DAY_SECONDS } from './day-plan.ts';
import { lifeOf } from './life.ts';
import type { LifeSchedule } from './life-schema.ts';

/** The day of a tick, its plan and the tick's place in it. */
function placeOf(schedule: LifeSchedule, tick: number) {
  const life = lifeOf(schedule);
  if (!Number.isSafeInteger(tick) || tick < 0 || tick >= life.totalTicks)
    throw new TickOutOfRangeError(tick, life.totalTicks);
  const day = Math.floor(tick / life.ticksPerDay);
  return { life, day, plan: life.planOf(day), index: tick % life.ticksPerDay };
}

/** {@link stateAt} in a life. */
export function lifeStateAt(schedule: LifeSchedule, tick: number): BrainState {
  const { life, day, plan, index } = placeOf(schedule, tick);
  const discriminator = plan.discriminator[index]!;
  const target = plan.target[index]!;
  return {
    tick,
    cycle: life.wakesBeforeDay(day) + plan.wakesBefore[index + 1]! - 1,
    night: day,
    seconds: day * DAY_SECONDS + plan.starts[index]!,
    stage: plan.stages[index]!,
    ach: plan.ach[index]!,
    na: plan.na[index]!,
    gates: {
      discriminator,
      target,
      sign: 2 * target - 1,
      nrem: 1 - discriminator,
      connected: plan.connected[index] === 1,
    },
  };
}

/** Seconds of life before a tick, or before the end. @param tick at most the ticks of the life */
export function lifeSecondsAt(schedule: LifeSchedule, tick: number): number {
  if (tick === lifeOf(schedule).totalTicks) return schedule.days * DAY_SECONDS;
  const { day, plan, index } = placeOf(schedule, tick);
  return day * DAY_SECONDS + plan.starts[index]!;
}

/** Wake mini-batches before a tick, or before the end. @param tick at most the ticks of the life */
export function lifeWakesBefore(schedule: LifeSchedule, tick: number): number {
  const life = lifeOf(schedule);
  if (tick === life.totalTicks) return life.wakesBeforeDay(schedule.days);
  const { day, plan, index } = placeOf(schedule, tick);
  return life.wakesBeforeDay(day) + plan.wakesBefore[index]!;
}

/** The tick of a life at which so many seconds of it have passed: the one that holds them. */
export function lifeTickAt(schedule: LifeSchedule, seconds: number): number {
  const life = lifeOf(schedule);
  const day = Math.floor(seconds / DAY_SECONDS);
  if (day >= schedule.days) return life.totalTicks;
  const { starts } = life.planOf(day);
  const since = seconds - day * DAY_SECONDS;
  let low = 0;
  let high = life.ticksPerDay - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= since) low = middle;
    else high = middle - 1;
  }
  return day * life.ticksPerDay + low;
}
