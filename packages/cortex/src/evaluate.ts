import * as tf from '@tensorflow/tfjs';
import type { Cortex } from './cortex.ts';
import { createEvaluation, type Evaluation, type Losses, type LossScalars } from './evaluation.ts';
import { perceivedOf, type Experience, type Perceived } from './experience.ts';
import { latentDivergence } from './kernels/latent-divergence.ts';
import { logitCrossEntropy } from './kernels/logit-cross-entropy.ts';
import { meanSquaredError } from './kernels/mean-squared-error.ts';
import { occlude } from './kernels/occlusion-multiply.ts';
import { switchSign } from './kernels/switch-sign.ts';
import { networkOf } from './synapses.ts';
import { ascendRetinotopic, ascendToLatent, descendToImage, type RetinotopicMap } from './ventral-stream.ts';

/** A term of an objective: how strongly it is descended, and how its scalar is computed. */
type Term = readonly [drive: number, scalar: () => tf.Scalar];

/**
 * Losses and descent directions of one tick, by `drivesOf`. Nothing of the cortex changes. One forward and one backward
 * pass serve both networks: below a dream the error switches its sign, so that G climbs what E descends. Only a graded
 * target strictly between 0 and 1 in a dreaming cortex needs a second pass, because there the two errors differ.
 * @throws ExperienceError where a connected cortex gets no image @throws ShapeMismatchError
 * @source Deperrois et al. 2022, Materials and methods, training procedure
 */
export function evaluate(cortex: Cortex, experience: Experience): Evaluation {
  const { areas, realityMonitor } = cortex;
  const { target } = experience.gates;
  const perceived = perceivedOf(cortex.shape, experience);
  const { drives, image, wakeNoise, nrem, rem } = perceived;
  const scalars: LossScalars = new Map();
  const gradients = new Map<string, tf.Tensor>();
  const encoded: { latent?: tf.Tensor2D } = {};
  const recorded = (name: keyof Losses, scalar: tf.Scalar): tf.Scalar => {
    scalars.set(name, tf.keep(scalar));
    return scalar;
  };

  tf.tidy(() => {
    const constants = dreamsBeforeLearning(cortex, perceived);
    const judge = ({ map, below }: RetinotopicMap) => realityMonitor.judge(map, { below });

    const senses = (): Term[] => {
      if (image === undefined) return [];
      const retinotopic = ascendRetinotopic(areas, image);
      const z = (encoded.latent = tf.keep(ascendToLatent(areas, retinotopic))); // [batch, latent]
      const reconstruction = () => descendToImage(areas, wakeNoise === undefined ? z : tf.add(z, wakeNoise));
      return [
        [drives.image, () => recorded('reconstruction', meanSquaredError(reconstruction(), image))],
        [drives.divergence, () => recorded('divergence', latentDivergence(z))],
        [drives.reality, () => recorded('reality', logitCrossEntropy(judge(retinotopic), target))],
      ];
    };
    const perturbedDreaming = (): Term[] => {
      const { perturbed } = constants;
      if (nrem === undefined || perturbed === undefined) return [];
      const found = () => ascendToLatent(areas, ascendRetinotopic(areas, perturbed));
      return [[drives.nrem, () => recorded('nrem', meanSquaredError(found(), nrem.latent))]];
    };
    const judgement = (dream: tf.Tensor4D, told: number) =>
      logitCrossEntropy(judge(ascendRetinotopic(areas, dream)), told);
    const adversarialDreaming = (): Term[] => {
      if (rem === undefined) return [];
      const dream = () => constants.dream ?? switchSign(descendToImage(areas, rem.latent));
      return [[drives.adversarial, () => recorded('adversarial', judgement(dream(), target))]];
    };
    const deception = (): Term[] => {
      if (rem === undefined) return [];
      return [[-drives.deception, () => judgement(descendToImage(areas, rem.latent), 0)]];
    };

    const all = [...cortex.synapses.keys()];
    const feedback = all.filter((name) => networkOf(name) === 'generator');
    descend(cortex, all, () => [...senses(), ...perturbedDreaming(), ...adversarialDreaming()], gradients);
    if (constants.dream !== undefined) descend(cortex, feedback, deception, gradients);
  });
  return createEvaluation(scalars, gradients, encoded.latent);
}

/**
 * The dreams that stay constant while E learns: the perturbed one of NREM, and in REM the dream whose error for E is not
 * the one that G gets.
 */
function dreamsBeforeLearning({ areas }: Cortex, { drives, nrem, rem }: Perceived) {
  const isOneErrorForBoth = drives.deception === drives.adversarial;
  return {
    perturbed: nrem === undefined ? undefined : occlude(descendToImage(areas, nrem.latent), nrem.occlusion),
    dream: rem === undefined || isOneErrorForBoth ? undefined : descendToImage(areas, rem.latent),
  };
}

/** Puts the gradients of the sum of all driven terms into `gradients`, kept; synapses that no driven term reaches stay out. */
function descend(
  cortex: Cortex,
  names: readonly string[],
  termsOf: () => readonly Term[],
  gradients: Map<string, tf.Tensor>,
): void {
  const synapses = names.map((name) => cortex.synapses.get(name)!);
  const nothing = tf.scalar(0);
  const { grads } = tf.engine().gradients(() => sumOf(termsOf()) ?? nothing, synapses, undefined, true);
  grads.forEach((gradient: tf.Tensor | undefined, i) => {
    if (gradient !== undefined) gradients.set(names[i]!, tf.keep(gradient));
  });
}

/** Σ drive · term over the driven terms, nothing where none is driven; the others are not computed. */
function sumOf(terms: readonly Term[]): tf.Scalar | undefined {
  return terms
    .filter(([drive]) => drive !== 0)
    .map(([drive, scalar]) => (drive === 1 ? scalar() : tf.mul<tf.Scalar>(scalar(), drive)))
    .reduce<tf.Scalar | undefined>((sum, term) => (sum === undefined ? term : tf.add<tf.Scalar>(sum, term)), undefined);
}
