import * as tf from '@tensorflow/tfjs';
import { replay } from '@oneiros/hippocampus';
import { representationalSimilarity } from '@oneiros/metrics';
import { firstImages } from '@oneiros/senses';
import { z } from 'zod';
import { memoriesAmong } from '../memories-among.ts';
import { valuesOf } from '../values-of.ts';
import { encodeAreas, type AreaActivity } from './encode-areas.ts';
import { encodeSplit } from './encode-images.ts';
import type { ProbeOf } from './probe.ts';

const options = z.strictObject({
  images: z.int().min(2).default(256).describe('So many test images, the first ones, and as many dreams of each kind.'),
  pool: z.boolean().default(false).describe('Compares maps of more than 4 x 4 max-pooled to that.'),
});

const pair = z.strictObject({
  cka: z.number().nullable().describe('Linear centred kernel alignment, 0..1; null where an area is silent.'),
  meanPatternCorrelation: z
    .number()
    .nullable()
    .describe("Correlation of an area's two patterns for the same image, its mean over images; null as above."),
});

const result = z.strictObject({
  areas: z.record(z.string(), z.strictObject({ wakeNrem: pair, wakeRem: pair, nremRem: pair })),
  images: z.int(),
});

/**
 * How alike the areas are active in the three states: while an image drives them (Wake), while its own, unoccluded dream G(z)
 * does (NREM), and a dream made of it, of the images after it and of noise, mixed as `replay.rem` says (REM).
 *
 * @source Kornblith et al. 2019 (linear CKA)
 */
export const similarityProbe: ProbeOf<typeof options, typeof result> = {
  options,
  result,
  *measure(context, { images, pool }) {
    const { cortex, config, streams } = context;
    const { latents, count } = yield* encodeSplit(context, 'test', images);
    const set = firstImages(context.images.test, count);
    const size = latents.length / count;
    // The dream of an image remembers the images after it, that of the last one the first.
    const mixed = valuesOf(() => {
      const memories = memoriesAmong(tf.tensor2d(latents, [count, size]), config.replay.rem.memories);
      return replay(memories, config.replay.rem, streams.stream('similarity.noise'));
    });
    const rows = (of: Float32Array, start: number, batch: number): tf.Tensor2D =>
      tf.tensor2d(of.subarray(start * size, (start + batch) * size), [batch, size]);

    const wake = yield* encodeAreas(cortex, set, 'areas in Wake', { pool });
    const nrem = yield* encodeAreas(cortex, set, 'areas in NREM', {
      pool,
      see: ({ shape: [batch] }, start) => cortex.dream(rows(latents, start, batch)),
    });
    const rem = yield* encodeAreas(cortex, set, 'areas in REM', {
      pool,
      see: ({ shape: [batch] }, start) => cortex.dream(rows(mixed, start, batch)),
    });

    const areas: z.output<typeof result>['areas'] = {};
    for (const [name, inWake] of wake) {
      yield `comparing ${name}`;
      const [inNrem, inRem] = [nrem.get(name)!, rem.get(name)!];
      const of = (a: AreaActivity, b: AreaActivity) =>
        representationalSimilarity(a.values, b.values, { samples: count, size: a.values.length / count });
      areas[name] = { wakeNrem: of(inWake, inNrem), wakeRem: of(inWake, inRem), nremRem: of(inNrem, inRem) };
    }
    return { areas, images: count };
  },
  summary({ areas }) {
    const figure = (value: number | null): string => value?.toFixed(2) ?? '-';
    return Object.entries(areas)
      .map(([name, { wakeNrem, wakeRem }]) => `${name} ${figure(wakeNrem.cka)}, ${figure(wakeRem.cka)}`)
      .join('; ')
      .replace(/^/, 'CKA of Wake with NREM, REM: ');
  },
};
