import { createScenes } from '@oneiros/senses';
import type { RunConfig } from '@oneiros/simulation';

/** A test image, [height, width, channels] in 0..255. */
export interface TestImage {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly pixels: Uint8Array;
}

/** Gives the n-th test image of a class, or null where the page has not the images of the run. */
export type TestImages = (label: number, place: number) => TestImage | null;

/**
 * The test images of a run that can be drawn again: those of the embedded scenes. Other sets lie in the folder of whoever
 * downloaded them, and no run carries them.
 *
 * @param count so many test images, the first ones
 */
export function testImagesOf({ name, seed, test }: RunConfig['data'], count: number): TestImages | null {
  if (name !== 'scenes') return null;
  const drawn = Math.min(count, test ?? count);
  const set = createScenes({ seed, train: 1, test: Math.max(1, drawn) }).test;
  const { height, width, channels } = set;
  const byClass = new Map<number, number[]>();
  set.labels.forEach((label, i) => byClass.set(label, [...(byClass.get(label) ?? []), i]));
  return (label, place) => {
    const index = byClass.get(label)?.[place];
    if (index === undefined) return null;
    const size = height * width * channels;
    return { height, width, channels, pixels: set.pixels.subarray(index * size, (index + 1) * size) };
  };
}
