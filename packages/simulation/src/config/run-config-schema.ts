import { scheduleSchema } from '@oneiros/conductor';
import { z } from 'zod';
import { conditionNames } from './condition-names.ts';
import { learningSchema, lesionsSchema, perturbationSchema } from './learning-schema.ts';
import { objectivesSchema } from './objective-weights.ts';
import type { ProbeMoment, ProbeMomentInput } from './probe-moment.ts';

const count = z.int().min(1);
const countOrNever = z.int().min(0);
const share = z.number().min(0).max(1);
const seed = z.int().min(0).max(Number.MAX_SAFE_INTEGER);

const seedsSchema = z.strictObject({
  weights: seed.optional().describe('Seed of the initial weights; the run seed unless given.'),
  order: seed.optional().describe('Seed of the order in which images are seen; the run seed unless given.'),
  noise: seed
    .optional()
    .describe('Seed of everything else that is drawn (noise, occlusion, store, readout); the run seed unless given.'),
});

const daysSchema = z.strictObject({
  order: z
    .enum(['shuffled', 'by-class', 'by-domain'])
    .default('shuffled')
    .describe(
      'shuffled: any images on any day. by-class: each day those of its own classes alone, by-domain those of its own image set (data.more): incremental.',
    ),
  classesPerDay: count.default(2).describe('Classes that a day shows, the next ones on the next day; by-class alone.'),
});

const imageSetName = z.enum(['scenes', 'cifar10', 'svhn', 'mnist', 'fashion-mnist', 'folder']);

const furtherSetSchema = z.strictObject({
  name: imageSetName.describe('Which images, as `data.name`.'),
  folder: z.string().default('data').describe('Folder that holds them, as `data.folder`.'),
});

const dataSchema = z.strictObject({
  name: imageSetName
    .default('scenes')
    .describe('Which images: the embedded scenes, a downloaded set, or a folder of PNG images by class.'),
  folder: z.string().default('data').describe('Folder that holds the image files; not read for the embedded scenes.'),
  seed: seed.default(1).describe('Seed of the embedded scenes; other sets ignore it.'),
  train: count.optional().describe('At most so many training images, the first of the set; all unless given.'),
  test: count.optional().describe('At most so many test images, the first of the set; all unless given.'),
  more: z
    .array(furtherSetSchema)
    .min(1)
    .max(20)
    .optional()
    .describe('Further image sets, joined with the first: every class of each is a class of its own.'),
  days: daysSchema.prefault({}).describe('Which images a day shows, in a schedule that has days.'),
});

const modelSchema = z.strictObject({
  imageSidePx: count.default(32).describe('Height and width of an image, pixels.'),
  baseWidth: count.default(64).describe('Channels of V1 (nf); V2 has twice, V4 four times as many.'),
  widthFactor: z
    .number()
    .positive()
    .default(1)
    .describe('Factor on the channels of every area below IT; ablations of width stay relative to a smaller model.'),
  extraAreas: z
    .int()
    .min(-3)
    .max(1)
    .default(0)
    .describe(
      'Retinotopic areas more than leave IT a 4 x 4 map (V1, V2, V4 for 32 px); 1: IT takes 2 x 2, -1: 8 x 8, and so on.',
    ),
  latentSize: count.default(256).describe('Size of the latent z that IT holds (nz).'),
  leakSlope: share.default(0.2).describe('Slope of LeakyReLU below zero.'),
});

const durationSchema = z.strictObject({
  count: count
    .default(50)
    .describe('Length of the run, in the unit beside it, counted from tick 0; a schedule of nights may end it sooner.'),
  unit: z
    .enum(['epochs', 'cycles', 'days', 'ticks'])
    .default('epochs')
    .describe(
      'epochs: passes over the training images, with the sleep after them; cycles: as the schedule counts them; days: with their nights, in a schedule that has them; ticks: mini-batches in one state.',
    ),
});

const mixtureSchema = (defaults: { recent: number; previous: number; noise: number }, phase: string) =>
  z.strictObject({
    recent: share.default(defaults.recent).describe(`Share of the newest stored latents in what ${phase} replays.`),
    previous: share
      .default(defaults.previous)
      .describe(`Share of older latents in what ${phase} replays; where there are none it goes to the newest.`),
    noise: share.default(defaults.noise).describe(`Share of spontaneous activity, N(0, I), in what ${phase} replays.`),
    memories: count
      .min(2)
      .max(64)
      .default(2)
      .describe(
        'Mini-batches mixed: the newest, and so many less one older ones, which divide the share of `previous`.',
      ),
    mixing: z
      .enum(['sum', 'component'])
      .default('sum')
      .describe(
        'sum: memories are averaged by their shares. component: each component of the latent is one memory’s, drawn in proportion to the shares, scaled by their sum.',
      ),
  });

const hippocampalWeightSchema = z.strictObject({
  fallsWithAch: share
    .default(0)
    .describe(
      's: memories keep the share λ = λ0 (1 - s ACh) of a REM dream, λ0 the sum of their shares; 0: all of it.',
    ),
  floor: z
    .number()
    .min(0.01)
    .max(1)
    .default(0.1)
    .describe('λ falls no lower, so that REM never becomes noise alone; what memories lose goes to noise.'),
});

