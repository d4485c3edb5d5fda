import { firstImages } from '@oneiros/senses';
import { z } from 'zod';
import { encodePerturbed, encodeSplit } from './encode-images.ts';
import type { ProbeOf } from './probe.ts';

const size = z.int().min(1);
const share = z.number().min(0).max(1);

const options = z.strictObject({
  testImages: z.int().min(2).default(200).describe('So many test images, the first ones.'),
  occlusion: share.default(0.3).describe('Probability that a tile is dropped.'),
  tileSidePx: z.int().min(1).max(8).default(4).describe('Side of the tiles, pixels.'),
});

const result = z.strictObject({
  latentSize: size,
  clean: z.array(z.number()).describe('z of each image, [testImages, latentSize], row by row; five digits.'),
  occluded: z.array(z.number()).describe('The same images under tiles, the same tiles at every tick.'),
  labels: z.array(z.int().min(0)).describe('Of each image, an index into classNames.'),
  classNames: z.array(z.string()),
  images: z
    .strictObject({ height: size, width: size, channels: size, pixels: z.base64() })
    .describe('The images, base64 of [testImages, height, width, channels], 0..255.'),
  occlusion: share,
  testImages: size,
});

const DIGITS = 5;

/**
 * The latents themselves of clean and occluded test images, so that whoever draws them can lay the same axes through the brains
 * of all ticks; `geometry` fits its own at each.
 */
export const latentsProbe: ProbeOf<typeof options, typeof result> & { readonly isLarge: true } = {
  options,
  result,
  isLarge: true,
  *measure(context, { testImages, occlusion, tileSidePx }) {
    const { latents, count } = yield* encodeSplit(context, 'test', testImages);
    const set = firstImages(context.images.test, count);
    const tiles = { kind: 'occlusion', level: occlusion, tileSidePx, maskFor: 'image' } as const;
    const occluded = yield* encodePerturbed(context, set, tiles, { stream: 'latents.occlusion' });
    const { height, width, channels } = set;
    return {
      latentSize: latents.length / count,
      clean: rounded(latents),
      occluded: rounded(occluded),
      labels: Array.from(set.labels),
      classNames: [...set.classNames],
      images: { height, width, channels, pixels: base64Of(set.pixels) },
      occlusion,
      testImages: count,
    };
  },
  summary({ clean, occluded, latentSize, testImages }) {
    let sum = 0;
    for (let image = 0; image < testImages; image++) {
      let squares = 0;
      for (let i = image * latentSize; i < (image + 1) * latentSize; i++) squares += (clean[i]! - occluded[i]!) ** 2;
      sum += Math.sqrt(squares);
    }
    return `${testImages} images, occlusion moves them by ${(sum / testImages).toPrecision(3)}`;
  },
};

const rounded = (values: Float32Array): number[] => Array.from(values, (value) => Number(value.toPrecision(DIGITS)));

/** In pieces, because a function takes only so many arguments. */
function base64Of(bytes: Uint8Array): string {
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += 8192) pieces.push(String.fromCharCode(...bytes.subarray(at, at + 8192)));
  return btoa(pieces.join(''));
}
