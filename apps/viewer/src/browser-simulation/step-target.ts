import { endsCycle, stateAt, type Schedule } from '@oneiros/conductor';

export const stepUnits = ['tick', 'stage', 'cycle', 'night'] as const;
export type StepUnit = (typeof stepUnits)[number];

/**
 * The tick before which a step ends: after this tick, at the next change of stage, at the end of the cycle (a Wake mini-batch and
 * the sleep that follows it), or in the next morning.
 *
 * @param tick the next one to be lived, below `totalTicks`
 * @returns undefined where the schedule has no such unit: a cycle has no nights
 */
export function stepTarget(unit: StepUnit, schedule: Schedule, tick: number, totalTicks: number): number | undefined {
  if (tick >= totalTicks || !canStep(unit, schedule)) return undefined;
  const isLast: (at: number) => boolean = {
    tick: () => true,
    stage: (at: number) => stateAt(schedule, at + 1).stage !== stateAt(schedule, at).stage,
    cycle: (at: number) => endsCycle(schedule, at),
    night: (at: number) => stateAt(schedule, at + 1).night !== stateAt(schedule, at).night,
  }[unit];
  let last = tick;
  while (last + 1 < totalTicks && !isLast(last)) last++;
  return last + 1;
}

/** Whether a schedule has nights to step by. */
export const canStep = (unit: StepUnit, schedule: Schedule): boolean => unit !== 'night' || schedule.kind !== 'cycle';
