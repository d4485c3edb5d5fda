import * as tf from '@tensorflow/tfjs';
import type { PerturbedReplay } from '@oneiros/cortex';
import type { RandomStreams } from '@oneiros/random';
import { drawOcclusion } from '@oneiros/senses';
import type { RunConfig } from './config/run-config.ts';

type Learning = Pick<RunConfig, 'model' | 'occlusion' | 'perturbation' | 'learning'>;

/**
 * What NREM dreams of, how the dream is perturbed, and how recovery is judged. One occlusion, one contrast and one size of
 * noise a mini-batch; the noise of every pixel is its own.
 *
 * @param latent [batch, latent]; passed on
 * @param noise streams of the seed of noise: `occlusion` and `perturbation` at the tick
 * @returns tensors that the caller disposes
 */
export function perturbedReplay(
  latent: tf.Tensor2D,
  channels: number,
  tick: number,
  { model, occlusion, perturbation, learning }: Learning,
  noise: RandomStreams,
): PerturbedReplay {
  const side = model.imageSidePx;
  const random = noise.stream('perturbation', tick);
  const within = ([least, greatest]: readonly [number, number]): number =>
    least + random.uniform() * (greatest - least);
  const contrast = within(perturbation.contrast);
  const deviation = within(perturbation.noise);
  const shape: [number, number, number, number] = [latent.shape[0], side, side, channels];
  return {
    latent,
    occlusion: perturbation.occlusion
      ? tf.tensor2d(
          drawOcclusion({ height: side, width: side, random: noise.stream('occlusion', tick), ...occlusion }).mask,
          [side, side],
        )
      : tf.ones([side, side]),
    contrast,
    ...(deviation > 0 && {
      noise: tf.tensor4d(random.fillNormal(new Float32Array(tf.util.sizeFromShape(shape)), deviation), shape),
    }),
    ...(learning.recovery === 'contrastive' && { contrastive: { temperature: learning.temperature } }),
  };
}
