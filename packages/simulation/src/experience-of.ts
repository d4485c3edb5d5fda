import * as tf from '@tensorflow/tfjs';
import type { BrainState } from '@oneiros/conductor';
import type { Experience, LearningGates, ObjectiveWeights } from '@oneiros/cortex';
import type { RandomStream, RandomStreams } from '@oneiros/random';
import { drawOcclusion } from '@oneiros/senses';
import type { RunConfig } from './config/run-config.ts';
import type { Memory } from './memory.ts';
import type { Retina } from './retina.ts';

export interface ExperienceSources {
  readonly config: RunConfig;
  readonly retina: Retina;
  readonly memory: Memory;
  readonly noise: RandomStreams;
}

/**
 * What reaches the cortex in one tick, by the gates alone: senses while connected, replay as far as the gates of sleep are
 * open. Where the hippocampus holds nothing yet, replay is left out.
 *
 * @param seenBefore mini-batches seen before this tick
 * @returns tensors that the caller disposes
 */
export function experienceOf(state: BrainState, seenBefore: number, sources: ExperienceSources): Experience {
  const { config, retina, memory, noise } = sources;
  const { gates, tick } = state;
  const { objectives, replay, batchSize, model } = config;
  const wants = wantsReplay(gates, objectives);
  const nremLatent = wants.nrem ? memory.replay(replay.nrem, tick, 'nrem.noise') : undefined;
  const remLatent = wants.rem ? memory.replay(replay.rem, tick, 'rem.noise') : undefined;
  return {
    gates,
    weights: objectives,
    ...(gates.connected && { image: retina.look(seenBefore) }),
    ...(gates.connected &&
      config.wakeNoise > 0 && {
        wakeNoise: normalLatents(batchSize, model.latentSize, noise.stream('wake.noise', tick), config.wakeNoise),
      }),
    ...(nremLatent && { nrem: { latent: nremLatent, occlusion: occlusionAt(tick, config, noise) } }),
    ...(remLatent && { rem: { latent: remLatent } }),
  };
}

/** Which kinds of dreams the gates ask for, as far as their objectives have a weight. */
const wantsReplay = (gates: LearningGates, objectives: ObjectiveWeights): { nrem: boolean; rem: boolean } => ({
  nrem: gates.nrem * objectives.nrem > 0,
  rem: !gates.connected && gates.discriminator * objectives.adversarial > 0,
});

/** Whether the gates asked for dreams and the hippocampus had nothing to dream of. */
export function lacksReplay({ gates, weights, nrem, rem }: Experience): boolean {
  const wants = wantsReplay(gates, weights);
  return (wants.nrem && !nrem) || (wants.rem && !rem);
}

export function disposeExperience({ image, wakeNoise, nrem, rem }: Experience): void {
  tf.dispose([image, wakeNoise, nrem?.latent, nrem?.occlusion, rem?.latent].filter((tensor) => tensor !== undefined));
}

const normalLatents = (batch: number, size: number, random: RandomStream, deviation: number): tf.Tensor2D =>
  tf.tensor2d(random.fillNormal(new Float32Array(batch * size), deviation), [batch, size]);

function occlusionAt(tick: number, { model, occlusion }: RunConfig, noise: RandomStreams): tf.Tensor2D {
  const side = model.imageSidePx;
  const { mask } = drawOcclusion({ height: side, width: side, random: noise.stream('occlusion', tick), ...occlusion });
  return tf.tensor2d(mask, [side, side]);
}
