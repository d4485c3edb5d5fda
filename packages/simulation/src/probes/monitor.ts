import type * as tf from '@tensorflow/tfjs';
import { signalDetection } from '@oneiros/metrics';
import { z } from 'zod';
import { dreamedBatches } from './dreamed-batches.ts';
import { percent } from './percent.ts';
import type { ProbeOf } from './probe.ts';

const options = z.strictObject({
  images: z
    .int()
    .min(2)
    .default(2048)
    .describe('Test images, the first ones, in whole mini-batches of the run, and as many dreams of either kind.'),
});

const share = z.number().min(0).max(1);
const judgement = {
  falseAlarmRate: share.describe('Share of the dreams that are judged external.'),
  dPrime: z.number().describe("Sensitivity d' = z(H) - z(F), of log-linear rates."),
  criterion: z.number().describe('Bias -(z(H) + z(F))/2: above 0 external is said too seldom.'),
  dreams: z.int().min(1),
};

const result = z.strictObject({
  hitRate: share.describe('Share of the images that are judged external.'),
  ...judgement,
  images: z.int().min(1),
  nrem: z.strictObject(judgement).describe('The same images against unoccluded NREM dreams of them.'),
});

/**
 * How well the reality monitor tells held-out images from dreams of them: hits are images judged external (d > 1/2), false
 * alarms dreams judged external. REM dreams are recombined as the configuration says; NREM dreams are judged apart, although the
 * monitor never learns from them. A silent monitor calls nothing external: d' is 0.
 *
 * @source Deperrois et al. 2022, Discussion (the discriminator as reality monitor); Green & Swets 1966
 */
export const monitorProbe: ProbeOf<typeof options, typeof result> = {
  options,
  result,
  *measure(context, { images }) {
    const { cortex } = context;
    const external = { images: 0, nrem: 0, rem: 0 };
    const judgedExternal = (image: tf.Tensor4D): number =>
      cortex
        .judge(image)
        .dataSync<'float32'>()
        .filter((logit) => logit > 0).length;
    const shown = yield* dreamedBatches(context, { images, name: 'monitor' }, ({ image, nrem, rem }) => {
      external.images += judgedExternal(image);
      external.nrem += judgedExternal(cortex.dream(nrem));
      external.rem += judgedExternal(cortex.dream(rem));
    });
    const signals = shown.images;
    const against = (falseAlarms: number) => {
      const { hitRate, ...judged } = signalDetection({ hits: external.images, signals, falseAlarms, noises: signals });
      return { hitRate, judged: { ...judged, dreams: signals } };
    };
    const { hitRate, judged } = against(external.rem);
    return { hitRate, ...judged, images: signals, nrem: against(external.nrem).judged };
  },
  summary: ({ hitRate, falseAlarmRate, dPrime, images }) =>
    `d' ${dPrime.toFixed(2)}: ${percent(hitRate)} of ${images} images and ${percent(falseAlarmRate)} of as many dreams external`,
};
