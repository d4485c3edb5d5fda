import type { LevelCurve } from '../nights/level-curve.ts';
import type { Intervention } from '../nights/manipulation.ts';
import type { StageRun } from '../stages.ts';
import { DAY_SECONDS, type DayPlan } from './day-plan.ts';
import type { LifeSchedule } from './life-schema.ts';
import { averageTicks } from './tick-levels.ts';
import { tickStarts } from './warp.ts';

/** A day as it is lived, before it is divided into ticks. */
export interface LivedDay {
  /** {@link DAY_SECONDS} in all */
  readonly runs: readonly StageRun[];
  readonly levels: LevelCurve;
  readonly interventions: readonly Intervention[];
}

export type PlanOptions = Pick<LifeSchedule, 'updates' | 'gates'>;

/** Divides a day into ticks. */
export function planDay(day: number, { runs, levels, interventions }: LivedDay, options: PlanOptions): DayPlan {
  const starts = tickStarts(runs, options.updates);
  return {
    ...{ day, ticks: starts.length - 1, runs, levels, interventions, starts },
    stages: mainStages(runs, starts),
    ...averageTicks(levels, starts, options.gates),
  };
}

/**
 * The stage with the largest share of each tick; the one that comes first of two alike.
 * @param runs of a whole day @param starts [ticks + 1]
 */
export function mainStages(runs: readonly StageRun[], starts: Float64Array): StageRun['stage'][] {
  const stages: StageRun['stage'][] = [];
  let index = 0;
  let runStart = 0;
  for (let tick = 0; tick + 1 < starts.length; tick++) {
    const from = starts[tick]!;
    const until = starts[tick + 1]!;
    const shares = new Map<StageRun['stage'], number>();
    for (;;) {
      const { stage, seconds } = runs[index]!;
      const runEnd = index === runs.length - 1 ? DAY_SECONDS : runStart + seconds;
      const share = Math.min(runEnd, until) - Math.max(runStart, from);
      if (share > 0) shares.set(stage, (shares.get(stage) ?? 0) + share);
      if (runEnd > until || index === runs.length - 1) break;
      runStart = runEnd;
      index++;
    }
    let most = { stage: runs[index]!.stage, share: 0 };
    for (const [stage, share] of shares) if (share > most.share) most = { stage, share };
    stages.push(most.stage);
  }
  return stages;
}
