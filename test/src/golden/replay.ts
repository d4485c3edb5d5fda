import * as tf from '@tensorflow/tfjs';
import { gatesOf, stateAt, type Gates } from '@oneiros/conductor';
import { createCortex, createPlasticity, evaluate, networkOf, type Evaluation, type Experience } from '@oneiros/cortex';
import { createEpisodicStore, recombine } from '@oneiros/hippocampus';
import { createRandomStreams } from '@oneiros/random';
import { objectivesAt, resolveConfig, type RunConfig } from '@oneiros/simulation';
import {
  distance,
  euclideanNorm,
  latentBiasResolution,
  noDeviations,
  relativeDeviation,
  relativeDistance,
  tolerances,
  worse,
  type Deviations,
} from './deviations.ts';
import { sliceOf, tensorOf, type Fixture } from './fixture.ts';
import { lifeOfCycle } from './life-of-cycle.ts';
import { referenceNames, synapseTensor } from './synapse-names.ts';

type Phase = 'wake' | 'nrem' | 'rem';

/** Names of the losses in a fixture, by ours. */
const lossNames = {
  reconstruction: 'reconstruction',
  divergence: 'kl',
  reality: 'real',
  nrem: 'nrem',
  adversarial: 'fake',
} as const;

const nothing = { image: 0, divergence: 0, reality: 0, nrem: 0, adversarial: 0 };

const phaseOf = ({ connected, discriminator }: Gates): Phase =>
  connected ? 'wake' : discriminator > 0 ? 'rem' : 'nrem';

/** The configuration that a fixture stands for: its condition's preset at its sizes. */
const configOf = (fixture: Fixture): RunConfig =>
  resolveConfig(
    { condition: fixture.condition },
    {
      model: { baseWidth: fixture.baseWidth, latentSize: fixture.latentSize },
      batchSize: fixture.batch,
      wakeNoise: fixture.wakeNoiseDeviation,
      plasticity: { idle: fixture.idle },
    },
  );

export interface ReplayOptions {
  /** Takes the schedule through a life that is made of the same states; see `lifeOfCycle`. */
  readonly asLife?: boolean;
}

/**
 * Lives through every cycle of a fixture, from its weights and with its images, masks and noise, by the conductor's gates
 * and the hippocampus's recombination, on tfjs's current back end.
 * @returns the worst deviations from what the published procedure computed
 * @throws FixtureError
 */
export function replayFixture(fixture: Fixture, { asLife = false }: ReplayOptions = {}): Deviations {
  const config = configOf(fixture);
  const { baseWidth, latentSize, leakSlope, imageSidePx } = config.model;
  const shape = { imageSidePx, imageChannels: 3, baseWidth, latentSize, leakSlope };
  const cortex = createCortex(shape, createRandomStreams(1).stream('weights'));
  for (const [name, synapse] of cortex.synapses) {
    tf.tidy(() => synapse.assign(synapseTensor(tensorOf(fixture, `initial.${referenceNames.get(name)}`))));
  }
  const plasticity = createPlasticity(cortex, { ...config.plasticity, idle: fixture.idle });
  const store = createEpisodicStore();
  const { schedule } = config;
  const weights = objectivesAt(config.objectives, 0);
  if (schedule.kind !== 'cycle') throw new Error(`Expected a condition in cycles, got ${schedule.kind}.`);
  const conducted = asLife ? lifeOfCycle(schedule) : schedule;

  const deviations = noDeviations();
  const experienceOf = (gates: Gates, cycle: number): Experience => {
    const stored = (name: string) => sliceOf(tensorOf(fixture, name), cycle);
    const latents = (name: string) => tf.tensor2d(stored(name).data as Float32Array, [fixture.batch, latentSize]);
    const replay = (shares: RunConfig['replay']['nrem']) =>
      recombine({ recent: store.recent(), previous: store.previous(), noise: latents('rem_noise'), weights: shares });
    const phase = phaseOf(gates);
    if (phase === 'wake') {
      const noise =
        config.wakeNoise > 0 ? { wakeNoise: tf.mul<tf.Tensor2D>(latents('wake_noise'), config.wakeNoise) } : {};
      return { gates, weights, image: imageOf(stored('images')), ...noise };
    }
    if (phase === 'rem') return { gates, weights, rem: { latent: replay(config.replay.rem) } };
    const occlusion = tf.tensor2d(stored('occlusion_masks').data as Float32Array, [imageSidePx, imageSidePx]);
    return { gates, weights, nrem: { latent: replay(config.replay.nrem), occlusion } };
  };
  const compared = new Set<string>();
  const noteLosses = (losses: Evaluation['losses'], cycle: number): void => {
    const measure = cycle === 0 ? 'firstLosses' : 'laterLosses';
    for (const [name, reference] of Object.entries(lossNames)) {
      const loss = losses[name as keyof typeof lossNames];
      if (loss === undefined) continue;
      compared.add(`${name} ${cycle}`);
      const deviation = relativeDeviation(loss, fixture.losses[cycle]![reference] ?? NaN);
      deviations[measure] = worse(deviations[measure], deviation);
    }
  };
  /** Measures terms that a condition leaves out; nothing learns from them. */
  const measure = (experience: Experience, cycle: number, terms: Partial<Experience['weights']>): void => {
    const measured = evaluate(cortex, { ...experience, weights: { ...nothing, ...terms } });
    noteLosses(measured.losses, cycle);
    measured.latent?.dispose();
    measured.dispose();
  };

  for (let cycle = 0; cycle < fixture.cycles; cycle++) {
    for (const tick of schedule.order.keys()) {
      tf.tidy(() => {
        const { gates } = stateAt(conducted, cycle * schedule.order.length + tick);
        const experience = experienceOf(gates, cycle);
        const { reality, nrem } = weights;
        if (phaseOf(gates) === 'wake' && reality === 0) measure(experience, cycle, { reality: 1 });
        if (phaseOf(gates) === 'nrem' && nrem === 0) measure(experience, cycle, { nrem: 1 });
        const evaluation = evaluate(cortex, experience);
        noteLosses(evaluation.losses, cycle);
        if (cycle === 0) noteGradients(fixture, phaseOf(gates), evaluation, deviations);
        noteGradientNorms(fixture, phaseOf(gates), evaluation, cycle, deviations);
        plasticity.apply(evaluation, gates);
        if (evaluation.latent !== undefined) {
          noteLatent(fixture, cycle, evaluation.latent, deviations);
          store.encode(evaluation.latent);
          evaluation.latent.dispose();
        }
        evaluation.dispose();
      });
    }
    if (!schedule.order.includes('rem')) {
      const gates = gatesOf({ ach: 1, na: 0 }, schedule.gates);
      tf.tidy(() => measure(experienceOf(gates, cycle), cycle, { adversarial: 1 }));
    }
  }
  const expected = fixture.cycles * Object.keys(lossNames).length;
  if (compared.size !== expected) throw new Error(`Compared ${compared.size} losses of ${expected}.`);
  noteWeights(fixture, cortex.synapses, deviations);
  store.dispose();
  plasticity.dispose();
  cortex.dispose();
  return deviations;
}

