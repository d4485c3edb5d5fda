import { measureLosses } from '@oneiros/cortex';
import { z } from 'zod';
import { lossNames, type LossName } from '../loss-names.ts';
import { perturbedReplay } from '../perturbed-replay.ts';
import { dreamedBatches } from './dreamed-batches.ts';
import type { ProbeOf } from './probe.ts';
import { statesOf } from './states.ts';
import { streamsUnder } from '../streams-under.ts';

const options = z.strictObject({
  images: z.int().min(2).default(1024).describe('Test images, the first ones, in mini-batches of the run.'),
});

const result = z.strictObject({
  reconstruction: z.number().describe('L_img'),
  divergence: z.number().describe('L_KL over mini-batches of the run'),
  reality: z.number().describe('L_real'),
  nrem: z.number().describe('L_NREM, the squared distance whatever the run trains on'),
  adversarial: z.number().describe('L_REM'),
  images: z.int().min(1),
  batches: z.int().min(1),
});

/**
 * All five losses on held-out images, without gradients and without weights, those too that the condition does not train:
 * means over mini-batches. Wake noise, occlusion and replay are those of the configuration, drawn alike at every moment.
 */
export const lossesProbe: ProbeOf<typeof options, typeof result> = {
  options,
  result,
  *measure(context, { images }) {
    const { cortex, config } = context;
    const own = streamsUnder('losses', context.streams);
    const distance = { ...config, learning: { ...config.learning, recovery: 'distance' as const } };
    const sums: Record<LossName, number> = { reconstruction: 0, divergence: 0, reality: 0, nrem: 0, adversarial: 0 };
    const shown = yield* dreamedBatches(context, { images, name: 'losses' }, ({ index, image, nrem, rem }) => {
      const perturbed = perturbedReplay(nrem, cortex.shape.imageChannels, index, distance, own);
      const states = statesOf(
        { image, nrem: perturbed, rem: { latent: rem } },
        config,
        own.stream('wake.noise', index),
      );
      for (const state of Object.values(states)) {
        for (const [name, loss] of Object.entries(measureLosses(cortex, state))) sums[name as LossName] += loss;
      }
    });
    const means = Object.fromEntries(lossNames.map((name) => [name, sums[name] / shown.batches]));
    return { ...(means as Record<LossName, number>), ...shown };
  },
  summary: (losses) => lossNames.map((name) => `${name} ${losses[name].toPrecision(4)}`).join(', '),
};
