import { z } from 'zod';
import { sleepModelNames, sleepModels } from '../models/sleep-models.ts';
import { levelsSchema } from '../nights/levels-schema.ts';
import { manipulationSchema } from '../nights/manipulation-schema.ts';
import { presetOverridesSchema } from '../nights/preset-night.ts';
import { nightPresets } from '../nights/presets.ts';
import { nearestWord } from '../suggestion.ts';
import { DAY_SECONDS } from './day-plan.ts';

/** Stages of which a day is made; unscored time is resolved before (`resolveUnscored`). */
export const lifeStages = ['WAKE', 'N1', 'N2', 'N3', 'NREM', 'REM'] as const;

const hypnogramSchema = z.strictObject({
  name: z.string().min(1).max(256).default('hypnogram').describe('Where it comes from, such as the name of its file.'),
  epochSeconds: z.number().positive().default(30).describe('The unit in which it was scored.'),
  runs: z
    .array(z.tuple([z.enum(lifeStages), z.number().positive()]))
    .min(1)
    .max(100_000)
    .describe('[stage, seconds] of consecutive stretches, from the start of the recording.'),
  fill: z
    .enum(['wake', 'repeat'])
    .default('wake')
    .describe(
      'What makes a shorter recording a day of 24 h. wake: waking before it; repeat: the recording again and again.',
    ),
});

/** Presets that are nights or days; the paper's schedule is one of kind `cycle`. */
const presetNames = Object.keys(nightPresets).filter((name) => nightPresets[name]!.kind !== 'cycle');

type Belonging = 'overrides' | 'parameters' | 'levels';

/** What says more about a source, and which one. */
const belongings: Readonly<Record<Belonging, 'preset' | 'model'>> = {
  overrides: 'preset',
  parameters: 'model',
  levels: 'model',
};

const sourceSchema = z
  .strictObject({
    preset: z.enum(presetNames).optional().describe('A night of this preset every day, and waking before it.'),
    overrides: z
      .record(z.string(), z.number())
      .optional()
      .describe('Fields of the preset to replace, such as remPercent; see `oneiros schedule show`.'),
    hypnogram: hypnogramSchema
      .optional()
      .describe('A scored recording, lived every day; one of several days is lived day by day, and then again.'),
    model: z.enum(sleepModelNames).optional().describe('A sleep model that runs on from day to day.'),
    parameters: z.record(z.string(), z.number()).optional().describe('Parameters of the model to replace.'),
    startHours: z
      .number()
      .min(0)
      .max(10_000)
      .optional()
      .describe(
        'Hours into a preset or recording of 24 h (0 unless given), or of model time (half an hour into its longest waking of the first 24 h unless given), at which a day begins.',
      ),
    levels: z
      .enum(['model', 'stages'])
      .optional()
      .describe(
        'ACh and NA. model: its own, where it has both (unless given); stages: those of its stages, by `levels`.',
      ),
  })
  .superRefine((source, context) => {
    const given = (['preset', 'hypnogram', 'model'] as const).filter((key) => source[key] !== undefined);
    if (given.length !== 1) {
      const message = `expected exactly one of preset, hypnogram and model, got ${given.length === 0 ? 'none' : given.join(' and ')}`;
      context.addIssue({ code: 'custom', path: [], message });
      return;
    }
    for (const [key, owner] of Object.entries(belongings) as [Belonging, 'preset' | 'model'][]) {
      if (source[key] === undefined || source[owner] !== undefined) continue;
      context.addIssue({ code: 'custom', path: [key], message: `belongs to a ${owner}; leave it out` });
    }
    const { preset, overrides, model, parameters } = source;
    if (preset !== undefined && overrides !== undefined)
      addIssuesOf(presetOverridesSchema(nightPresets[preset]!), overrides, 'overrides', context);
    if (model !== undefined && parameters !== undefined)
      addIssuesOf(sleepModels[model].parameters, parameters, 'parameters', context);
  });

/** What is wrong with the values of a record whose schema another field chooses. */
function addIssuesOf(schema: z.ZodObject, values: unknown, key: string, context: z.RefinementCtx): void {
  for (const issue of schema.safeParse(values).error?.issues ?? []) {
    if (issue.code === 'unrecognized_keys') {
      for (const name of issue.keys) {
        const known = Object.keys(schema.shape);
        const nearest = nearestWord(name, known);
        const advice = nearest === undefined ? `known: ${known.join(', ')}` : `did you mean "${nearest}"?`;
        context.addIssue({ code: 'custom', path: [key, name], message: `unknown key "${name}"; ${advice}` });
      }
    } else {
      const message = issue.message.replace(/^Invalid input: /, '');
      context.addIssue({ code: 'custom', path: [key, ...issue.path], message });
    }
  }
}

const updatesSchema = z.discriminatedUnion('mode', [
  z.strictObject({
    mode: z.literal('proportional').describe('As many mini-batches as a stage lasts.'),
    minutesPerMiniBatch: z
      .number()
      .positive()
      .max(DAY_SECONDS / 60)
      .default(4)
      .describe('Minutes of life that a mini-batch stands for, rounded so that a day has a whole number of them.'),
  }),
  z.strictObject({
    mode: z
      .literal('equal')
      .describe('As many mini-batches of Wake, NREM and REM a day, however long they last (the paper).'),
    miniBatches: z
      .int()
      .min(1)
      .max(100_000)
      .default(100)
      .describe('Mini-batches a day for each of the three; those of one that a day lacks go to the others.'),
  }),
]);

const gatesSchema = z
  .strictObject({
    mode: z.enum(['hard', 'graded']).default('graded').describe('hard: a step at 1/2 (the paper); graded: a logistic.'),
    width: z.number().positive().max(1).default(0.08).describe('w of the logistic; hard gates ignore it.'),
    negligible: z
      .number()
      .min(0)
      .max(0.2)
      .default(0.01)
      .describe(
        'A gate that is open or shut but for so much counts as wholly so: what it lets through is not computed.',
      ),
  })
  .prefault({});

/** Days and nights of any source; self-contained, the only home of its defaults. */
export const lifeSchema = z.strictObject({
  kind: z.literal('life').describe('Days and nights of 24 h: a preset, a recorded hypnogram or a sleep model.'),
  days: z.int().min(1).max(1_000_000).default(5).describe('How many days with their nights.'),
  source: sourceSchema.prefault({ preset: 'adult' }).describe('What the days are made of.'),
  levels: levelsSchema.prefault({}).describe('How stages become levels of ACh and NA.'),
  manipulations: z
    .array(manipulationSchema)
    .max(100)
    .default([])
    .describe('What is done to the nights, in this order; calibrated caricatures, not predictions.'),
  updates: updatesSchema.prefault({ mode: 'proportional' }).describe('How time becomes mini-batches.'),
  gates: gatesSchema,
  remIntensity: z
    .number()
    .min(0)
    .max(100)
    .default(1)
    .describe('Gain on what REM teaches, L_REM: the density of REM sleep, which no hypnogram tells.'),
  seed: z.int().min(0).max(Number.MAX_SAFE_INTEGER).default(1).describe('Seed of all that is drawn in the schedule.'),
});

/** A life with every field filled in. */
export type LifeSchedule = z.output<typeof lifeSchema>;