const plasticitySchema = z.strictObject({
  learningRate: z.number().positive().default(2e-4).describe('Step size of Adam.'),
  beta1: z.number().min(0).lt(1).default(0.5).describe('Decay of the first moment, a step.'),
  beta2: z.number().min(0).lt(1).default(0.999).describe('Decay of the second moment, a step.'),
  epsilon: z.number().positive().default(1e-8).describe('Added to the root of the second moment.'),
  idle: z
    .enum(['auto', 'coast', 'hold'])
    .default('auto')
    .describe(
      'A synapse without gradient in a phase: coast on its momentum (the published runs) or hold still; auto: coast in the cycle schedule, hold in nights and lives.',
    ),
});

const occlusionSchema = z.strictObject({
  tileSidePx: z
    .tuple([count, count])
    .default([1, 8])
    .describe('Least and greatest side of the tiles that cover NREM dreams, pixels; one drawn a mini-batch.'),
  dropProbability: z
    .tuple([share, share])
    .default([0, 1])
    .describe('Range of the probability with which a tile is silenced; one drawn a mini-batch.'),
});

const hopfieldSchema = z.strictObject({
  inverseTemperature: z
    .number()
    .min(0)
    .default(32)
    .describe(
      'β: log odds with which a state at an episode prefers it to one at the average distance. Above about ln of their number single episodes are recalled, below it blends.',
    ),
  updates: count.max(64).default(3).describe('Updates of the state, from the cue on.'),
  cue: z
    .enum(['fragment', 'noise'])
    .default('fragment')
    .describe('What recall starts from: a part of a stored episode, or spontaneous activity.'),
  fragment: share.default(0.5).describe('Share of the components of an episode that a fragment keeps.'),
});

const storeFields = z.strictObject({
  kind: z
    .enum(['episodic', 'day', 'hopfield'])
    .default('episodic')
    .describe(
      'episodic: the last two mini-batches (the paper); day: a bounded store of single episodes; hopfield: the same episodes as attractors of a modern Hopfield network, into which recall falls.',
    ),
  capacity: count.default(10_000).describe('Episodes of a day that the day and Hopfield stores hold at most.'),
  sampling: z
    .enum(['uniform', 'recent'])
    .default('uniform')
    .describe('How the day and Hopfield stores are replayed: every episode alike, or recent ones more often.'),
  recencyTicks: z.number().positive().default(1000).describe('Time constant of recent sampling, in ticks.'),
  days: z
    .literal([1, 2])
    .default(1)
    .describe('2: the day store keeps yesterday too, and REM mixes the two days; a life has 2 unless given.'),
  decayTicks: z
    .number()
    .positive()
    .optional()
    .describe(
      'Engrams decay: their strength, and with it their share of replay, falls to 1/e in so many ticks; they keep unless given. Not of the episodic store.',
    ),
  forgetBelow: share.default(0.05).describe('Engrams whose strength decayed below this are forgotten.'),
  priority: z
    .enum(['none', 'novelty', 'reconstruction-error'])
    .default('none')
    .describe(
      'What makes an episode more likely to be replayed: its distance to the nearest engram when it was encoded, or how badly its image was reconstructed in Wake. Not of the episodic store.',
    ),
  priorityExponent: z
    .number()
    .min(0)
    .default(1)
    .describe('Replay is in proportion to the priority to this power; 0: all alike.'),
  hopfield: hopfieldSchema.prefault({}).describe('How the Hopfield store recalls.'),
});

/** What the last two mini-batches cannot do is refused rather than left out. */
const storeSchema = storeFields.superRefine(({ kind, decayTicks, priority }, context) => {
  if (kind !== 'episodic') return;
  const refuse = (key: string): void =>
    context.addIssue({ code: 'custom', path: [key], message: 'needs store.kind day or hopfield, got episodic' });
  if (decayTicks !== undefined) refuse('decayTicks');
  if (priority !== 'none') refuse('priority');
});

/** Entries of `probes.at`: what measures, and when. */
type ProbeMomentSchema = z.ZodType<ProbeMoment, ProbeMomentInput>;

const probesSchemaOf = (probeMoment: ProbeMomentSchema) =>
  z.strictObject({
    readoutEveryEpochs: countOrNever
      .default(1)
      .describe('A linear readout of z is trained and tested every so many epochs; 0: never.'),
    readoutEveryNights: countOrNever
      .default(0)
      .describe('The same in the morning after every so many nights; 0: never, 1: each morning.'),
    readoutEpochs: count.default(20).describe('Passes of the readout over its training latents.'),
    readoutLearningRate: z
      .number()
      .positive()
      .default(0.2)
      .describe('Step size of the readout, plain gradient descent.'),
    readoutBatchSize: count.default(64).describe('Latents in a mini-batch of the readout.'),
    readoutTrainImages: count
      .optional()
      .describe('The readout learns from so many training images, the first ones; all unless given.'),
    areasEveryCycles: countOrNever
      .default(50)
      .describe('Activity and plasticity of each area are measured in one of so many cycles; 0: never.'),
    at: z.array(probeMoment).default([]).describe('Further probes, and when they measure.'),
  });

