import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { collectionOf, noiseSet, tinyContext } from '../test-support/tiny-brain.ts';
import { encodeSplit } from './encode-images.ts';
import { measure } from './registry.ts';
import { finish } from './steps.ts';

beforeAll(async () => {
  tf.env().set('IS_TEST', true); // no greeting on the console
  await tf.setBackend('cpu');
});
const images = collectionOf(noiseSet('train', 6), noiseSet('test', 2));

describe('the probe staleness', () => {
  it('tells how far the z of earlier brains is from today’s, by age', () => {
    const now = tinyContext(images);
    const { latents } = finish(encodeSplit(now, 'train', 4));
    // Six numbers in a latent: each 0.5 away is sqrt(6 · 0.25) = 1.2247 in all, each 1 away twice that.
    const movedBy = (step: number) => latents.map((value) => value + step);
    const earlier = [
      { tick: 3, latents: movedBy(1) },
      { tick: 10, latents: movedBy(-0.5) },
      { tick: 12, latents: latents.subarray(0, 6) }, // too few images
      { tick: 13, latents }, // not earlier
    ];
    const context = { ...tinyContext(images, {}, { tick: 13, earlier }), cortex: now.cortex };
    const { ageTicks, distance, relative } = measure('staleness', context, { images: 4 });
    expect(ageTicks).toEqual([3, 10]);
    // Float32 rounds z + 1 to about 1e-7.
    expect(distance[0]).toBeCloseTo(Math.sqrt(1.5), 5);
    expect(distance[1]).toBeCloseTo(Math.sqrt(6), 5);
    expect(relative[1]! / relative[0]!).toBeCloseTo(2, 5);
  });

  it('measures 1 where a stored z is as far from its image’s as two images are from one another', () => {
    const context = tinyContext(images, {}, { tick: 5 });
    const { latents } = finish(encodeSplit(context, 'train', 2));
    const exchanged = Float32Array.from([...latents.slice(6), ...latents.slice(0, 6)]);
    const { relative } = measure(
      'staleness',
      { ...context, earlier: [{ tick: 1, latents: exchanged }] },
      { images: 2 },
    );
    expect(relative[0]).toBeCloseTo(1, 6);
  });

  it('has nothing to say of a first brain', () => {
    expect(measure('staleness', tinyContext(images))).toMatchObject({
      ageTicks: [],
      distance: [],
      relative: [],
      images: 6,
    });
  });
});
