import * as tf from '@tensorflow/tfjs';
import { createRandomStreams } from '@oneiros/random';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCortex } from './cortex.ts';
import { ShapeMismatchError } from './errors.ts';
import { networkOf } from './synapses.ts';
import {
  expectPotentiation,
  expectTensorsClose,
  expectTensorsIdentical,
  expectUnchanged,
  learnOnce,
  synapsesOf,
  tinyArea,
  tinyCortex,
  tinyImages,
  tinyLatents,
  tinyMaps,
  tinyRealityMonitor,
} from './test-kit.ts';

beforeEach(async () => {
  await tf.setBackend('cpu');
  tf.engine().startScope();
});
afterEach(() => tf.engine().endScope());

describe('createCortex', () => {
  it('owns 18 synapses, both directions of an area in the same shape', () => {
    const cortex = tinyCortex();
    expect(Object.fromEntries([...cortex.synapses].map(([name, { shape }]) => [name, shape.join('x')]))).toEqual({
      'V1.feedforward.weight': '4x4x3x2',
      'V1.feedforward.bias': '2',
      'V1.feedback.weight': '4x4x3x2',
      'V1.feedback.bias': '3',
      'V2.feedforward.weight': '4x4x2x4',
      'V2.feedforward.bias': '4',
      'V2.feedback.weight': '4x4x2x4',
      'V2.feedback.bias': '2',
      'V4.feedforward.weight': '4x4x4x8',
      'V4.feedforward.bias': '8',
      'V4.feedback.weight': '4x4x4x8',
      'V4.feedback.bias': '4',
      'IT.feedforward.weight': '4x4x8x4',
      'IT.feedforward.bias': '4',
      'IT.feedback.weight': '4x4x8x4',
      'IT.feedback.bias': '8',
      'realityMonitor.feedforward.weight': '4x4x8x1',
      'realityMonitor.feedforward.bias': '1',
    });
    cortex.dispose();
  });

  it('starts with N(0, 0.02²) weights and biases within ±1/√(fan in) as PyTorch counts it', () => {
    const shape = { imageSidePx: 32, imageChannels: 3, baseWidth: 16, latentSize: 32, leakSlope: 0.2 };
    const cortex = createCortex(shape, createRandomStreams(3).stream('weights'));
    // 4 · 4 · second axis of PyTorch's weight: inputs of a convolution, outputs of a transposed one.
    const fanIn: Record<string, number> = {
      'V1.feedforward': 48,
      'V2.feedforward': 256,
      'V4.feedforward': 512,
      'IT.feedforward': 1024,
      'realityMonitor.feedforward': 1024,
      'V1.feedback': 48,
      'V2.feedback': 256,
      'V4.feedback': 512,
      'IT.feedback': 1024,
    };
    for (const [name, synapse] of cortex.synapses) {
      const values = [...synapse.dataSync()];
      if (name.endsWith('.weight')) {
        const deviation = Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0) / values.length);
        // The standard error of a deviation is σ/√(2n); five of them.
        expect(Math.abs(deviation - 0.02), name).toBeLessThan((5 * 0.02) / Math.sqrt(2 * values.length));
      } else {
        const bound = 1 / Math.sqrt(fanIn[name.replace('.bias', '')]!);
        expect(Math.max(...values.map(Math.abs)), name).toBeLessThanOrEqual(bound);
        if (values.length >= 16) expect(Math.max(...values.map(Math.abs)), name).toBeGreaterThan(0.7 * bound);
      }
    }
    cortex.dispose();
  });

  it('is the same for the same seed and another for another', () => {
    const [one, same, other] = [tinyCortex(), tinyCortex(), tinyCortex({}, { seed: 2 })];
    for (const name of one.synapses.keys()) expectUnchanged(synapsesOf(one), synapsesOf(same), name);
    expect(() => expectUnchanged(synapsesOf(one), synapsesOf(other), 'V1.feedback.weight')).toThrow(/V1.feedback/);
    for (const cortex of [one, same, other]) cortex.dispose();
  });

  it.each([8, 16, 32, 64])('encodes, judges and dreams at %d px', (imageSidePx) => {
    const cortex = tinyCortex({ imageSidePx });
    const image = tinyImages(2, { imageSidePx });
    expect(cortex.encode(image).shape).toEqual([2, 4]);
    expect(cortex.judge(image).shape).toEqual([2]);
    const dream = cortex.dream(tinyLatents(2));
    expect(dream.shape).toEqual([2, imageSidePx, imageSidePx, 3]);
    expect(Math.max(...tf.abs(dream).dataSync())).toBeLessThanOrEqual(1);
    cortex.dispose();
  });

  it('perceives what it encodes and judges, and shows every area on the way', () => {
    const cortex = tinyCortex();
    const image = tinyImages();
    const { latent, realityLogit } = cortex.perceive(image);
    const activities = cortex.activities(image);
    expectTensorsIdentical(latent, cortex.encode(image));
    expectTensorsIdentical(realityLogit, cortex.judge(image));
    expectTensorsIdentical(activities['IT']!, latent);
    expect(Object.entries(activities).map(([name, { shape }]) => `${name} ${shape.join('x')}`)).toEqual([
      'V1 3x16x16x2',
      'V2 3x8x8x4',
      'V4 3x4x4x8',
      'IT 3x4',
    ]);
    cortex.dispose();
  });

  it('keeps the number of tensors', () => {
    const before = tf.memory().numTensors;
    const cortex = tinyCortex();
    const [image, latent] = [tinyImages(), tinyLatents()];
    const { latent: z, realityLogit } = cortex.perceive(image);
    tf.dispose([cortex.encode(image), cortex.judge(image), cortex.dream(latent), z, realityLogit, image, latent]);
    tf.dispose(Object.values(cortex.activities(tf.keep(tinyImages()))));
    cortex.dispose();
    expect(tf.memory().numTensors).toBe(before + 1);
  });

  it('refuses images and latents of another shape', () => {
    const cortex = tinyCortex();
    expect(() => cortex.encode(tinyImages(2, { imageSidePx: 16 }))).toThrow(ShapeMismatchError);
    expect(() => cortex.dream(tinyLatents(2, { latentSize: 5 }))).toThrow(/\[batch, 4\], got \[2, 5\]/);
    cortex.dispose();
  });
});

