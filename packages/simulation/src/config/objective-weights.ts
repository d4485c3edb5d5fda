import type { Schedule } from '@oneiros/conductor';
import type { ObjectiveWeights } from '@oneiros/cortex';
import { z } from 'zod';

const weight = z.number().min(0);

const rampSchema = z.strictObject({
  from: weight.describe('Weight at the start of the run.'),
  to: weight.describe('Weight after `overEpochs`, and from then on.'),
  overEpochs: z.number().positive().describe('Passes over the training images between the two, in a straight line.'),
});

const weightOf = (what: string) =>
  z.union([weight, rampSchema]).default(1).describe(`Weight of ${what}; constant, or moving { from, to, overEpochs }.`);

export const objectivesSchema = z.strictObject({
  image: weightOf('L_img, the reconstruction of what is seen'),
  divergence: weightOf('L_KL, the divergence of the latents from N(0, I)'),
  reality: weightOf('L_real: the reality monitor calls what is seen external'),
  nrem: weightOf('L_NREM, the latent recovered from the perturbed dream'),
  adversarial: weightOf('L_REM: the reality monitor calls the dream internal'),
});

type Objectives = z.infer<typeof objectivesSchema>;

/**
 * The weights at a moment.
 * @param epochs passes over the training images so far, fractions too
 */
export function objectivesAt(objectives: Objectives, epochs: number): ObjectiveWeights {
  const at = (value: Objectives['image']): number => {
    if (typeof value === 'number') return value;
    const share = Math.min(1, Math.max(0, epochs / value.overEpochs));
    return value.from + (value.to - value.from) * share;
  };
  const { image, divergence, reality, nrem, adversarial } = objectives;
  return {
    image: at(image),
    divergence: at(divergence),
    reality: at(reality),
    nrem: at(nrem),
    adversarial: at(adversarial),
  };
}

/** The objectives of a run at a moment; a life may intensify its REM. @param epochs as {@link objectivesAt} */
export function weightsAt({ objectives, schedule }: WeightedConfig, epochs: number): ObjectiveWeights {
  const weights = objectivesAt(objectives, epochs);
  if (schedule.kind !== 'life') return weights;
  return { ...weights, adversarial: weights.adversarial * schedule.remIntensity };
}

interface WeightedConfig {
  readonly objectives: Objectives;
  readonly schedule: Schedule;
}
