import { alignment } from '@oneiros/metrics';
import { z } from 'zod';
import { weightsAt } from '../config/objective-weights.ts';
import { dreamedBatches } from './dreamed-batches.ts';
import { createHallucinations } from './hallucination.ts';
import type { ProbeOf } from './probe.ts';
import { createWeightChanges, totalOf, type WeightChange } from './weight-changes.ts';

const options = z.strictObject({
  images: z.int().min(2).default(512).describe('Test images, the first ones, in whole mini-batches of the run.'),
  activityImages: z
    .int()
    .min(2)
    .default(128)
    .describe('So many of them for the comparison of activities, in whole mini-batches, at least one.'),
});

const norm = z.number().min(0).describe('Euclidean length of the mean gradient; 0 where nothing changes.');
const angle = z
  .strictObject({
    cosine: z.number().nullable(),
    angleDegrees: z.number().nullable(),
    signAgreement: z.number().nullable().describe('Share of the weights that change the same way.'),
  })
  .describe('Of two weight changes; null where either is none.');
const similarity = z.strictObject({ cka: z.number().nullable(), meanPatternCorrelation: z.number().nullable() });

const pathway = z.strictObject({
  norms: z.strictObject({
    reconstruction: norm,
    divergence: norm,
    reality: norm,
    nrem: norm,
    adversarial: norm,
    wake: norm.describe('Of all objectives of Wake in the weights of the run.'),
    rem: norm.describe('Of the objective of REM in the weight of the run.'),
    wakeSleepWake: norm.describe('Of Wake by the Wake-Sleep rule, in the same brain.'),
    wakeSleepSleep: norm.describe('Of sleep by the Wake-Sleep rule, in the same brain.'),
  }),
  wakeAgainstRem: z
    .strictObject({
      total: angle.describe('All of Wake, on images, against REM on dreams of them.'),
      reconstruction: angle,
      divergence: angle,
      reality: angle.describe('The adversarial terms alone: antiparallel by construction but for the input.'),
      totalOnDream: angle.describe('All of Wake if the very dream came from outside, against REM.'),
      realityOnDream: angle.describe(
        'The adversarial terms alone on the very same input: antiparallel by construction.',
      ),
    })
    .describe('Changes by the objectives of Wake, against the change by REM.'),
});

const result = z.strictObject({
  areas: z
    .record(z.string(), z.strictObject({ feedforward: pathway, feedback: pathway.optional() }))
    .describe('By area; the reality monitor has no feedback pathway.'),
  hallucination: z
    .record(z.string(), z.strictObject({ feedback: similarity, wake: similarity }))
    .describe('By area: what a REM dream wakes on its way up, against itself on its way down, and against Wake.'),
  images: z.int().min(1),
  batches: z.int().min(1),
  activityImages: z.int().min(1),
});

type Pathway = z.output<typeof pathway>;

/**
 * What would tell adversarial learning in a brain: raw gradients (never Adam's steps) of every objective on the same held-out
 * images and frozen weights, with hard gates, by pathway and area. Biases are left out.
 *
 * Wake's change against REM's in each feedforward area (angle) and feedback area (sign). The adversarial terms alone say
 * little: BCE to 1 and BCE to 0 push the same input's judgement in opposite directions, so that `reality` against REM is
 * antiparallel by construction, exactly so for a single input (`realityOnDream`; over a mini-batch inputs weigh differently,
 * 1 - d against d). Likewise the feedback pathway climbs in REM what the feedforward pathway descends, by the rule itself. What is
 * informative is the total. The Wake-Sleep rule on the same brain changes one pathway at a time, where PAD changes both in
 * both states: compare the norms.
 *
 * A pathway that stands in balance between its objectives has mean changes that cancel, and so antiparallel totals, whatever the
 * rule: small brains early in training do. Compare norms, and moments from the untrained brain on.
 *
 * CKA compares activities up to rotation, because nothing in the model ties a feedback unit to the feedforward unit of the
 * same number; the correlation does not.
 *
 * @source Deperrois et al. 2022, Discussion, predictions; Kornblith et al. 2019 (CKA)
 */
export const signaturesProbe: ProbeOf<typeof options, typeof result> = {
  options,
  result,
  *measure(context, { images, activityImages }) {
    const { cortex, config, epoch } = context;
    const weights = weightsAt(config, epoch);
    const changes = createWeightChanges(context, weights);
    const hallucinations = createHallucinations(cortex);
    const shown = yield* dreamedBatches(context, { images, name: 'signatures' }, (batch) => {
      changes.add(batch);
      if (hallucinations.images + batch.image.shape[0] <= activityImages || batch.index === 0)
        hallucinations.add(batch);
    });

    const [reconstruction, divergence, reality, adversarial] = (
      ['reconstruction', 'divergence', 'reality', 'adversarial'] as const
    ).map((name) => changes.mean(name)) as [WeightChange, WeightChange, WeightChange, WeightChange];
    const all = {
      ...{ reconstruction, divergence, reality, adversarial, nrem: changes.mean('nrem') },
      wake: totalOf([
        [weights.image, reconstruction],
        [weights.divergence, divergence],
        [weights.reality, reality],
      ]),
      rem: totalOf([[weights.adversarial, adversarial]]),
      wakeSleepWake: changes.mean('wakeSleepWake'),
      wakeSleepSleep: changes.mean('wakeSleepSleep'),
    };
    const [wakeOnDream, realityOnDream] = [changes.mean('wakeOnDream'), changes.mean('realityOnDream')];

    const pathwayOf = (synapse: string): Pathway => {
      const { size } = cortex.synapses.get(synapse)!;
      const of = (change: WeightChange) => change.get(synapse) ?? new Float32Array(size);
      const against = (change: WeightChange) => {
        const { cosine, angleDegrees, signAgreement } = alignment(of(change), of(adversarial));
        return { cosine, angleDegrees, signAgreement };
      };
      const norms = Object.entries(all).map(([name, change]) => [name, alignment(of(change), of(change)).normA]);
      return {
        norms: Object.fromEntries(norms) as Pathway['norms'],
        wakeAgainstRem: {
          total: against(all.wake),
          reconstruction: against(reconstruction),
          divergence: against(divergence),
          reality: against(reality),
          totalOnDream: against(wakeOnDream),
          realityOnDream: against(realityOnDream),
        },
      };
    };

    const areas: z.output<typeof result>['areas'] = {};
    const hallucination: z.output<typeof result>['hallucination'] = {};
    for (const { name } of cortex.areas) {
      yield `comparing ${name}`;
      areas[name] = {
        feedforward: pathwayOf(`${name}.feedforward.weight`),
        feedback: pathwayOf(`${name}.feedback.weight`),
      };
      hallucination[name] = hallucinations.compare(name);
    }
    areas['realityMonitor'] = { feedforward: pathwayOf('realityMonitor.feedforward.weight') };
    return { areas, hallucination, ...shown, activityImages: hallucinations.images };
  },
  summary({ areas }) {
    const figure = (value: number | null | undefined): string => value?.toFixed(2) ?? '-';
    const lines = Object.entries(areas).map(([name, { feedforward, feedback }]) => {
      const down = feedback ? `, ${figure(feedback.wakeAgainstRem.total.cosine)}` : '';
      return `${name} ${figure(feedforward.wakeAgainstRem.total.cosine)}${down}`;
    });
    return `cosine of Wake's and REM's changes, up and down: ${lines.join('; ')}`;
  },
};
