import * as tf from '@tensorflow/tfjs';
import { conditionNames } from '../config/condition-names.ts';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { RunConfigInput } from '../config/run-config.ts';
import { lossNames } from '../loss-names.ts';
import { collectionOf, noiseSet, tinyContext } from '../test-support/tiny-brain.ts';
import { measure, probes } from './registry.ts';

beforeAll(async () => {
  tf.env().set('IS_TEST', true); // no greeting on the console
  await tf.setBackend('cpu');
});

// 16 px: the shallower cortex still has V1.
const images = collectionOf(noiseSet('train', 8, 16), noiseSet('test', 11, 16));
const living: { dispose(): void }[] = [];
afterEach(() => living.splice(0).forEach((cortex) => cortex.dispose()));
const contextOf = (config: RunConfigInput = {}, tick = 0) => {
  const context = tinyContext(images, config, { tick });
  living.push(context.cortex);
  return context;
};

describe('the probe losses', () => {
  it('measures all five losses in every condition, also those that it does not train', () => {
    for (const condition of conditionNames) {
      const result = measure('losses', contextOf({ condition }));
      expect(probes.losses.result.parse(JSON.parse(JSON.stringify(result))), condition).toEqual(result);
      for (const name of lossNames) expect(Number.isFinite(result[name]), `${condition} ${name}`).toBe(true);
      // 11 images in mini-batches of 4: two, and three images left out.
      expect(result).toMatchObject({ images: 8, batches: 2 });
    }
  });

  it('has the values that follow from an untrained brain: it knows nothing of what is real', () => {
    const { reality, adversarial } = measure('losses', contextOf());
    // d is near 1/2, so that both cross-entropies are near ln 2.
    expect(reality).toBeCloseTo(Math.LN2, 1);
    expect(adversarial).toBeCloseTo(Math.LN2, 1);
  });

  it('is the same for the same brain at every moment, and does not depend on weights, rule or schedule', () => {
    const plain = measure('losses', contextOf());
    expect(measure('losses', contextOf({}, 500))).toEqual(plain);
    const objectives = { image: 0.1, divergence: { from: 0, to: 1, overEpochs: 2 }, nrem: 0 };
    expect(measure('losses', contextOf({ objectives }))).toEqual(plain);
    expect(measure('losses', contextOf({ learning: { recovery: 'contrastive' } }))).toEqual(plain);
    expect(measure('losses', contextOf({ schedule: { kind: 'nights' } }))).toEqual(plain);
    expect(measure('losses', contextOf({ wakeNoise: 3 })).reconstruction).not.toBe(plain.reconstruction);
  });

  it('leaves brain and tensors as they were', () => {
    const context = contextOf();
    const before = tf.memory().numTensors;
    measure('losses', context, { images: 4 });
    expect(tf.memory().numTensors).toBe(before);
  });
});
