import * as tf from '@tensorflow/tfjs';
import type { Cortex } from './cortex.ts';
import { createEvaluation, type Evaluation, type Losses, type LossScalars } from './evaluation.ts';
import { perceivedOf, type Experience } from './experience.ts';
import { heldSynapses } from './held-synapses.ts';
import { networkOf } from './synapses.ts';
import { objectivesOf, type Objectives } from './terms.ts';

/**
 * Losses and descent directions of one tick, by `drivesOf`. Nothing of the cortex changes. One forward and one backward
 * pass serve both networks where they get the same errors: below a dream the error switches its sign, so that G climbs what
 * E descends. Where they differ (a graded target strictly between 0 and 1 in a dreaming cortex, feedback that is silenced
 * or does not learn, the Wake-Sleep rule) each network has a pass of its own.
 * @throws ExperienceError where a connected cortex gets no image @throws ShapeMismatchError
 * @source Deperrois et al. 2022, Materials and methods, training procedure
 */
export function evaluate(cortex: Cortex, experience: Experience): Evaluation {
  const gradients = new Map<string, tf.Tensor>();
  const names = [...cortex.synapses.keys()];
  const { scalars, latent, imageErrors } = computed(cortex, experience, ({ isOneErrorForBoth, encoder, generator }) => {
    const ofNetwork = (network: string) => names.filter((name) => networkOf(name) === network);
    descend(cortex, isOneErrorForBoth ? names : ofNetwork('encoder'), encoder, gradients);
    if (!isOneErrorForBoth) descend(cortex, ofNetwork('generator'), generator, gradients);
  });
  const held = heldSynapses(cortex, experience, gradients);
  return createEvaluation({ scalars, gradients, latent, imageErrors, held });
}

/**
 * The same losses without gradients: what a state would bring, for terms that no network trains on too.
 * @throws ExperienceError where a connected cortex gets no image @throws ShapeMismatchError
 */
export function measureLosses(cortex: Cortex, experience: Experience): Losses {
  const { scalars, latent, imageErrors } = computed(cortex, experience, ({ isOneErrorForBoth, encoder, generator }) => {
    encoder();
    if (!isOneErrorForBoth) generator();
  });
  const losses = Object.fromEntries([...scalars].map(([name, scalar]) => [name, scalar.dataSync()[0]!]));
  tf.dispose([...scalars.values(), ...[latent, imageErrors].filter((tensor) => tensor !== undefined)]);
  return losses;
}

function computed(cortex: Cortex, experience: Experience, compute: (objectives: Objectives) => void) {
  const perceived = perceivedOf(cortex.shape, experience);
  const scalars: LossScalars = new Map();
  const kept: { latent?: tf.Tensor2D | undefined; imageErrors?: tf.Tensor1D | undefined } = {};
  tf.tidy(() => {
    const objectives = objectivesOf(cortex, perceived, experience.gates.target, scalars);
    compute(objectives);
    kept.latent = objectives.latent();
    kept.imageErrors = objectives.imageErrors();
  });
  return { scalars, ...kept };
}

/** Puts the gradients of an objective into `gradients`, kept; synapses that no driven term reaches stay out. */
function descend(
  cortex: Cortex,
  names: readonly string[],
  objective: () => tf.Scalar | undefined,
  gradients: Map<string, tf.Tensor>,
): void {
  const synapses = names.map((name) => cortex.synapses.get(name)!);
  const nothing = tf.scalar(0);
  const { grads } = tf.engine().gradients(() => objective() ?? nothing, synapses, undefined, true);
  grads.forEach((gradient: tf.Tensor | undefined, i) => {
    if (gradient !== undefined) gradients.set(names[i]!, tf.keep(gradient));
  });
}
