import type { StageRun } from '../stages.ts';
import { DAY_SECONDS } from './day-plan.ts';
import type { LifeSchedule } from './life-schema.ts';
import { classOf, stageClasses, type StageClass } from './stage-class.ts';

type Updates = LifeSchedule['updates'];

/** Mini-batches of a day, the same for every day of a schedule. */
export const ticksPerDay = (updates: Updates): number =>
  updates.mode === 'equal'
    ? stageClasses.length * updates.miniBatches
    : Math.max(1, Math.round(DAY_SECONDS / 60 / updates.minutesPerMiniBatch));

/**
 * When the ticks of a day start. The warp takes time to ticks at a speed of its own for Wake, NREM and REM; tick k starts where
 * the warp is k. `proportional`: one speed for all. `equal`: as many ticks for each of the three; what a day lacks goes to the
 * others in equal parts.
 * @param runs of a whole day
 * @returns [ticks + 1] seconds since the start of the day, ascending from 0 to {@link DAY_SECONDS}
 */
export function tickStarts(runs: readonly StageRun[], updates: Updates): Float64Array {
  const ticks = ticksPerDay(updates);
  const starts = new Float64Array(ticks + 1);
  if (updates.mode === 'proportional') return starts.map((_, k) => (DAY_SECONDS * k) / ticks);
  const seconds: Record<StageClass, number> = { wake: 0, nrem: 0, rem: 0 };
  for (const run of runs) seconds[classOf(run.stage)] += run.seconds;
  const share = ticks / stageClasses.filter((name) => seconds[name] > 0).length;
  let lived = 0;
  let warped = 0;
  let next = 1;
  for (const run of runs) {
    const speed = share / seconds[classOf(run.stage)];
    const end = warped + run.seconds * speed;
    // A tick that starts within a billionth of a boundary starts at it: whole blocks of a stage stay whole.
    for (; next < ticks && next < end - 1e-9 * ticks; next++) starts[next] = lived + Math.max(0, next - warped) / speed;
    lived += run.seconds;
    warped = end;
  }
  for (; next < ticks; next++) starts[next] = DAY_SECONDS;
  starts[ticks] = DAY_SECONDS;
  return starts;
}
