import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ConfigError } from '../errors.ts';
import { brightnessSet, collectionOf, tinyContext } from '../test-support/tiny-brain.ts';
import { measure, measureSteps, probes, resolveProbeOptions } from './registry.ts';

beforeAll(async () => {
  tf.env().set('IS_TEST', true); // no greeting on the console
  await tf.setBackend('cpu');
});

const images = collectionOf(brightnessSet('train', 30), brightnessSet('test', 11));
let context: ReturnType<typeof tinyContext>;
beforeEach(() => {
  context = tinyContext(images);
});
afterEach(() => context.cortex.dispose());

describe('the probe readout', () => {
  it('tells apart what the latents tell apart, and counts every test image', () => {
    const result = measure('readout', context, { epochs: 1000 });
    // Brightness passes a linear stream of random weights: both readouts tell it from six latents, whose variance is small before learning.
    expect(result.softmax.accuracy).toBe(1);
    expect(result.ridge.accuracy).toBe(1);
    expect(result.softmax.confusion).toEqual([
      [6, 0],
      [0, 5],
    ]);
    expect(result).toMatchObject({ trainImages: 30, testImages: 11, bias: true });
    expect(probes.readout.result.parse(JSON.parse(JSON.stringify(result)))).toEqual(result);
  });

  it('does without a bias, and with fewer images, where it is told to', () => {
    const { bias, trainImages } = measure('readout', context, { bias: false, trainImages: 10 });
    expect([bias, trainImages]).toEqual([false, 10]);
  });

  it('leaves brain and tensors as they were, and measures the same twice', () => {
    const before = tf.memory().numTensors;
    const weights = [...context.cortex.synapses.values()].map((synapse) => synapse.dataSync().slice());
    const first = measure('readout', context);
    expect(measure('readout', tinyContextOf(context))).toEqual(first);
    expect(tf.memory().numTensors).toBe(before);
    expect([...context.cortex.synapses.values()].map((synapse) => synapse.dataSync())).toEqual(weights);
  });

  it('can be dropped between two steps', () => {
    const before = tf.memory().numTensors;
    const steps = measureSteps('readout', context);
    expect(steps.next().value).toBe('encoding training images, 0 of 30');
    steps.next();
    steps.return(undefined as never);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('names an option that it does not take and the one that was meant', () => {
    expect(() => resolveProbeOptions('readout', { epoch: 3 })).toThrow(ConfigError);
    expect(() => resolveProbeOptions('readout', { epoch: 3 })).toThrow(
      'readout.epoch: no such key. Did you mean readout.epochs?',
    );
    expect(resolveProbeOptions('readout')).toEqual({
      ...{ bias: true, epochs: 20, learningRate: 0.2, batchSize: 64, ridgePenalty: 1e-3 },
    });
  });
});

/** The same brain without what was computed of it. */
const tinyContextOf = ({ cortex }: typeof context) => {
  const other = tinyContext(images);
  other.cortex.dispose();
  return { ...other, cortex };
};
