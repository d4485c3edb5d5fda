import type { CycleSchedule, NightsSchedule } from './schedule-schema.ts';

/** A schedule whose periods are all alike. */
export type PeriodicSchedule = CycleSchedule | NightsSchedule;

/** Consecutive ticks in one named state. */
export interface Bout {
  /** Key in the schedule's `levels`. */
  readonly name: string;
  /** First tick, counted from the start of the period. */
  readonly start: number;
  readonly ticks: number;
}

/** One period of a schedule (a cycle of the paper, or a day with its night) as bouts without gaps. */
export interface Timeline {
  readonly bouts: readonly Bout[];
  readonly periodTicks: number;
  /** Wake mini-batches that a period begins with (`nights`); 0 where cycles are counted by periods (`cycle`). */
  readonly dayTicks: number;
  /** Ticks of the whole schedule; Infinity where it repeats for ever. */
  readonly totalTicks: number;
}

const joinBouts = (parts: readonly (readonly [name: string, ticks: number])[]): Bout[] => {
  const bouts: Bout[] = [];
  let start = 0;
  for (const [name, ticks] of parts) {
    if (ticks === 0) continue;
    bouts.push({ name, start, ticks });
    start += ticks;
  }
  return bouts;
};

const lengthOf = (bouts: readonly Bout[]): number => {
  const last = bouts.at(-1)!;
  return last.start + last.ticks;
};

function cycleTimeline(schedule: CycleSchedule): Timeline {
  const bouts = joinBouts(schedule.order.map((name) => [name, schedule.blockTicks] as const));
  return { bouts, periodTicks: lengthOf(bouts), dayTicks: 0, totalTicks: Infinity };
}

/** Moves linearly from `first` (first cycle of the night) to `last` (last cycle). */
const overTheNight = ({ first, last }: { first: number; last: number }, cycle: number, cycles: number): number =>
  cycles === 1 ? first : first + ((last - first) * cycle) / (cycles - 1);

function nightsTimeline(schedule: NightsSchedule): Timeline {
  const { cyclesPerNight, nremTicks, remTicks, deepShare, dayMiniBatches } = schedule;
  const parts: [string, number][] = [['wake', dayMiniBatches]];
  for (let cycle = 0; cycle < cyclesPerNight; cycle++) {
    const nrem = Math.round(overTheNight(nremTicks, cycle, cyclesPerNight));
    const deep = Math.round(nrem * overTheNight(deepShare, cycle, cyclesPerNight));
    const descent = Math.ceil((nrem - deep) / 2);
    const rem = Math.round(overTheNight(remTicks, cycle, cyclesPerNight));
    parts.push(['n2', descent], ['n3', deep], ['n2', nrem - deep - descent], ['rem', rem]);
  }
  const bouts = joinBouts(parts);
  const periodTicks = lengthOf(bouts);
  return { bouts, periodTicks, dayTicks: dayMiniBatches, totalTicks: periodTicks * schedule.nights };
}

const timelines = new WeakMap<PeriodicSchedule, Timeline>();

/** The bouts of a schedule; computed once for each schedule object. */
export function timelineOf(schedule: PeriodicSchedule): Timeline {
  const known = timelines.get(schedule);
  if (known !== undefined) return known;
  const timeline = schedule.kind === 'cycle' ? cycleTimeline(schedule) : nightsTimeline(schedule);
  timelines.set(schedule, timeline);
  return timeline;
}

/** Index of the bout that holds a tick of the period, by bisection. */
export function boutIndexAt({ bouts }: Timeline, tickOfPeriod: number): number {
  let low = 0;
  let high = bouts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (bouts[middle]!.start <= tickOfPeriod) low = middle;
    else high = middle - 1;
  }
  return low;
}
