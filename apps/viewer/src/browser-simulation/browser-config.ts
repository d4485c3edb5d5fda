import type { Schedule } from '@oneiros/conductor';
import type { ConditionName, RunConfigInput } from '@oneiros/simulation/config';
import { paperSchedule, scheduleOf, type ScheduleChoice } from './schedule-choice.ts';

export const brainSizes = {
  tiny: { baseWidth: 4, latentSize: 16, batchSize: 8, train: 256, test: 64, label: 'Tiny: V1 of 4 channels, z of 16' },
  small: { baseWidth: 8, latentSize: 32, batchSize: 16, train: 512, test: 128, label: 'Small: 8 channels, z of 32' },
  medium: {
    baseWidth: 16,
    latentSize: 64,
    batchSize: 32,
    train: 1024,
    test: 256,
    label: 'Medium: 16 channels, z of 64',
  },
  paper: {
    baseWidth: 64,
    latentSize: 256,
    batchSize: 64,
    train: 6400,
    test: 1000,
    label: "The paper's: 64 channels, z of 256",
  },
} as const;
export type BrainSize = keyof typeof brainSizes;

/** What a brain in the browser is made of; with the clamps, all that its life depends on but for the back end's rounding. */
export interface BrainChoice {
  readonly seed: number;
  readonly size: BrainSize;
  readonly condition: ConditionName;
  readonly schedule: ScheduleChoice;
}

export const defaultBrain: BrainChoice = { seed: 1, size: 'tiny', condition: 'pad', schedule: paperSchedule };

const EPOCHS = 200;

/**
 * Layers of the configuration: a small cortex on the embedded scenes, looked at often. The schedule goes over the condition's own.
 * @throws ScheduleInvalidError
 */
export function browserLayers({ seed, size, condition, schedule: choice }: BrainChoice): RunConfigInput[] {
  const { baseWidth, latentSize, batchSize, train, test } = brainSizes[size];
  const schedule = scheduleOf(choice);
  const days = daysOf(schedule);
  return [
    {
      condition,
      seed,
      data: { name: 'scenes', train, test },
      model: { baseWidth, latentSize },
      batchSize,
      duration: { count: EPOCHS, unit: 'epochs' },
      probes: { readoutEveryEpochs: 1, readoutEpochs: 10, areasEveryCycles: 5 },
      dreams: { everyEpochs: 1, count: 8 },
    },
    ...(isOfCondition(choice) ? [] : [{ schedule }]),
    ...(days === undefined ? [] : [{ duration: { count: days, unit: 'days' as const } }, lookEachMorning]),
  ];
}

/** The paper's cycle is the base that conditions change the order of: it is not laid over them. */
const isOfCondition = (choice: ScheduleChoice): boolean => 'preset' in choice && choice.preset === 'paper';

const lookEachMorning: RunConfigInput = {
  probes: { readoutEveryEpochs: 0, readoutEveryNights: 1 },
  dreams: { everyEpochs: 0, everyNights: 1 },
};

function daysOf(schedule: Schedule): number | undefined {
  if (schedule.kind === 'cycle') return undefined;
  return schedule.kind === 'nights' ? schedule.nights : schedule.days;
}
