import { lifeOf, resolveSchedule, type LifeSchedule, type ScheduleInput } from '@oneiros/conductor';

export type LifeInput = Extract<ScheduleInput, { kind: 'life' }>;

const MINUTES_A_DAY = 1440;
/** Steps from a first guess to the nearest: the count of waking mini-batches grows with that of all, but for rounding. */
const MOST_STEPS = 50;

/** Waking mini-batches of a whole life. */
export const wakesOf = (life: LifeSchedule): number => lifeOf(life).wakesBeforeDay(life.days);

/** The same life with so many mini-batches a day. */
export function withTicksADay(life: LifeInput, ticks: number): LifeSchedule {
  const updates = { mode: 'proportional', minutesPerMiniBatch: MINUTES_A_DAY / ticks } as const;
  return resolveSchedule({ ...life, updates }, 'a night of the plan') as LifeSchedule;
}

/**
 * The life with as many mini-batches a day as bring its waking ones, over all its days, nearest to `wakes`: days have whole numbers of
 * mini-batches, so that it may miss by a few.
 * @param life that wakes
 */
export function withWakes(life: LifeInput, wakes: number): LifeSchedule {
  let best = withTicksADay(life, Math.max(3, Math.round((2 * wakes) / (life.days ?? 1))));
  let miss = wakesOf(best) - wakes;
  for (let step = 0; step < MOST_STEPS && miss !== 0; step++) {
    const ticks = lifeOf(best).ticksPerDay;
    const rate = Math.max(1 / ticks, wakesOf(best) / ticks);
    const change = Math.round(-miss / rate) || -Math.sign(miss);
    const next = withTicksADay(life, Math.max(3, ticks + change));
    const nextMiss = wakesOf(next) - wakes;
    if (Math.abs(nextMiss) >= Math.abs(miss)) break;
    best = next;
    miss = nextMiss;
  }
  return best;
}
