import * as tf from '@tensorflow/tfjs';
import { createRandomStreams } from '@oneiros/random';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Cortex } from './cortex.ts';
import { DisposedError, ExperienceError, ShapeMismatchError } from './errors.ts';
import { evaluate, measureLosses } from './evaluate.ts';
import type { Experience } from './experience.ts';
import type { LearningGates, ObjectiveWeights } from './objectives.ts';
import { networkOf, type NetworkName } from './synapses.ts';
import { tinyCortex, tinyImages, tinyLatents } from './test-kit.ts';

// Two areas, V1 and IT, on 8 px: every kind of synapse is there and finite differences are cheap.
const shape = { imageSidePx: 8, imageChannels: 2, baseWidth: 3, latentSize: 4, leakSlope: 0.2 };
const all: ObjectiveWeights = { image: 1, divergence: 1, reality: 1, nrem: 1, adversarial: 1 };
const wake: LearningGates = { discriminator: 1, target: 1, nrem: 0, connected: true };
const nrem: LearningGates = { discriminator: 0, target: 0, nrem: 1, connected: false };
const rem: LearningGates = { discriminator: 1, target: 0, nrem: 0, connected: false };
const graded: LearningGates = { discriminator: 0.7, target: 0.2, nrem: 0.3, connected: false };
const gradedWake: LearningGates = { discriminator: 0.8, target: 0.9, nrem: 0.2, connected: true };
const quiet: LearningGates = { discriminator: 0, target: 1, nrem: 1, connected: true };

let cortex: Cortex;
let parts: Required<Pick<Experience, 'image' | 'wakeNoise' | 'nrem' | 'rem'>>;

beforeEach(async () => {
  await tf.setBackend('cpu');
  tf.engine().startScope();
  // Untrained weights hardly transmit; N(0, 0.3²) lets every objective reach every synapse.
  cortex = tinyCortex(shape, { weightDeviation: 0.3 });
  const mask = Float32Array.from({ length: 64 }, (_, i) => (i % 3 === 0 ? 0 : 1));
  parts = {
    image: tinyImages(4, shape),
    wakeNoise: tinyLatents(4, shape, 2),
    nrem: { latent: tinyLatents(4, shape, 3), occlusion: tf.tensor2d(mask, [8, 8]) },
    rem: { latent: tinyLatents(4, shape, 4) },
  };
});

afterEach(() => {
  cortex.dispose();
  tf.engine().endScope();
});

/** The terms by their formulas in float64, from what the cortex's own methods give. */
function termsNow(target: number, noise: tf.Tensor2D | undefined): Record<string, number> {
  return tf.tidy(() => {
    const values = (tensor: tf.Tensor) => [...tensor.dataSync()];
    const mean = (numbers: number[]) => numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
    const distance = (a: number[], b: number[]) => mean(a.map((value, i) => (value - b[i]!) ** 2));
    const entropy = (logits: number[], told: number) =>
      mean(
        logits.map(
          (logit) => -told * Math.log(1 / (1 + Math.exp(-logit))) - (1 - told) * Math.log(1 / (1 + Math.exp(logit))),
        ),
      );
    const z = cortex.encode(parts.image);
    const columns = Array.from({ length: 4 }, (_, j) => values(z).filter((_, i) => i % 4 === j));
    const divergence = columns.map((column) => {
      const mu = mean(column);
      const variance = column.reduce((sum, value) => sum + (value - mu) ** 2, 0) / (column.length - 1);
      return (variance + mu * mu) / 2 - Math.log(Math.sqrt(variance)) - 0.5;
    });
    const mask = tf.expandDims(parts.nrem.occlusion, -1);
    const occluded = tf.mul<tf.Tensor4D>(cortex.dream(parts.nrem.latent), mask);
    const { contrast, noise: pixels } = perturbation();
    const perturbed = tf.mul<tf.Tensor4D>(tf.add(tf.mul(cortex.dream(parts.nrem.latent), contrast), pixels), mask);
    const grey = values(cortex.judge(tf.zerosLike(parts.image)));
    const dream = values(cortex.judge(cortex.dream(parts.rem.latent)));
    const reconstruction = cortex.dream(noise === undefined ? z : tf.add(z, noise));
    return {
      reconstruction: distance(values(reconstruction), values(parts.image)),
      divergence: mean(divergence),
      reality: entropy(values(cortex.judge(parts.image)), target),
      nrem: distance(values(cortex.encode(occluded)), values(parts.nrem.latent)),
      adversarial: entropy(dream, target),
      rem: entropy(dream, 0),
      richNrem: distance(values(cortex.encode(perturbed)), values(parts.nrem.latent)),
      contrastive: infoNce(cortex.encode(occluded).arraySync(), parts.nrem.latent.arraySync(), TEMPERATURE),
      greyRem: entropy(grey, 0),
    };
  });
}

