import * as tf from '@tensorflow/tfjs';
import { adamStep } from '@oneiros/cortex';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { deviation, numbers } from '../testing/compare.ts';
import { useWebgpuInTest } from '../testing/webgpu.ts';

const settings = { learningRate: 2e-4, beta1: 0.5, beta2: 0.999, epsilon: 1e-8 };

let reason = '';
beforeAll(async () => {
  const found = await useWebgpuInTest();
  if (typeof found === 'string') reason = found;
  (tf.findBackend('cpu') as unknown as { firstUse: boolean }).firstUse = false;
});
beforeEach(({ skip }) => skip(reason !== '', reason));

const variable = (values: ArrayLike<number>): tf.Variable =>
  tf.tidy(() => tf.variable(tf.tensor1d(Float32Array.from(values))));

/** Three steps of synapses of several sizes, the second without a gradient for every other one. */
function threeSteps(backend: string): number[][] {
  tf.setBackend(backend);
  const sizes = [1, 5, 300, 70_001];
  const synapses = sizes.map((size, i) => ({
    parameter: variable(numbers(size, i)),
    first: variable(new Float32Array(size)),
    second: variable(new Float32Array(size)),
  }));
  for (const t of [1, 2, 3]) {
    const gradients = sizes.map((size, i) => (t === 2 && i % 2 === 0 ? null : tf.tensor1d(numbers(size, 10 * t + i))));
    adamStep({
      parameters: synapses.map(({ parameter }) => parameter),
      gradients,
      first: synapses.map(({ first }) => first),
      second: synapses.map(({ second }) => second),
      steps: sizes.map((_, i) => t + i),
      ...settings,
    });
    tf.dispose(gradients.filter((gradient) => gradient !== null));
  }
  const tensors = synapses.flatMap(({ parameter, first, second }) => [parameter, first, second]);
  const values = tensors.map((tensor) => [...tensor.dataSync()]);
  tf.dispose(tensors);
  tf.setBackend('webgpu');
  return values;
}

describe('the fused step of Adam on webgpu', () => {
  it('steps as the composed one, with gradients and on momentum alone', () => {
    const before = tf.memory().numTensors;
    const [fused, composed] = [threeSteps('webgpu'), threeSteps('cpu')];
    fused.forEach((values, i) => expect(deviation(values, composed[i]!)).toBeLessThan(1e-6));
    expect(tf.memory().numTensors).toBe(before);
  });

  it('moves by the learning rate at first, whatever the gradient, and by momentum after', () => {
    const [parameter, first, second] = [variable([1, -2]), variable([0, 0]), variable([0, 0])];
    const gradient = tf.tensor1d([2, -4]);
    const step = (t: number, gradients: (tf.Tensor | null)[]): void =>
      adamStep({
        ...{ parameters: [parameter], gradients, first: [first], second: [second], steps: [t] },
        ...{ learningRate: 0.1, beta1: 0.5, beta2: 0.75, epsilon: 0 },
      });
    step(1, [gradient]);
    // m = g / 2, v = g² / 4; both corrections undo the first step: p -= 0.1 sign g
    expect([...first.dataSync()]).toEqual([1, -2]);
    expect([...second.dataSync()]).toEqual([1, 4]);
    expect(deviation(parameter.dataSync(), [0.9, -1.9])).toBeLessThan(1e-6);
    step(2, [null]);
    // m = [0.5, -1], m̂ = m / 0.75; v = [0.75, 3], v̂ = v / 0.4375
    const change = (0.1 * (0.5 / 0.75)) / Math.sqrt(0.75 / 0.4375);
    expect(deviation(parameter.dataSync(), [0.9 - change, -1.9 + change])).toBeLessThan(1e-6);
    tf.dispose([parameter, first, second, gradient]);
  });

  it('changes neither a tensor that shared the memory nor the array that it was made from', () => {
    const array = Float32Array.of(1, 2, 3);
    const synapse = tf.variable(tf.tensor1d(array));
    const snapshot = synapse.clone();
    const [first, second, gradient] = [variable([0, 0, 0]), variable([0, 0, 0]), tf.tensor1d([1, 1, 1])];
    const before = tf.memory().numTensors;
    for (const t of [1, 2]) {
      const lists = { parameters: [synapse], gradients: [gradient], first: [first], second: [second], steps: [t] };
      adamStep({ ...lists, ...settings });
    }
    expect(synapse.dataSync()[0]).toBeCloseTo(1 - 2 * settings.learningRate, 6);
    expect([...snapshot.dataSync()]).toEqual([1, 2, 3]);
    expect([...array]).toEqual([1, 2, 3]);
    expect(tf.memory().numTensors).toBe(before);
    tf.dispose([synapse, snapshot, first, second, gradient]);
  });

  it('refuses a gradient of another size', () => {
    const [synapse, first, second] = [variable([1, 2]), variable([0, 0]), variable([0, 0])];
    const lists = { parameters: [synapse], gradients: [tf.tensor1d([1])], first: [first], second: [second] };
    expect(() => adamStep({ ...lists, steps: [1], ...settings })).toThrow('The gradient must have 2 elements');
  });
});
