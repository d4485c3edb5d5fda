import type { Levels, Stage } from './brain-state.ts';
import type { Schedule } from './schedule-schema.ts';
import { secondsAt, stateAt } from './state-at.ts';

/** One stage; its levels are means over its ticks. */
export interface StageSummary extends Levels {
  readonly stage: Stage;
  readonly ticks: number;
  readonly seconds: number;
  /** Of all ticks, 0..1. */
  readonly share: number;
  /** Uninterrupted stretches. */
  readonly bouts: number;
}

export interface ScheduleSummary {
  readonly ticks: number;
  readonly seconds: number;
  /** Cycles that the ticks touch. */
  readonly cycles: number;
  /** Nights, with the days before them, that the ticks touch; 0 in `cycle`. */
  readonly nights: number;
  /** In the order in which they first occur. */
  readonly stages: readonly StageSummary[];
  /** Sums over the ticks of gate_D target_D, gate_NREM and gate_D (1 - target_D): mini-batches' worth of each learning. */
  readonly learning: { readonly wake: number; readonly nrem: number; readonly rem: number };
}

interface Tally {
  ticks: number;
  seconds: number;
  bouts: number;
  ach: number;
  na: number;
}

/**
 * What some ticks of a schedule are made of.
 * @param ticks how many; @param from the first, 0 unless given.
 * @throws TickOutOfRangeError where the schedule has fewer; RangeError where `ticks` is no positive integer.
 */
export function summarise(schedule: Schedule, ticks: number, from = 0): ScheduleSummary {
  if (!Number.isSafeInteger(ticks) || ticks < 1)
    throw new RangeError(`Expected a number of ticks from 1, got ${ticks}.`);
  const first = stateAt(schedule, from);
  const last = stateAt(schedule, from + ticks - 1);
  const tallies = new Map<Stage, Tally>();
  const learning = { wake: 0, nrem: 0, rem: 0 };
  let before: Stage | undefined;
  let start = first.seconds;
  for (let tick = from; tick < from + ticks; tick++) {
    const { stage, gates, ach, na } = stateAt(schedule, tick);
    const tally = tallies.get(stage) ?? { ticks: 0, seconds: 0, bouts: 0, ach: 0, na: 0 };
    tallies.set(stage, tally);
    tally.ticks += 1;
    const end = secondsAt(schedule, tick + 1);
    tally.seconds += end - start;
    start = end;
    tally.bouts += stage === before ? 0 : 1;
    tally.ach += ach;
    tally.na += na;
    before = stage;
    learning.wake += gates.discriminator * gates.target;
    learning.nrem += gates.nrem;
    learning.rem += gates.discriminator * (1 - gates.target);
  }
  return {
    ticks,
    seconds: start - first.seconds,
    cycles: last.cycle - first.cycle + 1,
    nights: schedule.kind !== 'cycle' ? last.night - first.night + 1 : 0,
    stages: [...tallies].map(([stage, tally]) => ({
      stage,
      ticks: tally.ticks,
      seconds: tally.seconds,
      share: tally.ticks / ticks,
      bouts: tally.bouts,
      ach: tally.ach / tally.ticks,
      na: tally.na / tally.ticks,
    })),
    learning,
  };
}
