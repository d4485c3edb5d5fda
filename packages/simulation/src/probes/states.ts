import * as tf from '@tensorflow/tfjs';
import { gatesOf } from '@oneiros/conductor';
import type { Experience } from '@oneiros/cortex';
import type { RandomStream } from '@oneiros/random';
import type { RunConfig } from '../config/run-config.ts';

/** All weights 1: the terms as they are. */
const plain = { image: 1, divergence: 1, reality: 1, nrem: 1, adversarial: 1 };

/** What a mini-batch brings in each state. */
export type ShownParts = Required<Pick<Experience, 'image' | 'nrem' | 'rem'>>;

/**
 * The three states of the paper with hard gates and the same images, whatever the schedule and the weights of the run.
 * @param noise drawn from where the condition has noise in Wake
 */
export function statesOf(
  { image, nrem, rem }: ShownParts,
  { wakeNoise, model }: Pick<RunConfig, 'wakeNoise' | 'model'>,
  noise: RandomStream,
): Record<'wake' | 'nrem' | 'rem', Experience> {
  const [batch] = image.shape;
  const inState = (ach: number, na: number) => ({ gates: gatesOf({ ach, na }, { mode: 'hard' }), weights: plain });
  return {
    wake: {
      ...inState(1, 1),
      image,
      ...(wakeNoise > 0 && {
        wakeNoise: tf.tensor2d(noise.fillNormal(new Float32Array(batch * model.latentSize), wakeNoise), [
          batch,
          model.latentSize,
        ]),
      }),
    },
    nrem: { ...inState(0, 0), nrem },
    rem: { ...inState(1, 0), rem },
  };
}
