import * as tf from '@tensorflow/tfjs';
import { tinyCortex } from '@oneiros/cortex/test-kit';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { collectionOf, noiseSet, tinyContext } from '../test-support/tiny-brain.ts';
import { measure, probes } from './registry.ts';

beforeAll(async () => {
  tf.env().set('IS_TEST', true); // no greeting on the console
  await tf.setBackend('cpu');
});
const images = collectionOf(noiseSet('train', 4, 16), noiseSet('test', 9, 16));
let context: ReturnType<typeof tinyContext>;
beforeEach(() => {
  const { cortex, ...moment } = tinyContext(images);
  cortex.dispose();
  // Before learning, synapses are so weak that all dreams are one.
  const transmitting = tinyCortex({ ...cortex.shape }, { weightDeviation: 0.3 });
  context = { ...moment, cortex: transmitting };
});
afterEach(() => context.cortex.dispose());

describe('the probe similarity', () => {
  it('compares every area in every pair of states', () => {
    const before = tf.memory().numTensors;
    const result = measure('similarity', context);
    expect(tf.memory().numTensors).toBe(before);
    expect(probes.similarity.result.parse(JSON.parse(JSON.stringify(result)))).toEqual(result);
    expect(Object.keys(result.areas)).toEqual(['V1', 'V2', 'IT']);
    expect(result.images).toBe(9);
    for (const pairs of Object.values(result.areas)) {
      for (const { cka, meanPatternCorrelation } of Object.values(pairs)) {
        expect(cka).toBeGreaterThanOrEqual(0);
        expect(cka).toBeLessThanOrEqual(1 + 1e-9);
        expect(Math.abs(meanPatternCorrelation!)).toBeLessThanOrEqual(1 + 1e-9);
      }
    }
  });

  it('finds NREM and REM the same where REM replays single episodes without noise', () => {
    const single = tinyContext(images, { condition: 'no-memory-mix' });
    const { areas } = measure('similarity', { ...single, cortex: context.cortex }, { pool: true });
    single.cortex.dispose();
    for (const { nremRem, wakeNrem, wakeRem } of Object.values(areas)) {
      expect(nremRem.cka).toBeCloseTo(1, 6);
      expect(nremRem.meanPatternCorrelation).toBeCloseTo(1, 6);
      expect(wakeRem).toEqual(wakeNrem);
    }
  });
});
