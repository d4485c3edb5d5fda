import * as tf from '@tensorflow/tfjs';
import type { BrainState } from '@oneiros/conductor';
import { drivesOf, type Experience } from '@oneiros/cortex';
import type { RandomStream, RandomStreams } from '@oneiros/random';
import { weightsAt } from './config/objective-weights.ts';
import type { RunConfig } from './config/run-config.ts';
import { remMixtureAt } from './hippocampal-weight.ts';
import { needsImageErrors, type Memory } from './memory.ts';
import { perturbedReplay } from './perturbed-replay.ts';
import type { Retina, Sight } from './retina.ts';

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
 * @returns tensors that the caller disposes
 */
export function experienceOf(state: BrainState, sight: Sight, sources: ExperienceSources): Experience {
  const { config, retina, memory, noise } = sources;
  const { gates, tick, ach } = state;
  const { replay, batchSize, model } = config;
  const { rule } = config.learning;
  const weights = weightsAt(config, sight.seenBefore / retina.batchesPerEpoch);
  const wants = wantsReplay({ gates, weights, rule });
  const nremLatent = wants.nrem ? memory.replay(replay.nrem, tick, 'nrem.noise') : undefined;
  const remLatent = wants.rem ? memory.replay(remMixtureAt(replay.rem, ach), tick, 'rem.noise') : undefined;
  return {
    gates,
    weights,
    rule,
    ...(gates.connected && { image: retina.look(sight), wantsImageErrors: needsImageErrors(config) }),
    ...(gates.connected &&
      config.wakeNoise > 0 && {
        wakeNoise: normalLatents(batchSize, model.latentSize, noise.stream('wake.noise', tick), config.wakeNoise),
      }),
    ...(nremLatent && { nrem: perturbedReplay(nremLatent, retina.channels, tick, config, noise) }),
    ...(remLatent && { rem: { latent: remLatent, feedback: config.lesions.remFeedback } }),
  };
}

/** Which kinds of dreams the gates ask for, as far as their objectives have a weight. */
function wantsReplay({ gates, weights, rule }: Pick<Experience, 'gates' | 'weights' | 'rule'>) {
  const { encoder } = drivesOf(gates, weights, rule);
  return { nrem: encoder.nrem > 0, rem: encoder.adversarial > 0 };
}

/** Whether the gates asked for dreams and the hippocampus had nothing to dream of. */
export function lacksReplay(experience: Experience): boolean {
  const wants = wantsReplay(experience);
  return (wants.nrem && !experience.nrem) || (wants.rem && !experience.rem);
}

export function disposeExperience({ image, wakeNoise, nrem, rem }: Experience): void {
  const tensors = [image, wakeNoise, nrem?.latent, nrem?.occlusion, nrem?.noise, rem?.latent];
  tf.dispose(tensors.filter((tensor) => tensor !== undefined));
}

const normalLatents = (batch: number, size: number, random: RandomStream, deviation: number): tf.Tensor2D =>
  tf.tensor2d(random.fillNormal(new Float32Array(batch * size), deviation), [batch, size]);
