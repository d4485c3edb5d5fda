import { z } from 'zod';

const level = z.number().min(0).max(1);

const target = ({ ach, na }: { ach: number; na: number }, whom: string) =>
  z
    .strictObject({
      ach: level.default(ach).describe('Acetylcholine that the stage tends to, 1 = active waking.'),
      na: level.default(na).describe('Noradrenaline that the stage tends to, 1 = active waking.'),
    })
    .describe(whom)
    .prefault({});

/**
 * ACh and NA that each stage tends to; 1 is active waking. The pattern (ACh high in Wake and REM, NA lowest in REM) is measured,
 * the numbers between are ours; {@link levelCaveats} says which half is well supported.
 * @source Marrosu et al. 1995, Brain Res 671:329; Kametani & Kawamura 1990, Life Sci 47:421; Takahashi et al. 2010,
 *   Neuroscience 169:1115; Léna et al. 2005, J Neurosci Res 81:891
 */
export const controlTable = {
  WAKE: { ach: 1, na: 1 },
  QUIET: { ach: 0.8, na: 0.6 },
  N1: { ach: 0.45, na: 0.45 },
  N2: { ach: 0.25, na: 0.3 },
  N3: { ach: 0.12, na: 0.2 },
  NREM: { ach: 0.12, na: 0.2 },
  REM: { ach: 0.95, na: 0.05 },
} as const;

const SLOW_WAVE_SHARE = 1 / 2.75;
const QUIET_SHARE = 2 / 2.75;

/**
 * ACh as microdialysis found it, over active waking (2.75 times slow-wave sleep); N1 and N2 are interpolated. In the cortex REM
 * is like quiet waking (2.0), in the hippocampus 4, which we clip to 1.
 * @source Marrosu et al. 1995, Brain Res 671:329
 */
const microdialysis = (rem: number) => ({
  WAKE: 1,
  QUIET: QUIET_SHARE,
  N1: 0.5,
  N2: 0.4,
  N3: SLOW_WAVE_SHARE,
  NREM: SLOW_WAVE_SHARE,
  REM: rem,
});

/** Named alternatives for the ACh column of the table; its NA column stays. */
export const achTables = {
  control: null,
  'cortex-microdialysis': microdialysis(QUIET_SHARE),
  'hippocampus-microdialysis': microdialysis(1),
} as const;

const stagesSchema = z
  .strictObject({
    WAKE: target(controlTable.WAKE, 'Active waking.'),
    QUIET: target(controlTable.QUIET, 'Quiet waking; see quietWakeMinutes.'),
    N1: target(controlTable.N1, 'N1, just below 1/2: the twilight.'),
    N2: target(controlTable.N2, 'N2.'),
    N3: target(controlTable.N3, 'N3, slow-wave sleep.'),
    NREM: target(controlTable.NREM, 'NREM sleep where it is not divided (rodents, newborns, models): as N3.'),
    REM: target(controlTable.REM, 'REM sleep.'),
  })
  .describe('ACh and NA that each stage tends to.')
  .prefault({});

const infraslowSchema = z
  .strictObject({
    enabled: z.boolean().default(false).describe('Whether NA rises and falls in waves through N2, N3 and NREM.'),
    amplitude: level.default(0.6).describe("Of a wave, as a share of the stage's NA."),
    periodSeconds: z.number().min(5).max(600).default(50).describe('Mean length of a wave, seconds.'),
    jitter: z
      .number()
      .min(0)
      .max(0.9)
      .default(0.2)
      .describe("Each wave's length is drawn uniformly within this share of the mean."),
    microArousalProbability: level
      .default(0.2)
      .describe('That the crest of a wave brings a micro-arousal: a pulse towards waking, too short to be scored.'),
    microArousalSeconds: z.number().min(1).max(15).default(8).describe('Length of that pulse, seconds.'),
  })
  .describe('Infraslow waves of NA; off unless asked for.')
  .prefault({});

/** How stages become levels, strict. The only home of its defaults. */
export const levelsSchema = z
  .strictObject({
    achTable: z
      .enum(['control', 'cortex-microdialysis', 'hippocampus-microdialysis'])
      .default('control')
      .describe('control: the ACh of `stages`. The others put what microdialysis found in its place.'),
    stages: stagesSchema,
    achSeconds: z
      .number()
      .min(0)
      .max(3600)
      .default(10)
      .describe('Time constant of the release of ACh, seconds; 0: at once.'),
    naSeconds: z
      .number()
      .min(0)
      .max(3600)
      .default(25)
      .describe('Time constant of the release of NA, seconds; 0: at once.'),
    quietWakeMinutes: z
      .number()
      .min(0)
      .default(0)
      .describe('A stretch of Wake shorter than this is quiet waking; 0: all Wake is active.'),
    infraslow: infraslowSchema,
  })
  .superRefine(({ stages, infraslow }, context) => {
    if (!infraslow.enabled) return;
    for (const stage of ['N2', 'N3', 'NREM'] as const) {
      const crest = stages[stage].na * (1 + infraslow.amplitude);
      if (crest > 1) {
        const message = `expected waves that stay at or below 1, got a crest of ${crest.toFixed(2)}; lower the amplitude or this level`;
        context.addIssue({ code: 'custom', path: ['stages', stage, 'na'], message });
      }
    }
  });

export type LevelsConfig = z.output<typeof levelsSchema>;
export type LevelsInput = z.input<typeof levelsSchema>;
