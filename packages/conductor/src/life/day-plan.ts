import type { LevelCurve } from '../nights/level-curve.ts';
import type { Intervention } from '../nights/manipulation.ts';
import type { StageRun } from '../stages.ts';

/** A day of life, from one morning to the next. */
export const DAY_SECONDS = 86_400;

/**
 * One day with its night, divided into ticks: a pure function of the schedule and the day. Arrays have an entry for each tick of
 * the day unless said.
 */
export interface DayPlan {
  /** Counts from 0. */
  readonly day: number;
  readonly ticks: number;
  /** What the day is made of, {@link DAY_SECONDS} in all: waking and the night, after manipulations. */
  readonly runs: readonly StageRun[];
  readonly levels: LevelCurve;
  readonly interventions: readonly Intervention[];
  /** [ticks + 1] start of each tick in seconds since the start of the day, and the day's end. */
  readonly starts: Float64Array;
  /** The stage with the largest share of the tick; the earlier one of two alike. */
  readonly stages: readonly StageRun['stage'][];
  /** Mean levels and gates over the tick. */
  readonly ach: Float64Array;
  readonly na: Float64Array;
  readonly discriminator: Float64Array;
  readonly target: Float64Array;
  /** 1 where NA is high for at least half of the tick: the senses are open, and the tick sees a mini-batch. */
  readonly connected: Uint8Array;
  /** [ticks + 1] how many ticks of the day before this one are connected. */
  readonly wakesBefore: Uint32Array;
}
