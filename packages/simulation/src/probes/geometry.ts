import { classDistances, type DistanceMetric } from '@oneiros/metrics';
import { firstImages } from '@oneiros/senses';
import { z } from 'zod';
import { encodePerturbed, encodeSplit } from './encode-images.ts';
import { fitLatentPlane } from './latent-plane.ts';
import type { ProbeOf } from './probe.ts';

const count = z.int().min(1);
const share = z.number().min(0).max(1);

const options = z.strictObject({
  classes: z
    .array(z.int().min(0))
    .min(1)
    .default([0, 1, 2, 3])
    .describe('Classes of the plane, by number; the digits 0 to 3 on SVHN.'),
  occlusion: share.default(0.3).describe('Probability that a tile is dropped.'),
  tileSidePx: z.int().min(1).max(8).default(4).describe('Side of the tiles, pixels.'),
  pointsPerClass: count.default(100).describe('So many clean and so many occluded images of each class are plotted.'),
  pairsPerClass: count.default(1000).describe('Pairs of images drawn in each class.'),
  pairsBetween: count.default(10_000).describe('Pairs of images of different classes.'),
  batchSize: count.default(64).describe('Images under one mask, for the distances of the published code.'),
  testImages: z.int().min(2).optional().describe('So many test images, the first ones; all unless given.'),
});

const ratios = z.strictObject({
  intraInter: z.number().describe('Mean distance within classes over that between classes.'),
  occludedInter: z.number().describe('Mean distance of clean to occluded images over that between classes.'),
});

const result = z.strictObject({
  explained: z.array(share).describe('Share of the variance that each of the first principal axes explains.'),
  points: z
    .strictObject({
      x: z.array(z.number()),
      y: z.array(z.number()),
      label: z.array(z.int()),
      occluded: z.array(z.boolean()),
    })
    .describe('Latents on the first two axes, by class: its first images clean, then the same occluded.'),
  ratios: z.strictObject({
    euclidean: ratios.describe("The paper's words: Euclidean distances, a mask drawn for each image."),
    squared: ratios.describe('The published code: squared distances, one mask a mini-batch.'),
  }),
  classes: z.array(z.int()).describe('Classes of the plane; the ratios are over all classes.'),
  pairs: z.strictObject({ perClass: z.int(), between: z.int() }),
  occlusion: share,
  testImages: z.int(),
});

/**
 * How latents of clean and occluded test images lie: on the plane of the first two principal axes, fitted to both together,
 * and by the ratios of distances. The untrained brain (tick 0) is the baseline.
 *
 * @source Deperrois et al. 2022, figure 6, and Methods, "Latent space organization"
 */
export const geometryProbe: ProbeOf<typeof options, typeof result> = {
  options,
  result,
  *measure(context, { classes, occlusion, tileSidePx, testImages, batchSize, ...drawn }) {
    const clean = yield* encodeSplit(context, 'test', testImages);
    const set = firstImages(context.images.test, clean.count);
    const tiles = { kind: 'occlusion', level: occlusion, tileSidePx } as const;
    const each = { stream: 'geometry.occlusion' };
    const perImage = yield* encodePerturbed(context, set, { ...tiles, maskFor: 'image' }, each);
    const one = { stream: 'geometry.occlusion.batch', batch: batchSize };
    const perBatch = yield* encodePerturbed(context, set, { ...tiles, maskFor: 'batch' }, one);

    yield 'fitting principal axes';
    const { explained, points } = fitLatentPlane(clean, perImage, classes, drawn.pointsPerClass);
    yield 'measuring distances';
    const { pairsPerClass, pairsBetween } = drawn;
    const ratiosOf = (metric: DistanceMetric, occluded: Float32Array): z.output<typeof ratios> => {
      const distances = classDistances({
        ...{ latents: clean.latents, labels: clean.labels, occluded, metric, pairsPerClass, pairsBetween },
        classes: set.classNames.length,
        random: context.streams.stream('geometry.pairs'),
      });
      return { intraInter: distances.intraInter, occludedInter: distances.occludedInter! };
    };
    return {
      explained,
      points,
      ratios: { euclidean: ratiosOf('euclidean', perImage), squared: ratiosOf('squared', perBatch) },
      classes: [...classes],
      pairs: { perClass: pairsPerClass, between: pairsBetween },
      occlusion,
      testImages: clean.count,
    };
  },
  summary({ ratios: { euclidean } }) {
    const { intraInter, occludedInter } = euclidean;
    return `intra/inter ${intraInter.toFixed(3)}, clean-occluded/inter ${occludedInter.toFixed(3)}`;
  },
};
