import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AdamBackend, AdamStepArguments } from './adam-step.ts';
import type { Cortex } from './cortex.ts';
import { ShapeMismatchError, UnknownSynapseError } from './errors.ts';
import { evaluate } from './evaluate.ts';
import type { LearningGates } from './objectives.ts';
import { createPlasticity, type Plasticity, type PlasticityOptions } from './plasticity.ts';
import { networkOf } from './synapses.ts';
import { expectUnchanged, synapsesOf, tinyCortex, tinyImages, tinyLatents } from './test-kit.ts';

const published: PlasticityOptions = { learningRate: 2e-4, beta1: 0.5, beta2: 0.999, epsilon: 1e-8, idle: 'coast' };
const shape = { imageSidePx: 8 };
const weights = { image: 1, divergence: 1, reality: 1, nrem: 1, adversarial: 1 };
const wake: LearningGates = { discriminator: 1, target: 1, nrem: 0, connected: true };
const nrem: LearningGates = { discriminator: 0, target: 0, nrem: 1, connected: false };
const rem: LearningGates = { discriminator: 1, target: 0, nrem: 0, connected: false };

let cortex: Cortex;
let plasticities: Plasticity[] = [];
const plasticityOf = (options: Partial<PlasticityOptions> = {}, owner: Pick<Cortex, 'synapses'> = cortex) => {
  const plasticity = createPlasticity(owner, { ...published, ...options });
  plasticities.push(plasticity);
  return plasticity;
};

beforeEach(async () => {
  await tf.setBackend('cpu');
  tf.engine().startScope();
  cortex = tinyCortex(shape);
});

afterEach(() => {
  plasticities.forEach((plasticity) => plasticity.dispose());
  plasticities = [];
  cortex.dispose();
  tf.engine().endScope();
});

/** One tick of learning from the same images and latents. */
function live(plasticity: Plasticity, gates: LearningGates, leftOut = false): void {
  tf.tidy(() => {
    const replay = { latent: tinyLatents(3, shape), occlusion: tf.ones<tf.Rank.R2>([8, 8]) };
    const evaluation = evaluate(cortex, {
      gates,
      weights,
      image: tinyImages(3, shape),
      ...(leftOut ? {} : { nrem: replay, rem: replay }),
    });
    plasticity.apply(evaluation, gates);
    evaluation.dispose();
    evaluation.latent?.dispose();
  });
}

