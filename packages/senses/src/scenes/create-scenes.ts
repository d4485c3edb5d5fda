import { createRandomStreams, type RandomStreams } from '@oneiros/random';
import { InvalidArgumentError } from '../errors.ts';
import type { ImageCollection, ImageSet } from '../image-set.ts';
import { SCENE_SIDE_PX } from './canvas.ts';
import { createEasel, drawScene } from './draw-scene.ts';
import { OBJECT_CLASSES } from './object-classes.ts';

/** Which scenes to draw. */
export interface ScenesOptions {
  /** Integer from 0; every scene follows from it and its index. */
  readonly seed: number;
  /** Training images; 10,000 in the embedded set. */
  readonly train: number;
  /** Test images; 2,000 in the embedded set. */
  readonly test: number;
}

/** The size and the seed of the embedded set. */
export const EMBEDDED_SCENES: ScenesOptions = { seed: 1, train: 10_000, test: 2_000 };

/** The stream of random numbers each split's images are drawn from; the tick is the index of the image. */
const STREAMS = { train: 'scenes', test: 'scenes.test' } as const;

/**
 * The embedded image set: one object of ten classes in each 32x32 colour scene, recognisable by its shape alone. Pose,
 * size, place, colours, light, backdrop and clutter vary; image i shows class i mod 10.
 *
 * @throws InvalidArgumentError for a count that is not an integer from 1
 */
export function createScenes({ seed, train, test }: ScenesOptions = EMBEDDED_SCENES): ImageCollection {
  const streams = createRandomStreams(seed);
  return { name: 'scenes', train: drawSplit(streams, 'train', train), test: drawSplit(streams, 'test', test) };
}

function drawSplit(streams: RandomStreams, split: 'train' | 'test', count: number): ImageSet {
  if (!Number.isInteger(count) || count < 1 || count > 1_000_000) {
    throw new InvalidArgumentError(`the count of ${split} scenes`, 'an integer of 1..1,000,000', count);
  }
  const size = SCENE_SIDE_PX * SCENE_SIDE_PX * 3;
  const pixels = new Uint8Array(count * size);
  const labels = new Uint8Array(count);
  const easel = createEasel();
  for (let i = 0; i < count; i++) {
    labels[i] = i % OBJECT_CLASSES.length;
    const { sketch } = OBJECT_CLASSES[labels[i]!]!;
    drawScene(sketch, streams.stream(STREAMS[split], i), pixels.subarray(i * size, (i + 1) * size), easel);
  }
  const side = { height: SCENE_SIDE_PX, width: SCENE_SIDE_PX, channels: 3 };
  return { name: 'scenes', split, count, ...side, pixels, labels, classNames: OBJECT_CLASSES.map(({ name }) => name) };
}
