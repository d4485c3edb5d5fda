import { z } from 'zod';
import { encodeSplit } from './encode-images.ts';
import type { ProbeOf } from './probe.ts';

const options = z.strictObject({
  images: z.int().min(2).default(64).describe('So many training images, the first ones, whose z is followed.'),
});

const result = z.strictObject({
  ageTicks: z.array(z.int().min(1)).describe('How long ago z was stored, ascending.'),
  distance: z.array(z.number()).describe("Mean Euclidean distance of the z of that time to today's E(x)."),
  relative: z
    .array(z.number().nullable())
    .describe('The same, where 1 is the mean distance between the z of two different images today; null if that is 0.'),
  images: z.int(),
});

/**
 * How stale a stored z is: the brain goes on learning while the hippocampus keeps what an image once was to it. The z of the
 * same images under earlier brains are compared with what they are today, by age. Inside the loop the earlier moments are
 * those at which this probe measured before (at most 32 are remembered), in an evaluation the checkpoints that are kept.
 */
export const stalenessProbe: ProbeOf<typeof options, typeof result> = {
  options,
  result,
  *measure(context, { images }) {
    const { latents: now, count } = yield* encodeSplit(context, 'train', images);
    const size = now.length / count;
    const spread = meanDistanceBetween(now, count, size);
    const stored = context.earlier
      .filter(({ tick, latents }) => tick < context.tick && latents.length >= now.length)
      .map(({ tick, latents }) => ({ age: context.tick - tick, distance: meanDistance(latents, now, count, size) }))
      .sort((a, b) => a.age - b.age);
    return {
      ageTicks: stored.map(({ age }) => age),
      distance: stored.map(({ distance }) => distance),
      relative: stored.map(({ distance }) => (spread === 0 ? null : distance / spread)),
      images: count,
    };
  },
  summary({ ageTicks, relative }) {
    if (ageTicks.length === 0) return 'no earlier brain to compare with';
    const shown = [...new Set([0, ageTicks.length - 1])];
    return shown.map((i) => `after ${ageTicks[i]} ticks ${relative[i]?.toPrecision(3) ?? '-'}`).join(', ');
  },
};

function distanceOf(a: Float32Array, rowA: number, b: Float32Array, rowB: number, size: number): number {
  let sum = 0;
  for (let j = 0; j < size; j++) sum += (a[rowA * size + j]! - b[rowB * size + j]!) ** 2;
  return Math.sqrt(sum);
}

/** Between the rows of the same number. */
function meanDistance(a: Float32Array, b: Float32Array, count: number, size: number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += distanceOf(a, i, b, i, size);
  return sum / count;
}

/** Between any two different rows. */
function meanDistanceBetween(rows: Float32Array, count: number, size: number): number {
  let sum = 0;
  for (let i = 1; i < count; i++) for (let k = 0; k < i; k++) sum += distanceOf(rows, i, rows, k, size);
  return sum / ((count * (count - 1)) / 2);
}
