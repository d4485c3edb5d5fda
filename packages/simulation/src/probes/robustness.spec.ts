import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { brightnessSet, collectionOf, tinyContext } from '../test-support/tiny-brain.ts';
import { measure, probes } from './registry.ts';

beforeAll(async () => {
  tf.env().set('IS_TEST', true); // no greeting on the console
  await tf.setBackend('cpu');
});

// 11 test images: six of the first class.
const images = collectionOf(brightnessSet('train', 40), brightnessSet('test', 11));
let context: ReturnType<typeof tinyContext>;
beforeEach(() => {
  context = tinyContext(images);
});
afterEach(() => context.cortex.dispose());

describe('the probe robustness', () => {
  it('starts from the clean readout and ends at one class where nothing is left to see', () => {
    const options = {
      perturbations: ['occlusion', 'contrast'] as const,
      tileSidesPx: [4],
      levels: [0, 1],
      epochs: 1000,
    };
    const result = measure('robustness', context, { ...options, perturbations: [...options.perturbations] });
    const readout = measure('readout', context, { epochs: 1000 });
    expect(result.chance).toBeCloseTo(6 / 11, 12);
    expect(result.series.map(({ perturbation, tileSidePx }) => [perturbation, tileSidePx])).toEqual([
      ['occlusion', 4],
      ['contrast', null],
    ]);
    for (const { accuracies, ridgeAccuracies } of result.series) {
      expect(accuracies[0]).toBe(readout.softmax.accuracy);
      expect(ridgeAccuracies[0]).toBe(readout.ridge.accuracy);
      // Grey images are all one image: a readout tells them all the same.
      for (const blind of [accuracies[1]!, ridgeAccuracies[1]!]) {
        expect([6 / 11, 5 / 11].some((expected) => Math.abs(blind - expected) < 1e-12)).toBe(true);
      }
    }
  });

  it('gives a series to each tile side and each other perturbation, eleven levels each', () => {
    const before = tf.memory().numTensors;
    const result = measure('robustness', context, { epochs: 1 });
    expect(result.series.map(({ tileSidePx }) => tileSidePx)).toEqual([1, 2, 4, 8, null, null, null, null]);
    for (const { accuracies } of result.series) expect(accuracies).toHaveLength(11);
    expect(probes.robustness.result.parse(JSON.parse(JSON.stringify(result)))).toEqual(result);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('draws the same at every tick', () => {
    const options = { levels: [0.5], perturbations: ['occlusion' as const, 'noise' as const], epochs: 1 };
    const other = tinyContext(images, {}, { tick: 30 });
    const [first, later] = [context, other].map((each) => measure('robustness', each, options));
    // The readout is drawn anew, ridge is not.
    expect(later!.series.map((each) => each.ridgeAccuracies)).toEqual(
      first!.series.map((each) => each.ridgeAccuracies),
    );
    other.cortex.dispose();
  });
});
