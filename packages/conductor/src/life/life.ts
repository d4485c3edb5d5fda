import { createBoundaries } from './boundaries.ts';
import type { DayPlan } from './day-plan.ts';
import { createDaySource } from './day-source.ts';
import type { LifeSchedule } from './life-schema.ts';
import { planDay } from './plan-day.ts';
import type { SleeperState } from './sleeper.ts';
import { ticksPerDay } from './warp.ts';

/** So many of the last plans asked for are kept. */
const KEPT_PLANS = 4;

/** A life day by day, each computed when it is asked for. */
export interface Life {
  readonly ticksPerDay: number;
  readonly totalTicks: number;
  /** @param day below `schedule.days` */
  planOf(day: number): DayPlan;
  /** Wake mini-batches before a day. @param day at most `schedule.days` */
  wakesBeforeDay(day: number): number;
  /** The tick that sees mini-batch `n`, counted from 0; the end of the life where there are fewer. */
  tickOfWake(n: number): number;
}

/** What the sleeper brings into a day. */
interface Morning {
  readonly day: number;
  readonly wakes: number;
  readonly sleeper: SleeperState;
}

interface LivedPlan {
  readonly plan: DayPlan;
  readonly next: Morning;
}

function createLife(schedule: LifeSchedule): Life {
  const source = createDaySource(schedule);
  const mornings = createBoundaries<Morning>({ day: 0, wakes: 0, sleeper: source.first });
  /** The oldest first. */
  const recent = new Map<number, LivedPlan>();
  const perDay = ticksPerDay(schedule.updates);
  const totalTicks = perDay * schedule.days;

  const live = ({ day, wakes, sleeper }: Morning): LivedPlan => {
    const { lived, next } = source.live(day, sleeper);
    const plan = planDay(day, lived, schedule);
    return { plan, next: { day: day + 1, wakes: wakes + plan.wakesBefore[perDay]!, sleeper: next } };
  };

  const remember = (day: number, lived: LivedPlan): LivedPlan => {
    recent.delete(day);
    recent.set(day, lived);
    if (recent.size > KEPT_PLANS) recent.delete(recent.keys().next().value!);
    return lived;
  };

  /** The plan of the day, and of all days between it and the last morning known before it. */
  function livedOf(day: number): LivedPlan {
    const known = recent.get(day);
    if (known !== undefined) return remember(day, known);
    let morning = recent.get(day - 1)?.next ?? mornings.before(day);
    for (;;) {
      const lived = remember(morning.day, recent.get(morning.day) ?? live(morning));
      mornings.add(lived.next);
      if (morning.day === day) return lived;
      morning = lived.next;
    }
  }

  return {
    ticksPerDay: perDay,
    totalTicks,
    planOf: (day) => livedOf(day).plan,
    wakesBeforeDay(day) {
      const known = mornings.before(day);
      return known.day === day ? known.wakes : livedOf(day - 1).next.wakes;
    },
    tickOfWake(n) {
      let { day, wakes } = mornings.all().findLast((morning) => morning.wakes <= n)!;
      for (; day < schedule.days; day++) {
        const { plan, next } = livedOf(day);
        if (next.wakes > n) return day * perDay + tickOfWakeInDay(plan, n - wakes);
        wakes = next.wakes;
      }
      return totalTicks;
    },
  };
}

/** The connected tick before which the day has seen `n`. */
function tickOfWakeInDay({ wakesBefore, ticks }: DayPlan, n: number): number {
  let low = 0;
  let high = ticks - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (wakesBefore[middle + 1]! > n) high = middle;
    else low = middle + 1;
  }
  return low;
}

const lives = new WeakMap<LifeSchedule, Life>();

/** The life of a schedule; one for each schedule object. */
export function lifeOf(schedule: LifeSchedule): Life {
  const known = lives.get(schedule);
  if (known !== undefined) return known;
  const life = createLife(schedule);
  lives.set(schedule, life);
  return life;
}