const TEMPERATURE = 0.5;
const perturbation = () => ({ contrast: 0.7, noise: tf.mul<tf.Tensor4D>(tinyImages(4, shape, 7), 0.5) });

/** -mean_i ln (e^{c_ii/τ} / Σ_j e^{c_ij/τ}) with the cosines c of every recovered with every stored latent. */
function infoNce(found: number[][], stored: number[][], temperature: number): number {
  const dot = (a: number[], b: number[]) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
  const losses = found.map((row, i) => {
    const weights = stored.map((other) =>
      Math.exp(dot(row, other) / Math.sqrt(dot(row, row) * dot(other, other)) / temperature),
    );
    return -Math.log(weights[i]! / weights.reduce((sum, value) => sum + value, 0));
  });
  return losses.reduce((sum, value) => sum + value, 0) / losses.length;
}

interface Case {
  name: string;
  gates: LearningGates;
  weights: ObjectiveWeights;
  noise: boolean;
  /** What differs from an experience of the rule of PAD. */
  with?: () => Partial<Experience>;
  /** What the losses are called in `termsNow`, where they are not the plain ones. */
  terms?: Record<string, string>;
  /** The objective of each network, written out by hand for this state; none: no gradient at all. */
  objectives: Partial<Record<NetworkName, (term: Record<string, number>) => number>>;
}