const imageOf = ({ data, shape }: ReturnType<typeof sliceOf>): tf.Tensor4D =>
  tf.tensor4d(
    Float32Array.from(data as Uint8Array, (value) => value / 127.5 - 1),
    shape as [number, number, number, number],
  );

/** A gradient that one side has and the other has not deviates without bound, unless it is zero. */
function noteGradients(fixture: Fixture, phase: Phase, { gradients }: Evaluation, deviations: Deviations): void {
  for (const [name, reference] of referenceNames) {
    const stored = fixture.tensors.get(`gradient.${phase}.${reference}`);
    const gradient = gradients.get(name);
    if (stored === undefined) {
      if (gradient !== undefined) deviations.gradients = Infinity;
      continue;
    }
    const expected = tf.tidy(() => synapseTensor(stored).dataSync());
    const actual = gradient?.dataSync() ?? new Float32Array(expected.length);
    if (phase === 'wake' && name === 'IT.feedforward.bias') {
      const latents = tensorOf(fixture, 'latents.0').data as Float32Array;
      const { distance: apart, size } = distance(actual, expected);
      const beyond = Math.max(0, apart - tolerances.gradients * size);
      deviations.latentBias = beyond / latentBiasResolution(latents, fixture.latentSize);
    } else deviations.gradients = worse(deviations.gradients, relativeDistance(actual, expected));
  }
}

function noteGradientNorms(
  fixture: Fixture,
  phase: Phase,
  { gradients }: Evaluation,
  cycle: number,
  deviations: Deviations,
): void {
  for (const network of ['encoder', 'generator'] as const) {
    const reference = fixture.losses[cycle]![`grad_norm_${phase}_${network}`];
    if (reference === undefined) continue;
    const own = [...gradients].filter(([name]) => networkOf(name) === network);
    const norm = Math.hypot(...own.map(([, gradient]) => euclideanNorm(gradient.dataSync())));
    const measure = cycle === 0 ? 'gradients' : 'laterLosses';
    deviations[measure] = worse(deviations[measure], relativeDeviation(norm, reference));
  }
}

function noteLatent(fixture: Fixture, cycle: number, latent: tf.Tensor2D, deviations: Deviations): void {
  const reference = tensorOf(fixture, `latents.${cycle}`).data as Float32Array;
  const measure = cycle === 0 ? 'firstLatents' : 'laterLatents';
  deviations[measure] = worse(deviations[measure], relativeDistance(latent.dataSync(), reference));
}

function noteWeights(fixture: Fixture, synapses: ReadonlyMap<string, tf.Variable>, deviations: Deviations): void {
  let sum = 0;
  let count = 0;
  for (const [name, synapse] of synapses) {
    const reference = tf.tidy(() => synapseTensor(tensorOf(fixture, `final.${referenceNames.get(name)}`)).dataSync());
    const actual = synapse.dataSync();
    for (let i = 0; i < reference.length; i++) {
      const deviation = Math.abs(actual[i]! - reference[i]!);
      deviations.weightsMax = worse(deviations.weightsMax, deviation);
      sum += deviation;
      count++;
    }
  }
  deviations.weightsMean = sum / count;
}
