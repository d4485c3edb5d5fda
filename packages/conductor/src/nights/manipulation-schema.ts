import { z } from 'zod';

const day = z.int().min(0).max(1_000_000);

const days = z
  .strictObject({ from: day.describe('First day, from 0.'), to: day.describe('Last day, inclusive.') })
  .refine(({ from, to }) => to >= from, 'expected a last day that does not come before the first')
  .optional()
  .describe('The days it acts on; every day unless given.');

const hours = z
  .strictObject({
    fromHour: z.number().min(0).max(24).describe('Hours since sleep onset.'),
    toHour: z.number().min(0).max(24).describe('Hours since sleep onset.'),
  })
  .refine(({ fromHour, toHour }) => toHour > fromHour, 'expected a window that ends after it begins')
  .optional()
  .describe('The part of the night it acts on, hours since sleep onset; all of it unless given.');

const window = { days, hours };

const toleratedSeconds = z
  .strictObject({
    least: z.number().positive().max(600).describe('Shortest time, seconds.'),
    most: z.number().positive().max(600).describe('Longest time, seconds.'),
  })
  .refine(({ least, most }) => most >= least, 'expected `most` not to be below `least`');

const awakenings = {
  ...window,
  toleratedSeconds: toleratedSeconds
    .default({ least: 30, most: 60 })
    .describe('How long a REM entry lasts until it is answered, drawn uniformly, in whole epochs; seconds.'),
  awakeSeconds: z.number().positive().max(3600).default(120).describe('How long an awakening lasts, seconds.'),
  attemptMinutes: z
    .number()
    .positive()
    .max(600)
    .default(14)
    .describe('Time to the next attempt at REM where there is no pressure for it; falls as the debt grows, minutes.'),
};

const strength = z
  .number()
  .min(0)
  .max(2)
  .default(1)
  .describe(
    '0 nothing, 1 as calibrated: the exponent of every factor by which the drug changes the night; inside a model, times its change of parameters.',
  );

const drug = { ...window, strength };

const remDeprivation = z
  .strictObject({ kind: z.literal('rem-deprivation'), ...awakenings })
  .describe('Closed-loop awakenings from every REM entry.');

const yokedAwakenings = z
  .strictObject({ kind: z.literal('yoked-awakenings'), ...awakenings })
  .describe('As many awakenings at the same times as rem-deprivation with the same fields would make, from NREM.');

const swsSuppression = z
  .strictObject({
    kind: z.literal('sws-suppression'),
    ...window,
    toleratedSeconds: toleratedSeconds
      .default({ least: 30, most: 30 })
      .describe('How long N3 lasts until it is answered, drawn uniformly, in whole epochs; seconds.'),
    attemptMinutes: z
      .number()
      .positive()
      .max(600)
      .default(15)
      .describe('Time to the next attempt at N3 where there is no pressure for it; falls as the debt grows, minutes.'),
  })
  .describe('Closed-loop sounds that lift N3 to N1, without waking.');

const clamp = z
  .strictObject({
    kind: z.literal('clamp'),
    ...window,
    ach: z.number().min(0).max(1).optional().describe('Level that ACh is held at; free unless given.'),
    na: z.number().min(0).max(1).optional().describe('Level that NA is held at; free unless given.'),
  })
  .refine(({ ach, na }) => ach !== undefined || na !== undefined, 'expected ach, na or both')
  .describe('Optogenetic clamp of levels; the stages stay.');

const arousals = z
  .strictObject({
    kind: z.literal('arousals'),
    ...window,
    perHour: z.number().positive().max(120).default(10).describe('Mean number in an hour of sleep.'),
    seconds: z.number().positive().max(3600).default(30).describe('How long each lasts, seconds, in whole epochs.'),
    stages: z
      .array(z.enum(['N1', 'N2', 'N3', 'NREM', 'REM']))
      .min(1)
      .default(['N1', 'N2', 'N3', 'NREM', 'REM'])
      .describe('From which stages.'),
  })
  .describe('Awakenings at random moments, independent of each other.');

/** One thing done to nights, strict. Several compose in the order of their list; see {@link manipulate}. */
export const manipulationSchema = z.discriminatedUnion('kind', [
  remDeprivation,
  yokedAwakenings,
  swsSuppression,
  z.strictObject({ kind: z.literal('ssri'), ...drug }).describe('A selective serotonin reuptake inhibitor, acute.'),
  z.strictObject({ kind: z.literal('cholinesterase-inhibitor'), ...drug }).describe('Donepezil and its like.'),
  z.strictObject({ kind: z.literal('prazosin'), ...drug }).describe('Alpha-1 antagonist.'),
  z
    .strictObject({
      kind: z.literal('clonidine'),
      ...drug,
      dose: z.enum(['low', 'high']).describe('low: 25 ug, more REM; high: 150 ug, less REM. The effect is biphasic.'),
    })
    .describe('Alpha-2 agonist.'),
  clamp,
  arousals,
]);

export type Manipulation = z.output<typeof manipulationSchema>;
export type ManipulationInput = z.input<typeof manipulationSchema>;
export type ManipulationKind = Manipulation['kind'];
