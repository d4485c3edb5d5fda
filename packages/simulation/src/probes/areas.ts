import { readoutFromFeatures, testReadout } from '@oneiros/metrics';
import { firstImages } from '@oneiros/senses';
import { z } from 'zod';
import { encodeAreas, type AreaActivity } from './encode-areas.ts';
import { percent } from './percent.ts';
import type { ProbeOf } from './probe.ts';
import { createTensorProducts } from './tensor-products.ts';

const count = z.int().min(1);
const share = z.number().min(0).max(1);

const options = z.strictObject({
  trainImages: count.default(10_000).describe('So many training images, the first ones.'),
  testImages: count.optional().describe('So many test images, the first ones; all unless given.'),
  penalties: z
    .array(z.number().positive())
    .min(1)
    .default([1e-4, 1e-3, 1e-2, 0.1, 1, 10, 100])
    .describe('Penalties of ridge to choose from, relative to the mean variance of a feature.'),
  folds: z.int().min(2).default(5).describe('Parts of the training images that are held out in turn.'),
  tolerance: z.number().positive().lt(1).default(1e-3).describe('Residual at which a solution is good enough.'),
});

const areaResult = z.strictObject({
  accuracy: share.describe('Share of test images that are told right.'),
  penalty: z.number().describe('The one that did best on held-out training images.'),
  dimension: count.describe('Numbers that the readout looks at.'),
});

const result = z.strictObject({
  areas: z.record(z.string(), areaResult).describe('By area, from the lowest to IT, and `all` of them together.'),
  trainImages: count,
  testImages: count,
});

/**
 * What a linear readout can tell from each area, its map max-pooled to 4 x 4 where it is larger, and from all areas together:
 * ridge regression whose penalty is chosen by cross-validation. Everything is held in memory: 30 kB an image at full width.
 */
export const areasProbe: ProbeOf<typeof options, typeof result> = {
  options,
  result,
  *measure(context, { trainImages, testImages, ...fitting }) {
    const { cortex, images, streams } = context;
    const train = firstImages(images.train, trainImages);
    const test = firstImages(images.test, testImages ?? images.test.count);
    const [fit, held] = [
      yield* encodeAreas(cortex, train, 'areas of training images', { pool: true }),
      yield* encodeAreas(cortex, test, 'areas of test images', { pool: true }),
    ];
    const areas: z.output<typeof result>['areas'] = {};
    for (const name of [...fit.keys(), 'all']) {
      yield `fitting the readout of ${name}`;
      const chosen = name === 'all' ? [...fit.keys()] : [name];
      const latents = rowsOf(fit, chosen, 0, train.count);
      const dimension = latents.length / train.count;
      const products = createTensorProducts(latents, train.count, dimension);
      try {
        const { readout, penalty } = readoutFromFeatures({
          ...{ latents, labels: train.labels, classes: train.classNames.length, products, ...fitting },
          random: streams.stream('areas.folds'),
        });
        let correct = 0;
        for (let start = 0; start < test.count; start += TEST_ROWS) {
          const end = Math.min(test.count, start + TEST_ROWS);
          const samples = { latents: rowsOf(held, chosen, start, end), labels: test.labels.subarray(start, end) };
          correct += testReadout(readout, samples).correct;
        }
        areas[name] = { accuracy: correct / test.count, penalty, dimension };
      } finally {
        products.dispose();
      }
    }
    return { areas, trainImages: train.count, testImages: test.count };
  },
  summary: ({ areas }) =>
    Object.entries(areas)
      .map(([name, { accuracy }]) => `${name} ${percent(accuracy)}`)
      .join(', '),
};

/** Test images that are laid out at once. */
const TEST_ROWS = 1000;

/** Activities of some areas side by side. @returns [end - start, numbers of all chosen areas] */
function rowsOf(
  areas: ReadonlyMap<string, AreaActivity>,
  chosen: readonly string[],
  start: number,
  end: number,
): Float32Array {
  const parts = chosen.map((name) => {
    const { shape, values } = areas.get(name)!;
    return { values, size: shape.reduce((product, length) => product * length, 1) };
  });
  if (parts.length === 1) return parts[0]!.values.subarray(start * parts[0]!.size, end * parts[0]!.size);
  const width = parts.reduce((sum, { size }) => sum + size, 0);
  const rows = new Float32Array((end - start) * width);
  for (let row = start; row < end; row++) {
    let offset = (row - start) * width;
    for (const { values, size } of parts) {
      rows.set(values.subarray(row * size, (row + 1) * size), offset);
      offset += size;
    }
  }
  return rows;
}
