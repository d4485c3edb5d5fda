import { averageGatesAlong, meanAlong } from '../gates.ts';
import type { LevelCurve } from '../nights/level-curve.ts';
import type { DayPlan } from './day-plan.ts';
import type { LifeSchedule } from './life-schema.ts';

export type TickLevels = Pick<DayPlan, 'ach' | 'na' | 'discriminator' | 'target' | 'connected' | 'wakesBefore'>;

/** A gate that is open or shut but for a negligible share counts as wholly so. */
export const settleGate = (gate: number, negligible: number): number =>
  gate < negligible ? 0 : gate > 1 - negligible ? 1 : gate;

/**
 * Levels and gates of each tick: time averages along the curve, never samples. A gate at a moment would alias the infraslow waves
 * of NA: 50 s are much shorter than a tick of minutes.
 * @param starts [ticks + 1] seconds, ascending
 */
export function averageTicks(
  curve: LevelCurve,
  starts: Float64Array,
  { negligible, ...gates }: LifeSchedule['gates'],
): TickLevels {
  const ticks = starts.length - 1;
  const averages = {
    ach: new Float64Array(ticks),
    na: new Float64Array(ticks),
    discriminator: new Float64Array(ticks),
    target: new Float64Array(ticks),
    connected: new Uint8Array(ticks),
    wakesBefore: new Uint32Array(ticks + 1),
  };
  for (let tick = 0; tick < ticks; tick++) {
    const points = curve.points(starts[tick]!, starts[tick + 1]!);
    const { discriminator, target, connected } = averageGatesAlong(points, gates);
    averages.ach[tick] = meanAlong(points, (point) => point.ach);
    averages.na[tick] = meanAlong(points, (point) => point.na);
    averages.discriminator[tick] = settleGate(discriminator, negligible);
    averages.target[tick] = settleGate(target, negligible);
    averages.connected[tick] = connected ? 1 : 0;
    averages.wakesBefore[tick + 1] = averages.wakesBefore[tick]! + (connected ? 1 : 0);
  }
  return averages;
}
