import * as tf from '@tensorflow/tfjs';
import { evaluate, type Cortex, type Experience, type ObjectiveWeights } from '@oneiros/cortex';
import type { RunConfig } from '../config/run-config.ts';
import { perturbedReplay } from '../perturbed-replay.ts';
import { streamsUnder } from '../streams-under.ts';
import type { DreamedBatch } from './dreamed-batches.ts';
import type { ProbeContext } from './probe-context.ts';
import { statesOf } from './states.ts';

/** What changes weights: an objective alone, all of a state at once, or a state of the Wake-Sleep rule. */
export const changeNames = [
  'reconstruction',
  'divergence',
  'reality',
  'nrem',
  'adversarial',
  'wakeOnDream',
  'realityOnDream',
  'wakeSleepWake',
  'wakeSleepSleep',
] as const;
export type ChangeName = (typeof changeNames)[number];

/** Gradients of the weights by synapse, row by row; biases are left out. A synapse that nothing reaches is absent. */
export type WeightChange = ReadonlyMap<string, Float32Array>;

/** Mean raw gradients over mini-batches, on frozen weights. */
export interface WeightChanges {
  add(batch: DreamedBatch): void;
  /** Of the mini-batches so far. */
  mean(name: ChangeName): WeightChange;
}

const none: ObjectiveWeights = { image: 0, divergence: 0, reality: 0, nrem: 0, adversarial: 0 };

/** @param weights of the run at this moment, for `wakeOnDream` */
export function createWeightChanges(
  { cortex, config, streams }: Pick<ProbeContext, 'cortex' | 'config' | 'streams'>,
  weights: ObjectiveWeights,
): WeightChanges {
  const own = streamsUnder('signatures', streams);
  const sums = new Map(changeNames.map((name) => [name, new Map<string, Float32Array>()]));
  let batches = 0;
  return {
    add(batch) {
      batches++;
      for (const [name, experience] of Object.entries(experiencesOf(cortex, batch, { config, own, weights }))) {
        addGradients(cortex, experience, sums.get(name as ChangeName)!);
      }
    },
    mean: (name) =>
      new Map([...sums.get(name)!].map(([synapse, sum]) => [synapse, sum.map((value) => value / batches)])),
  };
}

/** What brings each change about, on the same mini-batch. */
function experiencesOf(
  cortex: Cortex,
  { index, image, nrem, rem }: DreamedBatch,
  { config, own, weights }: { config: RunConfig; own: ProbeContext['streams']; weights: ObjectiveWeights },
): Record<ChangeName, Experience> {
  const perturbed = perturbedReplay(nrem, cortex.shape.imageChannels, index, config, own);
  const noiseAt = (name: string) => own.stream(name, index);
  const states = statesOf({ image, nrem: perturbed, rem: { latent: rem } }, config, noiseAt('wake.noise'));
  const [batch, latentSize] = rem.shape;
  const side = cortex.shape.imageSidePx;
  const asleep = {
    latent: tf.tensor2d(noiseAt('sleep').fillNormal(new Float32Array(rem.size)), [batch, latentSize]),
    occlusion: tf.ones<tf.Rank.R2>([side, side]),
  };
  const onDream = { ...states.wake, image: cortex.dream(rem) };
  return {
    reconstruction: { ...states.wake, weights: { ...none, image: 1 } },
    divergence: { ...states.wake, weights: { ...none, divergence: 1 } },
    reality: { ...states.wake, weights: { ...none, reality: 1 } },
    nrem: states.nrem,
    adversarial: states.rem,
    wakeOnDream: { ...onDream, weights },
    realityOnDream: { ...onDream, weights: { ...none, reality: 1 } },
    wakeSleepWake: { ...states.wake, rule: 'wake-sleep' },
    wakeSleepSleep: { ...states.rem, rule: 'wake-sleep', nrem: asleep },
  };
}

function addGradients(cortex: Cortex, experience: Experience, sums: Map<string, Float32Array>): void {
  const evaluation = evaluate(cortex, experience);
  for (const [name, gradient] of evaluation.gradients) {
    if (!name.endsWith('.weight')) continue;
    const values = gradient.dataSync<'float32'>();
    const sum = sums.get(name);
    if (sum === undefined) sums.set(name, Float32Array.from(values));
    else for (let i = 0; i < sum.length; i++) sum[i]! += values[i]!;
  }
  evaluation.latent?.dispose();
  evaluation.dispose();
}

/** Σ weight · change, with the changes that have a weight. */
export function totalOf(parts: readonly (readonly [weight: number, change: WeightChange])[]): WeightChange {
  const total = new Map<string, Float32Array>();
  for (const [weight, change] of parts) {
    if (weight === 0) continue;
    for (const [synapse, values] of change) {
      const sum = total.get(synapse) ?? new Float32Array(values.length);
      for (let i = 0; i < sum.length; i++) sum[i]! += weight * values[i]!;
      total.set(synapse, sum);
    }
  }
  return total;
}