const dreamsSchema = z.strictObject({
  everyEpochs: countOrNever
    .default(1)
    .describe('Dreams of fixed test images are kept before the first tick and every so many epochs; 0: never.'),
  everyNights: countOrNever
    .default(0)
    .describe('The same in the morning after every so many nights; 0: never, 1: each morning.'),
  count: count.default(16).describe('Test images to dream about, the first ones.'),
});

const checkpointsSchema = z.strictObject({
  everyTicks: count
    .default(1000)
    .describe('A checkpoint is written every so many ticks, and at the start and the end.'),
  keep: count.default(3).describe('So many of the newest checkpoints are kept.'),
  keepEveryEpochs: countOrNever
    .default(10)
    .describe('A checkpoint at the end of every so many epochs is written and kept for good; 0: none.'),
  keepEveryNights: countOrNever.default(0).describe('The same in the morning after every so many nights; 0: none.'),
});

const backendSchema = z.strictObject({
  name: z
    .enum(['auto', 'onednn', 'tensorflow', 'webgpu', 'cpu'])
    .default('auto')
    .describe(
      'Tensor back end of Node; auto: the fastest on the CPU that loads. Results are bit-identical on one back end only.',
    ),
  threads: count.optional().describe('Threads of the back end; one for each core unless given.'),
});

/**
 * The schema of configurations, and the only home of their defaults. Probes bring a tensor library along: who only reads
 * configurations gives a schema that takes none.
 */
export const runConfigSchemaOf = (probeMoment: ProbeMomentSchema) =>
  z
    .strictObject({
      condition: z
        .enum(conditionNames)
        .default('pad')
        .describe(
          'Preset that fills schedule, objectives, learning, wakeNoise, replay and more where they are not given.',
        ),
      seed: seed.default(1).describe('Seed from which all that is drawn follows.'),
      seeds: seedsSchema.prefault({}).describe('Seeds of their own for parts of the run, to pair contrasts.'),
      data: dataSchema.prefault({}).describe('The images.'),
      model: modelSchema.prefault({}).describe('Shape of the cortex.'),
      batchSize: count.min(2).default(64).describe('Images in a mini-batch, that is in a tick.'),
      duration: durationSchema.prefault({}).describe('Length of the run.'),
      schedule: scheduleSchema
        .prefault({ kind: 'cycle' })
        .describe('How acetylcholine and noradrenaline run over time, and the gates that they open.'),
      objectives: objectivesSchema.prefault({}).describe('Weights of the objectives.'),
      learning: learningSchema.prefault({}).describe('Which network each state trains, and on what.'),
      lesions: lesionsSchema.prefault({}).describe('What of the brain does not work.'),
      wakeNoise: z
        .number()
        .min(0)
        .default(0)
        .describe('Standard deviation of the noise added to z before the feedback pathway while awake.'),
      replay: z
        .strictObject({
          nrem: mixtureSchema({ recent: 1, previous: 0, noise: 0 }, 'NREM')
            .prefault({})
            .describe('What NREM replays; it is both the input and the target.'),
          rem: mixtureSchema({ recent: 0.25, previous: 0.25, noise: 0.5 }, 'REM')
            .extend({
              hippocampalWeight: hippocampalWeightSchema
                .prefault({})
                .describe('Whether acetylcholine takes weight from the hippocampus in REM.'),
            })
            .prefault({})
            .describe('What REM recombines.'),
        })
        .prefault({})
        .describe('What the hippocampus offers in sleep.'),
      plasticity: plasticitySchema.prefault({}).describe('Adam, and synapses that a phase leaves out.'),
      occlusion: occlusionSchema.prefault({}).describe('The tiles that cover NREM dreams.'),
      perturbation: perturbationSchema
        .prefault({})
        .describe('How NREM dreams are perturbed: contrast first, then noise, then the tiles.'),
      store: storeSchema.prefault({}).describe('The hippocampal store.'),
      probes: probesSchemaOf(probeMoment).prefault({}).describe('What is measured while the run goes on.'),
      dreams: dreamsSchema.prefault({}).describe('Which dreams are kept.'),
      checkpoints: checkpointsSchema.prefault({}).describe('When the whole brain is saved.'),
      divergedAboveLoss: z
        .number()
        .positive()
        .default(1e4)
        .describe('The run stops as diverged when a loss is above this, infinite or not a number.'),
      backend: backendSchema.prefault({}).describe('What computes.'),
    })
    .superRefine(({ data, schedule }, context) => {
      if (data.days.order === 'by-domain' && data.more === undefined) {
        const message = 'by-domain needs further image sets; name them in data.more';
        context.addIssue({ code: 'custom', path: ['data', 'days', 'order'], message });
      }
      if (data.days.order === 'shuffled' || schedule.kind !== 'cycle') return;
      const message = 'a cycle has no days; choose a schedule of kind nights or life';
      context.addIssue({ code: 'custom', path: ['data', 'days', 'order'], message });
    });
