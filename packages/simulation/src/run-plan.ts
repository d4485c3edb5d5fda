import type { ProbeMoment } from './config/probe-moment.ts';
import type { RunConfig } from './config/run-config.ts';
import type { WakeClock } from './wake-clock.ts';

/** What is due after a tick, beside learning. Pure: the same tick always has the same duties. */
export interface Duties {
  readonly readout: boolean;
  /** Entries of `probes.at` that measure now. */
  readonly probes: readonly ProbeMoment[];
  readonly dreams: boolean;
  readonly checkpoint: boolean;
  readonly finished: boolean;
}

export interface RunPlan {
  duties(tick: number): Duties;
  /** Entries of `probes.at` that measure the brain before its first tick. */
  readonly probesBefore: readonly ProbeMoment[];
  /** Whether activity and plasticity of the areas are measured in this tick. */
  measuresAreas(cycle: number): boolean;
  /** Whether the checkpoint before this tick is kept for good. */
  isMilestone(tick: number): boolean;
}

const isEvery = (n: number, every: number): boolean => every > 0 && n % every === 0;

export function createRunPlan({ probes, dreams, checkpoints }: RunConfig, clock: WakeClock): RunPlan {
  const endsEveryEpoch = (tick: number, every: number): boolean =>
    clock.endsEpoch(tick) && isEvery(clock.epochOf(tick) + 1, every);
  const endsEveryNight = (tick: number, every: number): boolean =>
    clock.endsDay(tick) && isEvery(clock.dayOf(tick) + 1, every);
  const isKept = (tick: number): boolean =>
    endsEveryEpoch(tick, checkpoints.keepEveryEpochs) || endsEveryNight(tick, checkpoints.keepEveryNights);
  return {
    duties(tick) {
      const finished = tick + 1 === clock.totalTicks;
      return {
        finished,
        readout: endsEveryEpoch(tick, probes.readoutEveryEpochs) || endsEveryNight(tick, probes.readoutEveryNights),
        probes: probes.at.filter(
          ({ everyEpochs, everyNights, ticks }) =>
            endsEveryEpoch(tick, everyEpochs ?? 0) ||
            endsEveryNight(tick, everyNights ?? 0) ||
            ticks?.includes(tick + 1),
        ),
        dreams: endsEveryEpoch(tick, dreams.everyEpochs) || endsEveryNight(tick, dreams.everyNights),
        checkpoint: finished || isEvery(tick + 1, checkpoints.everyTicks) || isKept(tick),
      };
    },
    probesBefore: probes.at.filter(({ ticks }) => ticks?.includes(0)),
    measuresAreas: (cycle) => isEvery(Math.max(0, cycle), probes.areasEveryCycles),
    isMilestone: (tick) => tick === 0 || isKept(tick - 1),
  };
}

/** @param ticks ticks that the brain has lived through @returns path inside the run directory */
export const checkpointFile = (ticks: number): string => `checkpoints/${fileNumber(ticks)}.safetensors`;

/** @param ticks ticks that the brain has lived through @returns path inside the run directory */
export const dreamFile = (ticks: number): string => `dreams/${fileNumber(ticks)}.safetensors`;

/** @param ticks ticks that the brain has lived through @returns path inside the run directory */
export const evaluationFile = (ticks: number, probe: string): string =>
  `evaluations/${fileNumber(ticks)}-${probe}.json`;

const fileNumber = (ticks: number): string => String(ticks).padStart(6, '0');
