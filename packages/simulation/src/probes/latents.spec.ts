import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { brightnessSet, collectionOf, tinyContext } from '../test-support/tiny-brain.ts';
import { finish } from './steps.ts';
import { encodeSplit } from './encode-images.ts';
import { measure, probes } from './registry.ts';

beforeAll(async () => {
  tf.env().set('IS_TEST', true); // no greeting on the console
  await tf.setBackend('cpu');
});
const images = collectionOf(brightnessSet('train', 8), brightnessSet('test', 40));
let context: ReturnType<typeof tinyContext>;
beforeEach(() => {
  context = tinyContext(images);
});
afterEach(() => context.cortex.dispose());

describe('the probe latents', () => {
  it('gives the latents of the first test images, and the images', () => {
    const before = tf.memory().numTensors;
    const result = measure('latents', context, { testImages: 5 });
    expect(tf.memory().numTensors).toBe(before);
    expect(probes.latents.result.parse(JSON.parse(JSON.stringify(result)))).toEqual(result);
    const { latents } = finish(encodeSplit(context, 'test', 5));
    expect(result.clean).toHaveLength(5 * result.latentSize);
    // Five digits: off by half a unit in the fifth.
    result.clean.forEach((value, i) =>
      expect(Math.abs(value - latents[i]!)).toBeLessThanOrEqual(5e-5 * Math.abs(value)),
    );
    const { height, width, channels, pixels } = result.images;
    const bytes = Uint8Array.from(atob(pixels), (character) => character.charCodeAt(0));
    expect(bytes).toEqual(images.test.pixels.subarray(0, 5 * height * width * channels));
    expect(result.labels).toEqual(Array.from(images.test.labels.subarray(0, 5)));
  });

  it('covers the same tiles whenever it is asked, and none without occlusion', () => {
    const first = measure('latents', context, { testImages: 4, occlusion: 0.5 });
    const later = measure('latents', { ...context, tick: 99 }, { testImages: 4, occlusion: 0.5 });
    expect(later.occluded).toEqual(first.occluded);
    expect(first.occluded).not.toEqual(first.clean);
    const open = measure('latents', context, { testImages: 4, occlusion: 0 });
    expect(open.occluded).toEqual(open.clean);
    expect(probes.latents.summary(open)).toBe('4 images, occlusion moves them by 0.00');
  });

  it('gives as many images as there are, however large the set', () => {
    expect(measure('latents', context).testImages).toBe(40);
  });
});