const cases: Case[] = [
  {
    name: 'Wake',
    gates: wake,
    weights: all,
    noise: false,
    objectives: {
      encoder: (term) => term['reconstruction']! + term['divergence']! + term['reality']!,
      generator: (term) => term['reconstruction']!,
    },
  },
  {
    name: 'Wake with noise and without the monitor (w/o REM)',
    gates: wake,
    weights: { ...all, reality: 0 },
    noise: true,
    objectives: {
      encoder: (term) => term['reconstruction']! + term['divergence']!,
      generator: (term) => term['reconstruction']!,
    },
  },
  {
    name: 'NREM at half weight',
    gates: nrem,
    weights: { ...all, nrem: 0.5 },
    noise: false,
    objectives: { encoder: (term) => 0.5 * term['nrem']! },
  },
  {
    name: 'REM',
    gates: rem,
    weights: all,
    noise: false,
    objectives: { encoder: (term) => term['rem']!, generator: (term) => -term['rem']! },
  },
  {
    name: 'dreaming with graded gates',
    gates: graded,
    weights: all,
    noise: false,
    objectives: {
      encoder: (term) => 0.7 * term['adversarial']! + 0.3 * term['nrem']!,
      generator: (term) => -0.7 * 0.8 * term['rem']!,
    },
  },
  {
    name: 'waking with graded gates',
    gates: gradedWake,
    weights: all,
    noise: true,
    objectives: {
      encoder: (term) =>
        0.8 * (0.9 * (term['reconstruction']! + term['divergence']!) + term['reality']!) + 0.2 * term['nrem']!,
      generator: (term) => 0.8 * 0.9 * term['reconstruction']!,
    },
  },
  { name: 'quiet waking', gates: quiet, weights: all, noise: false, objectives: { encoder: (term) => term['nrem']! } },
  {
    name: 'Wake by the Wake-Sleep rule',
    gates: wake,
    weights: all,
    noise: false,
    with: () => ({ rule: 'wake-sleep' }),
    objectives: { generator: (term) => term['reconstruction']! },
  },
  {
    name: 'NREM by the Wake-Sleep rule',
    gates: nrem,
    weights: all,
    noise: false,
    with: () => ({ rule: 'wake-sleep' }),
    objectives: { encoder: (term) => term['nrem']! },
  },
  {
    name: 'REM by the Wake-Sleep rule',
    gates: rem,
    weights: all,
    noise: false,
    with: () => ({ rule: 'wake-sleep' }),
    objectives: { encoder: (term) => term['nrem']! },
  },
  {
    name: 'contrastive NREM',
    gates: nrem,
    weights: all,
    noise: false,
    with: () => ({ nrem: { ...parts.nrem, contrastive: { temperature: TEMPERATURE } } }),
    terms: { nrem: 'contrastive' },
    objectives: { encoder: (term) => term['contrastive']! },
  },
  {
    name: 'NREM with noise and low contrast',
    gates: nrem,
    weights: all,
    noise: false,
    with: () => ({ nrem: { ...parts.nrem, ...perturbation() } }),
    terms: { nrem: 'richNrem' },
    objectives: { encoder: (term) => term['richNrem']! },
  },
  {
    name: 'REM with silenced feedback',
    gates: rem,
    weights: all,
    noise: false,
    with: () => ({ rem: { ...parts.rem, feedback: 'silenced' } }),
    terms: { adversarial: 'greyRem' },
    objectives: { encoder: (term) => term['greyRem']! },
  },
  {
    name: 'REM with feedback that does not learn',
    gates: rem,
    weights: all,
    noise: false,
    with: () => ({ rem: { ...parts.rem, feedback: 'plasticity-blocked' } }),
    objectives: { encoder: (term) => term['rem']! },
  },
];

const experienceOf = (state: Case): Experience => ({
  gates: state.gates,
  weights: state.weights,
  image: parts.image,
  ...(state.noise ? { wakeNoise: parts.wakeNoise } : {}),
  nrem: parts.nrem,
  rem: parts.rem,
  ...state.with?.(),
});

const isWakeSleep = (state: Case): boolean => state.with?.().rule === 'wake-sleep';

/** d objective / d synapse along a unit direction, by central differences. */
function slopeAlong(synapse: tf.Variable, direction: Float64Array, objective: () => number): number {
  const step = 5e-4;
  const original = Float32Array.from(synapse.dataSync());
  const at = (side: number): number => {
    const moved = original.map((value, i) => value + side * step * direction[i]!);
    tf.tidy(() => synapse.assign(tf.tensor(moved, synapse.shape)));
    return objective();
  };
  const slope = (at(1) - at(-1)) / (2 * step);
  tf.tidy(() => synapse.assign(tf.tensor(original, synapse.shape)));
  return slope;
}

/** Float32 forward passes and the kink of LeakyReLU leave finite differences about this uncertain, of ‖g‖. */
const SLOPE_TOLERANCE = 2e-2;

