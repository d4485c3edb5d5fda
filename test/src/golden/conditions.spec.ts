import * as tf from '@tensorflow/tfjs';
import { stateAt } from '@oneiros/conductor';
import { evaluate, type Cortex, type Experience } from '@oneiros/cortex';
import { tinyCortex, tinyImages, tinyLatents } from '@oneiros/cortex/test-kit';
import { createEpisodicStore, recombine } from '@oneiros/hippocampus';
import { objectivesAt, resolveConfig, type ConditionName } from '@oneiros/simulation';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

// Conditions for which the published procedure left no values: held to their formulas and to finite differences.
const shape = { imageSidePx: 8, baseWidth: 3, latentSize: 4 };
const batch = 4;

interface Expected {
  condition: ConditionName;
  order: string[];
  /** z' of REM and z of NREM, element by element, from z, z_old and ε, and in the first cycle without z_old. */
  rem: (z: number, old: number | undefined, noise: number) => number;
  nrem: (z: number, old: number | undefined, noise: number) => number;
}

const mixed = (z: number, old: number | undefined, noise: number) =>
  old === undefined ? z / 2 + noise / 2 : z / 4 + old / 4 + noise / 2;
const usual = ['WAKE', 'NREM', 'REM'];
const expectations: Expected[] = [
  { condition: 'rem-noise-only', order: usual, rem: (_z, _old, noise) => noise, nrem: (z) => z },
  { condition: 'rem-memories-only', order: usual, rem: (z, old) => (z + (old ?? z)) / 2, nrem: (z) => z },
  { condition: 'rem-first', order: ['WAKE', 'REM', 'NREM'], rem: mixed, nrem: (z) => z },
  { condition: 'nrem-mixed', order: usual, rem: mixed, nrem: mixed },
];

let cortex: Cortex;
beforeEach(async () => {
  await tf.setBackend('cpu');
  tf.engine().startScope();
  cortex = tinyCortex(shape, { weightDeviation: 0.3 });
});
afterEach(() => {
  cortex.dispose();
  tf.engine().endScope();
});

const mean = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value / values.length, 0);

/** L_REM = -mean ln(1 - d(G(z'))) and L_NREM = mean (z - E(G(z)·Ω))², from what the cortex's own methods give. */
const lossOfDream = {
  REM: (latent: tf.Tensor2D) =>
    mean(Array.from(cortex.judge(cortex.dream(latent)).dataSync(), (logit) => Math.log(1 + Math.exp(logit)))),
  NREM: (latent: tf.Tensor2D, perturbed: tf.Tensor4D) => {
    const target = latent.dataSync();
    return mean(Array.from(cortex.encode(perturbed).dataSync(), (value, i) => (value - target[i]!) ** 2));
  },
};

/** Slope of a loss along the gradient of a synapse, by central differences. */
function slope(synapse: tf.Variable, gradient: Float32Array, loss: () => number): number {
  const original = Float32Array.from(synapse.dataSync());
  const size = Math.hypot(...gradient);
  const at = (step: number) => {
    synapse.assign(
      tf.tensor(
        original.map((value, i) => value + (step * gradient[i]!) / size),
        synapse.shape,
      ),
    );
    return loss();
  };
  const result = (at(2e-3) - at(-2e-3)) / 4e-3;
  synapse.assign(tf.tensor(original, synapse.shape));
  return result;
}

/** Float32 forward passes leave finite differences about this uncertain. */
const SLOPE_TOLERANCE = 2e-2;

describe.each(expectations)('$condition', ({ condition, order, rem, nrem }) => {
  it('dreams by its formulas and learns by finite differences, cycle after cycle', () => {
    const config = resolveConfig({ condition }, { model: shape, batchSize: batch });
    const store = createEpisodicStore();
    const mask = tf.tensor2d(
      Float32Array.from({ length: 64 }, (_, i) => (i % 3 === 0 ? 0 : 1)),
      [8, 8],
    );
    const stages: string[] = [];
    for (let tick = 0; tick < 6; tick++) {
      const { gates, stage } = stateAt(config.schedule, tick);
      stages.push(stage);
      const noise = tinyLatents(batch, shape, 10 + tick);
      const formula = (replay: Expected['rem']): tf.Tensor2D => {
        const [z, old, spontaneous] = [store.recent()!.dataSync(), store.previous()?.dataSync(), noise.dataSync()];
        return tf.tensor2d(
          Float32Array.from(z, (value, i) => replay(value, old?.[i], spontaneous[i]!)),
          [batch, 4],
        );
      };
      const replayed = (weights: typeof config.replay.nrem) =>
        recombine({ recent: store.recent(), previous: store.previous(), noise, weights });
      const experience: Experience = {
        gates,
        weights: objectivesAt(config.objectives, 0),
        ...(gates.connected ? { image: tinyImages(batch, shape, tick) } : {}),
        ...(stage === 'NREM' ? { nrem: { latent: replayed(config.replay.nrem), occlusion: mask } } : {}),
        ...(stage === 'REM' ? { rem: { latent: replayed(config.replay.rem) } } : {}),
      };
      const evaluation = evaluate(cortex, experience);
      const expectSlope = (synapse: string, sign: 1 | -1, loss: () => number) => {
        const gradient = evaluation.gradients.get(synapse)!.dataSync<'float32'>();
        const size = sign * Math.hypot(...gradient);
        const found = slope(cortex.synapses.get(synapse)!, gradient, loss);
        expect(Math.abs(found - size), synapse).toBeLessThan(SLOPE_TOLERANCE * Math.abs(size));
      };
      if (stage === 'REM') {
        const latent = formula(rem);
        const loss = () => lossOfDream.REM(latent);
        expect(evaluation.losses.adversarial).toBeCloseTo(loss(), 5);
        expectSlope('V1.feedforward.weight', 1, loss);
        expectSlope('IT.feedback.weight', -1, loss); // climbs what the monitor descends
      } else if (stage === 'NREM') {
        const latent = formula(nrem);
        const perturbed = tf.mul<tf.Tensor4D>(cortex.dream(latent), tf.expandDims(mask, -1));
        const loss = () => lossOfDream.NREM(latent, perturbed);
        expect(evaluation.losses.nrem).toBeCloseTo(loss(), 5);
        expectSlope('V1.feedforward.weight', 1, loss);
        expect(evaluation.gradients.has('IT.feedback.weight')).toBe(false);
      } else store.encode(evaluation.latent!);
      evaluation.latent?.dispose();
      evaluation.dispose();
    }
    expect(stages).toEqual([...order, ...order]);
    store.dispose();
  });
});
