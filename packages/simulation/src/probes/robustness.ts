import { ridgeReadout, testReadout } from '@oneiros/metrics';
import { firstImages, perturbationKinds, type Perturbation, type PerturbationKind } from '@oneiros/senses';
import { z } from 'zod';
import { cleanReadoutOptions, trainCleanReadout } from './clean-readout.ts';
import { encodePerturbed, encodeSplit } from './encode-images.ts';
import { percent } from './percent.ts';
import type { ProbeOf } from './probe.ts';

const share = z.number().min(0).max(1);

const options = z.strictObject({
  ...cleanReadoutOptions.shape,
  perturbations: z
    .array(z.enum(perturbationKinds))
    .min(1)
    .default([...perturbationKinds])
    .describe("Kinds of perturbation; occlusion is the paper's."),
  tileSidesPx: z
    .array(z.int().min(1).max(8))
    .min(1)
    .default([1, 2, 4, 8])
    .describe('Sides of the tiles of occlusion, pixels, a series each; 4 in the paper.'),
  levels: z
    .array(share)
    .min(1)
    .default([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1])
    .describe('Strength of the perturbation; of occlusion the probability that a tile is dropped.'),
  testImages: z.int().min(1).optional().describe('So many test images, the first ones; all unless given.'),
});

const result = z.strictObject({
  series: z.array(
    z.strictObject({
      perturbation: z.enum(perturbationKinds),
      tileSidePx: z.int().nullable().describe('Null where nothing is tiled.'),
      levels: z.array(share),
      accuracies: z.array(share).describe("Of the paper's readout, by level."),
      ridgeAccuracies: z.array(share).describe('Of a ridge readout, by level.'),
    }),
  ),
  chance: share.describe('Share of the largest class among the test images.'),
  testImages: z.int(),
  trainImages: z.int(),
});

/**
 * How much of an image the cortex can do without: a readout trained on the latents of clean training images is tested on
 * perturbed test images, a mask drawn for each. What is drawn is the same at every tick, so that brains differ by themselves
 * alone.
 *
 * @source Deperrois et al. 2022, figure 5, and Methods, "Occluded images"; the other perturbations are for comparison
 */
export const robustnessProbe: ProbeOf<typeof options, typeof result> = {
  options,
  result,
  *measure(context, { perturbations, tileSidesPx, levels, testImages, ...training }) {
    const softmax = yield* trainCleanReadout(context, training);
    const train = yield* encodeSplit(context, 'train', training.trainImages);
    const ridge = ridgeReadout({ ...train, classes: softmax.classes });
    const clean = yield* encodeSplit(context, 'test', testImages);
    const test = firstImages(context.images.test, clean.count);

    const series: z.output<typeof result>['series'] = [];
    for (const at of perturbations.flatMap((kind) => seriesOf(kind, tileSidesPx))) {
      const accuracies: number[] = [];
      const ridgeAccuracies: number[] = [];
      for (const level of levels) {
        const stream = `robustness.${at.kind}.${at.tileSidePx ?? 0}.${level}`;
        const latents =
          level === 0 ? clean.latents : yield* encodePerturbed(context, test, perturbationAt(at, level), stream);
        const samples = { latents, labels: clean.labels };
        accuracies.push(testReadout(softmax, samples).accuracy);
        ridgeAccuracies.push(testReadout(ridge, samples).accuracy);
      }
      series.push({
        perturbation: at.kind,
        tileSidePx: at.tileSidePx,
        levels: [...levels],
        accuracies,
        ridgeAccuracies,
      });
    }
    return { series, chance: largestShare(test.labels), testImages: test.count, trainImages: train.count };
  },
  summary({ series }) {
    const shown = series.find(({ tileSidePx }) => tileSidePx === 4) ?? series[0]!;
    const name = shown.tileSidePx === null ? shown.perturbation : `tiles of ${shown.tileSidePx} px`;
    const step = Math.ceil(shown.levels.length / 4);
    const figures = shown.levels.flatMap((level, i) =>
      i % step === 0 ? [`${level}: ${percent(shown.accuracies[i]!)}`] : [],
    );
    return `${name}, level ${figures.join(', ')}`;
  },
};

interface Series {
  readonly kind: PerturbationKind;
  readonly tileSidePx: number | null;
}

const seriesOf = (kind: PerturbationKind, tileSidesPx: readonly number[]): Series[] =>
  kind === 'occlusion' ? tileSidesPx.map((tileSidePx) => ({ kind, tileSidePx })) : [{ kind, tileSidePx: null }];

const perturbationAt = ({ kind, tileSidePx }: Series, level: number): Perturbation =>
  kind === 'occlusion' ? { kind, level, tileSidePx: tileSidePx! } : { kind, level };

/** What one who always names the commonest class would get right. */
function largestShare(labels: Uint8Array): number {
  const counts = new Map<number, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return Math.max(...counts.values()) / labels.length;
}
