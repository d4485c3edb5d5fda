import { z } from 'zod';

export const learningSchema = z.strictObject({
  rule: z
    .enum(['pad', 'wake-sleep'])
    .default('pad')
    .describe(
      'pad: the rule of the paper. wake-sleep: Wake trains the feedback pathway alone on L_img; both sleeps train the feedforward pathway alone on L_NREM, from what NREM replays.',
    ),
  recovery: z
    .enum(['distance', 'contrastive'])
    .default('distance')
    .describe(
      'L_NREM. distance: mean squared error between the replayed and the recovered latent. contrastive: InfoNCE, which tells the replayed latent from the others of the mini-batch by cosine.',
    ),
  temperature: z.number().positive().default(0.1).describe('Temperature of the contrastive recovery.'),
});

/** Least and greatest value of what is drawn once a mini-batch. */
const range = (value: z.ZodNumber, defaults: [number, number]) =>
  z
    .tuple([value, value])
    .refine(([least, greatest]) => least <= greatest, 'expected two numbers, the lower first')
    .default(defaults);

export const perturbationSchema = z.strictObject({
  occlusion: z.boolean().default(true).describe('Whether tiles cover NREM dreams, as `occlusion` says.'),
  contrast: range(z.number().min(0), [1, 1]).describe(
    'Range of the factor on the contrast of NREM dreams, about mid-grey; one drawn a mini-batch.',
  ),
  noise: range(z.number().min(0), [0, 0]).describe(
    'Range of the standard deviation of noise added to every pixel of NREM dreams, which span -1 to 1; one drawn a mini-batch.',
  ),
});

const hippocampusLesionSchema = z.strictObject({
  engramsLost: z.number().min(0).max(1).default(0).describe('Share of the stored engrams that sleep does not find.'),
  order: z
    .enum(['chance', 'oldest'])
    .default('chance')
    .describe('Which engrams are lost: any, the same ones for as long as they are stored, or the oldest first.'),
  silent: z
    .boolean()
    .default(false)
    .describe('The hippocampus encodes and replays nothing: there is no dream to learn from.'),
});

export const lesionsSchema = z.strictObject({
  hippocampus: hippocampusLesionSchema
    .prefault({})
    .describe('What of the hippocampus does not work, whatever its store.'),
  realityMonitor: z
    .boolean()
    .default(false)
    .describe('The reality monitor is silent: it judges everything alike, gives no error and learns nothing.'),
  remFeedback: z
    .enum(['intact', 'silenced', 'plasticity-blocked'])
    .default('intact')
    .describe(
      'The feedback pathway in REM. silenced: its activity is zeroed, the dream is an even mid-grey. plasticity-blocked: it dreams and does not learn.',
    ),
});
