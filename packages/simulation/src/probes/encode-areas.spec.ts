import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { collectionOf, noiseSet, tinyContext } from '../test-support/tiny-brain.ts';
import { encodeAreas } from './encode-areas.ts';
import { encodeSplit } from './encode-images.ts';
import { finish } from './steps.ts';

beforeAll(async () => {
  tf.env().set('IS_TEST', true); // no greeting on the console
  await tf.setBackend('cpu');
});

// 16 pixels: V1 has maps of 8 x 8 with 4 channels, V2 of 4 x 4 with 8, IT 6 numbers.
const images = collectionOf(noiseSet('train', 5, 16), noiseSet('test', 3, 16));

describe('encodeAreas', () => {
  it('gives every area, pooled to 4 x 4 where it is larger', () => {
    const context = tinyContext(images);
    const before = tf.memory().numTensors;
    const areas = finish(encodeAreas(context.cortex, images.train, 'areas', { pool: true }));
    expect(tf.memory().numTensors).toBe(before);
    expect([...areas].map(([name, { shape, values }]) => [name, shape, values.length])).toEqual([
      ['V1', [4, 4, 4], 5 * 64],
      ['V2', [4, 4, 8], 5 * 128],
      ['IT', [6], 5 * 6],
    ]);
    expect(areas.get('IT')!.values).toEqual(finish(encodeSplit(context, 'train')).latents);
  });

  it('keeps the largest of every window', () => {
    const context = tinyContext(images);
    const of = (pool: boolean) => finish(encodeAreas(context.cortex, images.test, 'areas', { pool })).get('V1')!;
    const whole = of(false);
    const pooled = of(true);
    expect(whole.shape).toEqual([8, 8, 4]);
    const at = (y: number, x: number, channel: number) => whole.values[(1 * 64 + y * 8 + x) * 4 + channel]!;
    // Second image, window (2, 3), channel 1: pixels 4..5 x 6..7.
    expect(pooled.values[(1 * 16 + 2 * 4 + 3) * 4 + 1]).toBe(
      Math.max(at(4, 6, 1), at(4, 7, 1), at(5, 6, 1), at(5, 7, 1)),
    );
  });
});