describe('evaluate', () => {
  it.each(cases)('descends its objectives in $name, as finite differences have it', (state) => {
    const evaluation = evaluate(cortex, experienceOf(state));
    const random = createRandomStreams(9).stream('directions');
    for (const [name, synapse] of cortex.synapses) {
      const objective = state.objectives[networkOf(name)];
      const found = evaluation.gradients.get(name);
      if (objective === undefined) expect(found, name).toBeUndefined();
      if (found === undefined) continue;
      const gradient = found.dataSync<'float32'>();
      const size = Math.hypot(...gradient);
      const drawn = random.fillNormal(new Float32Array(gradient.length));
      const mixed = Float64Array.from(
        gradient,
        (value, i) => value / (size || 1) + (0.5 * drawn[i]!) / Math.hypot(...drawn),
      );
      const direction = mixed.map((value) => value / Math.hypot(...mixed));
      const slope = slopeAlong(synapse, direction, () =>
        objective!(termsNow(state.gates.target, state.noise ? parts.wakeNoise : undefined)),
      );
      const along = gradient.reduce((sum, value, i) => sum + value * direction[i]!, 0);
      expect(Math.abs(along - slope), name).toBeLessThanOrEqual(SLOPE_TOLERANCE * size);
    }
    evaluation.dispose();
    evaluation.latent?.dispose();
  });

  it.each(cases)('computes the terms of $name by their formulas, and no others', (state) => {
    const evaluation = evaluate(cortex, experienceOf(state));
    const expected = termsNow(state.gates.target, state.noise ? parts.wakeNoise : undefined);
    for (const [name, loss] of Object.entries(evaluation.losses)) {
      expect(loss, name).toBeCloseTo(expected[state.terms?.[name] ?? name]!, 5);
    }
    const { connected, discriminator } = state.gates;
    const isAlternating = isWakeSleep(state);
    const computed = [
      ...(connected && discriminator > 0 ? ['reconstruction'] : []),
      ...(connected && discriminator > 0 && !isAlternating ? ['divergence'] : []),
      ...(connected && discriminator > 0 && state.weights.reality > 0 && !isAlternating ? ['reality'] : []),
      ...(state.gates.nrem > 0 || (!connected && isAlternating) ? ['nrem'] : []),
      ...(!connected && discriminator > 0 && !isAlternating ? ['adversarial'] : []),
    ];
    expect(Object.keys(evaluation.losses)).toEqual(computed);
    expect(measureLosses(cortex, experienceOf(state))).toEqual({ ...evaluation.losses });
    evaluation.dispose();
    evaluation.latent?.dispose();
  });

  const reached = (state: LearningGates, weights = all) => {
    const evaluation = evaluate(cortex, { gates: state, weights, ...parts });
    const names = [...evaluation.gradients.keys()];
    evaluation.dispose();
    evaluation.latent?.dispose();
    return names.sort();
  };
  const synapses = (...prefixes: string[]) =>
    prefixes.flatMap((prefix) => [`${prefix}.bias`, `${prefix}.weight`]).sort();
  const feedback = ['IT.feedback', 'V1.feedback'];

  it('leaves out the synapses that no term reaches', () => {
    const encoder = ['IT.feedforward', 'V1.feedforward'];
    expect(reached(wake)).toEqual(synapses(...encoder, ...feedback, 'realityMonitor.feedforward'));
    expect(reached(wake, { ...all, reality: 0 })).toEqual(synapses(...encoder, ...feedback));
    expect(reached(wake, { ...all, image: 0 })).toEqual(synapses(...encoder, 'realityMonitor.feedforward'));
    expect(reached(nrem)).toEqual(synapses(...encoder));
    expect(reached(rem)).toEqual(synapses('V1.feedforward', 'realityMonitor.feedforward', ...feedback));
    expect(reached(quiet)).toEqual(synapses(...encoder));
    expect(reached({ ...rem, target: 1 })).toEqual(synapses('V1.feedforward', 'realityMonitor.feedforward'));
  });

  it.each([
    ['NREM', nrem, { ...all, nrem: 0 }],
    ['REM', rem, { ...all, adversarial: 0 }],
  ] as const)('asks nothing of a cortex whose %s is left out', (_, gates, weights) => {
    expect(reached(gates, weights)).toEqual([]);
    const bare = evaluate(cortex, { gates, weights: all });
    expect([...bare.gradients.keys(), ...Object.keys(bare.losses)]).toEqual([]);
    bare.dispose();
  });

  it('gives the error of every image where it is asked for, without another loss or gradient', () => {
    const { image, wakeNoise } = parts;
    const awake = { ...{ image, wakeNoise, weights: all }, gates: wake };
    // Where the gate of learning is shut, and by the rule that leaves E alone in Wake, E does not compute L_img.
    for (const experience of [awake, { ...awake, gates: quiet }, { ...awake, rule: 'wake-sleep' as const }]) {
      const [asked, plain] = [{ ...experience, wantsImageErrors: true }, experience].map((of) => evaluate(cortex, of));
      const seen = cortex.dream(tf.add(cortex.encode(image), wakeNoise));
      const expected = tf.mean(tf.squaredDifference(seen, image), [1, 2, 3]).dataSync();
      const errors = asked!.imageErrors!.dataSync();
      expect(errors.length).toBe(4);
      errors.forEach((error, i) => expect(error).toBeCloseTo(expected[i]!, 5));
      expect(plain!.imageErrors).toBeUndefined();
      expect({ ...asked!.losses }).toEqual({ ...plain!.losses });
      for (const [name, gradient] of plain!.gradients) {
        expect([...asked!.gradients.get(name)!.dataSync()], name).toEqual([...gradient.dataSync()]);
      }
      for (const evaluation of [asked!, plain!]) {
        evaluation.latent?.dispose();
        evaluation.dispose();
      }
    }
    const dreaming = evaluate(cortex, { ...parts, weights: all, gates: rem, wantsImageErrors: true });
    expect(dreaming.imageErrors).toBeUndefined();
    dreaming.dispose();
  });

  it('leaves no tensor of the errors behind', () => {
    const before = tf.memory().numTensors;
    for (const gates of [wake, quiet]) {
      const experience = { image: parts.image, weights: all, gates, wantsImageErrors: true };
      const evaluation = evaluate(cortex, experience);
      evaluation.latent?.dispose();
      evaluation.dispose();
      measureLosses(cortex, experience);
    }
    expect(tf.memory().numTensors).toBe(before);
  });

  it('gives the latent of the image before the update wherever the senses are connected, and only there', () => {
    for (const { gates } of cases) {
      const evaluation = evaluate(cortex, { gates, weights: all, ...parts });
      const latent = evaluation.latent?.arraySync();
      expect(latent).toEqual(gates.connected ? cortex.encode(parts.image).arraySync() : undefined);
      evaluation.dispose();
      evaluation.latent?.dispose();
    }
  });

  it.each(cases)('leaves no tensor behind in $name', (state) => {
    const experience = experienceOf(state);
    const before = tf.memory().numTensors;
    measureLosses(cortex, experience);
    expect(tf.memory().numTensors).toBe(before);
    const evaluation = evaluate(cortex, experience);
    evaluation.dispose();
    evaluation.latent?.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('reads losses once and refuses to read them after they are gone', () => {
    const evaluation = evaluate(cortex, { gates: wake, weights: all, ...parts });
    const { reconstruction } = evaluation.losses;
    evaluation.dispose();
    evaluation.latent?.dispose();
    expect(evaluation.losses.reconstruction).toBe(reconstruction);
    expect(() => evaluation.losses.divergence).toThrow(DisposedError);
  });

  it('refuses an experience that does not fit the gates or the network', () => {
    const { image, nrem: replay } = parts;
    const given = (experience: Omit<Experience, 'gates' | 'weights'>, gates = wake) =>
      () => evaluate(cortex, { gates, weights: all, ...experience }); // prettier-ignore
    expect(given({})).toThrow(ExperienceError);
    expect(given({ image: tf.slice(image, 0, 1) })).toThrow(/at least 2 images/);
    expect(given({ image: tinyImages(4) })).toThrow(/\[batch, 8, 8, 2\], got \[4, 32, 32, 3\]/);
    expect(given({ image, wakeNoise: tinyLatents(3, shape) })).toThrow(ShapeMismatchError);
    expect(given({ nrem: { ...replay, occlusion: tf.ones([4, 4]) } }, nrem)).toThrow(/occlusion mask/);
    expect(given({ nrem: { ...replay, noise: tinyImages(3, shape) } }, nrem)).toThrow(/for 4 dreams, got 3/);
    expect(given({ rem: { latent: tf.ones([4, 5]) } }, rem)).toThrow(/\[batch, 4\], got \[4, 5\]/);
  });
});
