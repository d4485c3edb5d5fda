import { createCortex, type Cortex } from '@oneiros/cortex';
import { createRandomStreams } from '@oneiros/random';
import type { ImageCollection, ImageSet } from '@oneiros/senses';
import { resolveConfig } from '../config/resolve-config.ts';
import type { RunConfigInput } from '../config/run-config.ts';
import { createProbeContext, type ProbeContext, type ProbeContextOptions } from '../probes/probe-context.ts';

/** Noise of so many pixels a side; with 8 the cortex has V1 and IT alone, with 16 also V2. */
export const noiseSet = (split: ImageSet['split'], count: number, sidePx = 8): ImageSet => {
  const size = sidePx * sidePx * 3;
  const pixels = createRandomStreams(1)
    .stream(split)
    .permutation(count * size);
  return {
    ...{ name: 'scenes', split, count, height: sidePx, width: sidePx, channels: 3, classNames: ['a', 'b'] },
    pixels: Uint8Array.from(pixels, (value) => value % 256),
    labels: Uint8Array.from({ length: count }, (_, i) => i % 2),
  };
};

/** Two classes that differ in brightness: the first is darker than mid-grey, the second brighter. */
export function brightnessSet(split: ImageSet['split'], count: number, sidePx = 8): ImageSet {
  const set = noiseSet(split, count, sidePx);
  const size = set.pixels.length / count;
  const pixels = set.pixels.map((value, i) => Math.floor(value / 2) + 128 * set.labels[Math.floor(i / size)]!);
  return { ...set, pixels };
}

export const collectionOf = (train: ImageSet, test: ImageSet): ImageCollection => ({ name: 'scenes', train, test });

/** A brain that has learned nothing, before its images; the caller disposes the cortex. */
export function tinyContext(
  images: ImageCollection,
  config: RunConfigInput = {},
  moment: Partial<Pick<ProbeContextOptions, 'tick' | 'epoch' | 'earlier'>> = {},
): ProbeContext & { readonly cortex: Cortex } {
  const resolved = resolveConfig(
    { model: { imageSidePx: images.train.height, baseWidth: 4, latentSize: 6 }, batchSize: 4 },
    config,
  );
  const { imageSidePx, baseWidth, latentSize, leakSlope } = resolved.model;
  const shape = { imageSidePx, imageChannels: images.train.channels, baseWidth, latentSize, leakSlope };
  const cortex = createCortex(shape, createRandomStreams(1).stream('weights'));
  return createProbeContext({ cortex, images, config: resolved, tick: 0, epoch: 0, ...moment });
}
