import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { RunConfigInput } from '../config/run-config.ts';
import { brightnessSet, collectionOf, noiseSet, tinyContext } from '../test-support/tiny-brain.ts';
import { measure, probes } from './registry.ts';

beforeAll(async () => {
  tf.env().set('IS_TEST', true); // no greeting on the console
  await tf.setBackend('cpu');
});

const images = collectionOf(noiseSet('train', 8), brightnessSet('test', 11));
const living: { dispose(): void }[] = [];
afterEach(() => living.splice(0).forEach((cortex) => cortex.dispose()));
const contextOf = (config: RunConfigInput = {}, tick = 0) => {
  const context = tinyContext(images, config, { tick });
  living.push(context.cortex);
  return context;
};
/** Makes the monitor say the same of everything. */
function biasMonitor({ cortex }: ReturnType<typeof contextOf>, logit: number): void {
  const { weight, bias } = cortex.realityMonitor.feedforward;
  tf.tidy(() => {
    weight.assign(tf.zerosLike(weight));
    bias.assign(tf.fill(bias.shape, logit));
  });
}

describe('the probe monitor', () => {
  it('counts images and dreams that are judged external, as a monitor that knows the difference tells them', () => {
    const context = contextOf();
    // Images are bright or dark, untrained dreams nearly mid-grey.
    const sizes = (image: tf.Tensor4D) => tf.mean(tf.abs(image), [1, 2, 3]);
    const judge = (image: tf.Tensor4D) => tf.tidy(() => tf.sub(sizes(image), 0.2) as tf.Tensor1D);
    const result = measure('monitor', { ...context, cortex: { ...context.cortex, judge } });
    expect(result).toMatchObject({ hitRate: 1, falseAlarmRate: 0, images: 8, dreams: 8 });
    // H = 8.5/9 and F = 0.5/9: z = ±1.5932.
    expect(result.dPrime).toBeCloseTo(2 * 1.5932, 3);
    expect(result.criterion).toBeCloseTo(0, 10);
    expect(result.nrem).toMatchObject({ falseAlarmRate: 0, dreams: 8 });
    expect(probes.monitor.result.parse(JSON.parse(JSON.stringify(result)))).toEqual(result);
  });

  it.each([
    [1, 'external', 1, -1],
    [-1, 'internal', 0, 1],
  ])('finds no sensitivity but a bias in a monitor that says %i, %s, to everything', (logit, _, rate, bias) => {
    const context = contextOf();
    biasMonitor(context, logit);
    const result = measure('monitor', context);
    expect(result).toMatchObject({ hitRate: rate, falseAlarmRate: rate, dPrime: 0 });
    expect(Math.sign(result.criterion)).toBe(bias);
  });

  it('finds none in a silent monitor either', () => {
    expect(measure('monitor', contextOf({ condition: 'monitor-lesioned' }))).toMatchObject({ dPrime: 0, hitRate: 0 });
  });

  it('draws the same dreams at every moment, and leaves brain and tensors as they were', () => {
    const [early, late] = [contextOf(), contextOf({}, 300)];
    expect(measure('monitor', late)).toEqual(measure('monitor', early));
    const before = tf.memory().numTensors;
    measure('monitor', early, { images: 4 });
    expect(tf.memory().numTensors).toBe(before);
  });
});
