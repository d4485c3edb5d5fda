import { z } from 'zod';
import { probeNames, probeOf, type ProbeName, type ProbeResult } from './probes/registry.ts';

/** Version of the events below; a reader also accepts the one before. */
export const EVENT_VERSION = 1;

const tick = z.int().min(0).describe('Tick that the event belongs to, from 0.');
const epoch = z.int().min(0).describe('Passes over the training images that are complete.');
const level = z.number().min(0).max(1);
const header = { v: z.literal(EVENT_VERSION), tick };
const file = z.string().describe('Path inside the run directory.');

/** Whether a loss was measured in a tick depends on its gates. */
const lossesShape = {
  reconstruction: z.number().optional().describe('L_img'),
  divergence: z.number().optional().describe('L_KL'),
  reality: z.number().optional().describe('L_real'),
  nrem: z.number().optional().describe('L_NREM'),
  adversarial: z.number().optional().describe('L_REM'),
};
export const lossNames = ['reconstruction', 'divergence', 'reality', 'nrem', 'adversarial'] as const;
export type LossName = (typeof lossNames)[number];

const stateEvent = z.strictObject({
  type: z.literal('state'),
  ...header,
  cycle: z.int().min(-1).describe('Wake mini-batches before this one, or -1 before the first.'),
  night: z.int().min(0),
  epoch,
  seconds: z.number().describe('Simulated seconds at the start of the tick.'),
  stage: z.string(),
  ach: level.describe('Acetylcholine; 1 is active waking.'),
  na: level.describe('Noradrenaline; 1 is active waking.'),
  gates: z.strictObject({
    discriminator: level,
    target: level,
    sign: z.number().min(-1).max(1),
    nrem: level,
    connected: z.boolean(),
  }),
});

const lossesEvent = z.strictObject({ type: z.literal('losses'), ...header, ...lossesShape });

const activityEvent = z.strictObject({
  type: z.literal('activity'),
  ...header,
  areas: z.record(z.string(), z.number()).describe('Mean absolute activity of each area.'),
});

const plasticityEvent = z.strictObject({
  type: z.literal('plasticity'),
  ...header,
  areas: z
    .record(z.string(), z.strictObject({ feedforward: z.number().optional(), feedback: z.number().optional() }))
    .describe('Mean absolute change of the weights of each area in this tick, by pathway.'),
});

const dreamEvent = z.strictObject({
  type: z.literal('dream'),
  ...header,
  epoch,
  images: z.int().min(1),
  file: file.describe('What was seen, reconstructed, dreamed in NREM and in REM, as a safetensors file.'),
});

/** The readout after every so many epochs (`probes.readoutEveryEpochs`). */
const readoutEvent = z.strictObject({
  type: z.literal('probe'),
  ...header,
  probe: z.literal('readout'),
  epoch,
  trainAccuracy: z.number().min(0).max(1),
  testAccuracy: z.number().min(0).max(1),
  ridgeAccuracy: z
    .number()
    .min(0)
    .max(1)
    .optional()
    .describe('Of a ridge readout in closed form, on the test images; runs of earlier versions have none.'),
  testImages: z.int().min(1).describe('Every test image is counted.'),
});

/** What an entry of `probes.at` measured; `tick` is the one that was lived last, 0 also before the first. */
export type MeasurementEvent = {
  [Name in ProbeName]: {
    readonly type: 'probe';
    readonly v: typeof EVENT_VERSION;
    readonly tick: number;
    readonly epoch: number;
    readonly probe: Name;
    readonly result: ProbeResult<Name>;
  };
}[ProbeName];

const measurementEvent = z.discriminatedUnion(
  'probe',
  probeNames.map((name) =>
    z.strictObject({
      type: z.literal('probe'),
      ...header,
      probe: z.literal(name),
      epoch,
      result: probeOf(name).result,
    }),
  ) as never,
) as unknown as z.ZodType<MeasurementEvent>;

const checkpointEvent = z.strictObject({ type: z.literal('checkpoint'), ...header, epoch, file });
const warningEvent = z.strictObject({ type: z.literal('warning'), ...header, message: z.string() });
const finishedEvent = z.strictObject({ type: z.literal('finished'), ...header, epoch });

/** What happens in a run, as plain JSON. No event carries wall-clock time: the same run always gives the same events. */
export const eventSchema = z.union([
  z.discriminatedUnion('type', [
    stateEvent,
    lossesEvent,
    activityEvent,
    plasticityEvent,
    dreamEvent,
    readoutEvent,
    checkpointEvent,
    warningEvent,
    finishedEvent,
  ]),
  measurementEvent,
]);

export type ReadoutEvent = z.infer<typeof readoutEvent>;
export type OneirosEvent = z.infer<typeof eventSchema>;
export type EventOf<Type extends OneirosEvent['type']> = Extract<OneirosEvent, { type: Type }>;
