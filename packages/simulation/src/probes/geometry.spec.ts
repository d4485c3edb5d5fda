import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { brightnessSet, collectionOf, tinyContext } from '../test-support/tiny-brain.ts';
import { fitLatentPlane } from './latent-plane.ts';
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

describe('the probe geometry', () => {
  it('tells classes that lie apart, and how far occlusion moves an image', () => {
    const before = tf.memory().numTensors;
    const result = measure('geometry', context, { classes: [0, 1], pointsPerClass: 7 });
    expect(tf.memory().numTensors).toBe(before);
    expect(probes.geometry.result.parse(JSON.parse(JSON.stringify(result)))).toEqual(result);
    expect(result.explained).toHaveLength(6); // as many as a latent has numbers
    expect(result.explained.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 9);
    const { euclidean, squared } = result.ratios;
    // Dark and bright images: two of a class are nearer than two of different ones; squares widen the contrast.
    expect(euclidean.intraInter).toBeLessThan(1);
    expect(squared.intraInter).toBeLessThan(euclidean.intraInter);
    // Seven of each class, clean and occluded.
    expect(result.points.label).toEqual([...Array(14).fill(0), ...Array(14).fill(1)]);
    expect(result.points.occluded.slice(0, 14)).toEqual([...Array(7).fill(false), ...Array(7).fill(true)]);
  });

  it('finds no distance to images that are not occluded', () => {
    const { ratios, points } = measure('geometry', context, { classes: [0, 1], occlusion: 0, pointsPerClass: 3 });
    expect(ratios.euclidean.occludedInter).toBe(0);
    expect(ratios.squared.occludedInter).toBe(0);
    expect(points.x.slice(3, 6)).toEqual(points.x.slice(0, 3));
  });
});

describe('fitLatentPlane', () => {
  it('fits both together and keeps to its classes', () => {
    // Class 0 at (±2, 0) clean and (0, ±1) occluded: along x 2 · 4 = 8 of 10 squared lengths, along y 2 · 1.
    const latents = Float32Array.of(2, 0, -2, 0, 50, 50);
    const occluded = Float32Array.of(0, 1, 0, -1, 50, 50);
    const { explained, points } = fitLatentPlane({ latents, labels: [0, 0, 1], count: 3 }, occluded, [0], 5);
    expect(explained[0]).toBeCloseTo(0.8, 12);
    expect(explained[1]).toBeCloseTo(0.2, 12);
    [2, -2, 0, 0].forEach((x, i) => expect(points.x[i]).toBeCloseTo(x, 12));
    [0, 0, 1, -1].forEach((y, i) => expect(points.y[i]).toBeCloseTo(y, 12));
    expect(points.label).toEqual([0, 0, 0, 0]);
  });
});