describe('apply', () => {
  const single = (value: number) => ({ synapses: new Map([['V1.feedforward.weight', tf.variable(tf.scalar(value))]]) });
  const step = (plasticity: Plasticity, gradient: number | undefined) =>
    plasticity.apply(
      { gradients: new Map(gradient === undefined ? [] : [['V1.feedforward.weight', tf.scalar(gradient)]]) },
      wake,
    );

  it('steps as Adam does, with bias correction and a coasting second step', () => {
    const owner = single(1);
    const plasticity = plasticityOf({ learningRate: 0.1 }, owner);
    const value = () => owner.synapses.get('V1.feedforward.weight')!.dataSync()[0]!;
    // m = 0.5 · 4 = 2, v = 0.001 · 16; m̂ = 2/0.5 = 4, v̂ = 16: the first step is lr · 4/4 = 0.1.
    step(plasticity, 4);
    expect(value()).toBeCloseTo(0.9, 6);
    // No gradient: m = 1, m̂ = 1/0.75 = 4/3; v = 0.999 · 0.016, v̂ = v/(1 - 0.999²) = 7.995998; lr · 1.3333/2.827720.
    step(plasticity, undefined);
    expect(value()).toBeCloseTo(0.9 - (0.1 * (4 / 3)) / Math.sqrt(7.995998), 6);
    expect(plasticity.steps()).toEqual({ 'V1.feedforward.weight': 2 });
  });

  it('adds epsilon after the bias correction of the second moment, as PyTorch does', () => {
    const owner = single(0);
    // g = 1e-8: v̂ = g², so the step is lr · g / (g + ε) = lr/2; ε before the correction would leave lr · 0.03.
    step(plasticityOf({ learningRate: 1 }, owner), 1e-8);
    expect(owner.synapses.get('V1.feedforward.weight')!.dataSync()[0]).toBeCloseTo(-0.5, 3);
  });

  it('coasts half a step on a zero gradient after a single one, and holds still where told to', () => {
    for (const [idle, moved] of [
      ['coast', true],
      ['hold', false],
    ] as const) {
      const owner = single(1);
      const plasticity = plasticityOf({ idle }, owner);
      step(plasticity, 4);
      const before = owner.synapses.get('V1.feedforward.weight')!.dataSync()[0];
      step(plasticity, undefined);
      expect(owner.synapses.get('V1.feedforward.weight')!.dataSync()[0] !== before).toBe(moved);
      expect(plasticity.steps()['V1.feedforward.weight']).toBe(moved ? 2 : 1);
    }
  });

  const stepsOf = (plasticity: Plasticity) => {
    const counts = { encoder: new Set<number>(), generator: new Set<number>() };
    for (const [name, count] of Object.entries(plasticity.steps())) counts[networkOf(name)].add(count);
    return { encoder: [...counts.encoder], generator: [...counts.generator] };
  };

  it('steps every feedforward synapse in every tick and every feedback synapse in Wake and REM, when coasting', () => {
    const plasticity = plasticityOf();
    for (const gates of [wake, nrem, rem]) live(plasticity, gates);
    expect(stepsOf(plasticity)).toEqual({ encoder: [3], generator: [2] });
  });

  it('coasts the feedforward synapses through an NREM that is left out', () => {
    const plasticity = plasticityOf();
    live(plasticity, wake);
    const before = synapsesOf(cortex);
    live(plasticity, nrem, true);
    expect(stepsOf(plasticity)).toEqual({ encoder: [2], generator: [1] });
    expect(synapsesOf(cortex).get('V1.feedforward.weight')).not.toEqual(before.get('V1.feedforward.weight'));
    expectUnchanged(before, synapsesOf(cortex), 'V1.feedback.weight');
  });

  it('steps only synapses with a gradient when holding, and keeps the others bit-identical', () => {
    const plasticity = plasticityOf({ idle: 'hold' });
    for (const gates of [wake, nrem]) live(plasticity, gates);
    const before = synapsesOf(cortex);
    live(plasticity, rem);
    expect(plasticity.steps()).toMatchObject({
      'V1.feedforward.weight': 3,
      'IT.feedforward.weight': 2,
      'realityMonitor.feedforward.weight': 2,
      'IT.feedback.weight': 2,
    });
    expectUnchanged(before, synapsesOf(cortex), 'IT.feedforward.weight');
    expectUnchanged(before, synapsesOf(cortex), 'IT.feedforward.bias');
  });

  it('keeps held synapses bit-identical, momentum, step count and all, even when coasting', () => {
    const plasticity = plasticityOf();
    live(plasticity, wake);
    const before = synapsesOf(cortex);
    const names = [...cortex.synapses.keys()];
    const held = new Set(names.filter((name) => networkOf(name) === 'generator'));
    const gradients = new Map(names.map((name) => [name, tf.ones(cortex.synapses.get(name)!.shape)]));
    plasticity.apply({ gradients, held }, rem);
    for (const name of held) expectUnchanged(before, synapsesOf(cortex), name);
    expect(stepsOf(plasticity)).toEqual({ encoder: [2], generator: [1] });
  });

  it('takes no step in a REM that is left out, coasting or not', () => {
    const plasticity = plasticityOf();
    live(plasticity, wake);
    const before = synapsesOf(cortex);
    live(plasticity, rem, true);
    for (const name of cortex.synapses.keys()) expectUnchanged(before, synapsesOf(cortex), name);
    expect(stepsOf(plasticity)).toEqual({ encoder: [1], generator: [1] });
  });

  it('keeps the number of tensors', () => {
    const plasticity = plasticityOf();
    const before = tf.memory().numTensors;
    for (const gates of [wake, nrem, rem]) {
      live(plasticity, gates);
      expect(tf.memory().numTensors).toBe(before);
    }
  });

  it('hands the whole step to a back end that carries one of its own', () => {
    const backend = tf.backend() as unknown as AdamBackend;
    const taken: AdamStepArguments[] = [];
    backend.adamStep = (step) => void taken.push(step);
    try {
      const before = synapsesOf(cortex);
      live(plasticityOf(), nrem);
      expect(taken).toHaveLength(1);
      const [{ parameters, gradients, first, second, steps, epsilon }] = taken as [AdamStepArguments];
      // Feedforward weights and biases of V1, IT and the monitor; the monitor's two have no gradient in NREM.
      expect(parameters.map((parameter) => parameter.shape)).toEqual(first.map(({ shape }) => shape));
      expect([parameters.length, second.length, steps]).toEqual([6, 6, [1, 1, 1, 1, 1, 1]]);
      expect(gradients.map((gradient) => gradient === null)).toEqual([false, false, false, false, true, true]);
      expect(epsilon).toBe(1e-8);
      expectUnchanged(before, synapsesOf(cortex), 'V1.feedforward.weight');
    } finally {
      delete backend.adamStep;
    }
  });

  it('refuses a gradient of a synapse that is not there, before anything changes', () => {
    const plasticity = plasticityOf();
    const gradients = new Map([['V9.feedforward.weight', tf.scalar(1)]]);
    expect(() => plasticity.apply({ gradients }, wake)).toThrow(UnknownSynapseError);
    expect(stepsOf(plasticity)).toEqual({ encoder: [0], generator: [0] });
  });
});

describe('restore', () => {
  it('goes on from a copy exactly as from the original', () => {
    const original = plasticityOf();
    live(original, wake);
    const state = {
      steps: original.steps(),
      moments: new Map(
        [...original.moments()].map(([name, { first, second }]) => [
          name,
          { first: tf.mul(first, 1), second: tf.mul(second, 1) },
        ]),
      ),
    };
    const start = synapsesOf(cortex);
    for (const gates of [nrem, rem]) live(original, gates);
    const expected = synapsesOf(cortex);

    for (const [name, values] of start) {
      const synapse = cortex.synapses.get(name)!;
      tf.tidy(() => synapse.assign(tf.tensor(values, synapse.shape)));
    }
    const revived = plasticityOf();
    live(revived, wake);
    for (const [name, values] of start) {
      const synapse = cortex.synapses.get(name)!;
      tf.tidy(() => synapse.assign(tf.tensor(Float32Array.from(values), synapse.shape)));
    }
    revived.restore(state);
    for (const gates of [nrem, rem]) live(revived, gates);
    for (const name of cortex.synapses.keys()) expectUnchanged(expected, synapsesOf(cortex), name);
    expect(revived.steps()).toEqual(original.steps());
  });

  it('refuses moments that do not fit, and changes nothing', () => {
    const plasticity = plasticityOf();
    live(plasticity, wake);
    const before = plasticity.steps();
    const one = tf.scalar(1);
    const moments = new Map([['V1.feedforward.bias', { first: one, second: one }]]);
    expect(() => plasticity.restore({ steps: {}, moments })).toThrow(ShapeMismatchError);
    expect(() => plasticity.restore({ steps: { V9: 1 }, moments: new Map() })).toThrow(UnknownSynapseError);
    expect(plasticity.steps()).toEqual(before);
  });
});