describe('an area alone', () => {
  it.each(['V1', 'V2', 'V4', 'PIT', 'IT'] as const)('%s learns to answer more strongly, feedforward only', (name) => {
    const area = tinyArea(name);
    const before = synapsesOf(area);
    learnOnce(area, () => tf.neg(tf.mean(area.ascend(tinyMaps(area.shape.below)))));
    expectPotentiation(before, synapsesOf(area), `${name}.feedforward.bias`);
    expectUnchanged(before, synapsesOf(area), `${name}.feedback.weight`);
    area.dispose();
  });

  it('descends to where it ascends from', () => {
    const area = tinyArea('V4');
    const below = tinyMaps(area.shape.below);
    expect(area.descend(area.ascend(below)).shape).toEqual(below.shape);
    area.dispose();
  });

  it('transposes: feedback is the adjoint of feedforward where weights agree and units are linear', () => {
    const area = tinyArea('IT');
    area.feedback.weight.assign(area.feedforward.weight);
    area.feedforward.bias.assign(tf.zerosLike(area.feedforward.bias));
    area.feedback.bias.assign(tf.fill(area.feedback.bias.shape, 100)); // keeps LeakyReLU on its linear side
    const [x, z] = [tinyMaps(area.shape.below), tinyMaps(area.shape.above, 3, 2)];
    const upward = tf.sum(tf.mul(area.ascend(x), z));
    const downward = tf.sum(tf.mul(x, tf.sub(area.descend(z), 100)));
    expectTensorsClose(upward, downward, 1e-3);
    area.dispose();
  });

  it('carries its place in the brain', () => {
    expect(tinyArea('IT').annotation.name).toBe('Inferotemporal cortex');
    expect(tinyRealityMonitor().annotation.kind).toBe('area');
  });
});

describe('the reality monitor alone', () => {
  it('learns to call a map external', () => {
    const monitor = tinyRealityMonitor();
    const before = synapsesOf(monitor);
    learnOnce(monitor, () => tf.neg(tf.mean(monitor.judge(tinyMaps({ sidePx: 4, channels: 8 })))));
    expectPotentiation(before, synapsesOf(monitor), 'realityMonitor.feedforward.bias');
    monitor.dispose();
  });
});

describe('networkOf', () => {
  it('counts feedforward and monitor as encoder, feedback as generator', () => {
    const cortex = tinyCortex();
    const generator = [...cortex.synapses.keys()].filter((name) => networkOf(name) === 'generator');
    expect(generator).toEqual(['V1', 'V2', 'V4', 'IT'].flatMap((area) => [`${area}.feedback.weight`, `${area}.feedback.bias`])); // prettier-ignore
    cortex.dispose();
  });
});

it('shows the feedback activity of every area on the way down, shaped as what comes up', () => {
  const cortex = tinyCortex({}, { weightDeviation: 0.3 });
  const latent = tinyLatents(2);
  const [down, up] = [cortex.feedbackActivities(latent), cortex.activities(tinyImages(2))];
  const shapesOf = (maps: Record<string, tf.Tensor>) =>
    Object.fromEntries(cortex.areas.map(({ name }) => [name, maps[name]!.shape]));
  expect(shapesOf(down)).toEqual(shapesOf(up));
  expectTensorsIdentical(down['IT']!, latent);
  expectTensorsIdentical(cortex.areas[0]!.descend(down['V1'] as tf.Tensor4D), cortex.dream(latent));
  cortex.dispose();
});

it.each([-1, 1])('perceives, judges, dreams and learns with %i areas more', (extraAreas) => {
  const cortex = tinyCortex({ imageSidePx: 16, extraAreas }, { weightDeviation: 0.3 });
  const image = tinyImages(2, { imageSidePx: 16 });
  const { latent, realityLogit } = cortex.perceive(image);
  expect([latent.shape, realityLogit.shape]).toEqual([[2, 4], [2]]);
  expect(cortex.dream(latent).shape).toEqual(image.shape);
  const before = synapsesOf(cortex);
  learnOnce(cortex, () => tf.add(tf.mean(cortex.dream(cortex.encode(image))), tf.mean(cortex.judge(image))));
  for (const name of cortex.synapses.keys()) {
    expect(() => expectUnchanged(before, synapsesOf(cortex), name), name).toThrow();
  }
  cortex.dispose();
});
