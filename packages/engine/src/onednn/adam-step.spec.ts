import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { deviation, numbers, useOnednnInTest } from '../testing/compare.ts';
import type { OnednnBackend } from './onednn-backend.ts';

const settings = { learningRate: 0.1, beta1: 0.5, beta2: 0.75, epsilon: 0 };
let backend: OnednnBackend;

beforeAll(async () => {
  backend = await useOnednnInTest();
});

function synapse(values: number[]): {
  parameter: tf.Variable;
  first: tf.Variable;
  second: tf.Variable;
  dispose(): void;
} {
  const zeros = values.map(() => 0);
  const [parameter, first, second] = [values, zeros, zeros].map((v) => tf.tidy(() => tf.variable(tf.tensor1d(v)))) as [
    tf.Variable, tf.Variable, tf.Variable,
  ]; // prettier-ignore
  return { parameter, first, second, dispose: () => tf.dispose([parameter, first, second]) };
}

describe('adamStep', () => {
  it('follows updates derived by hand, and coasts without a gradient', () => {
    const s = synapse([1, -2]);
    const gradient = tf.tensor1d([2, -4]);
    const step = (steps: number, g: tf.Tensor | null): void =>
      backend.adamStep({
        parameters: [s.parameter], gradients: [g], first: [s.first], second: [s.second], steps: [steps], ...settings,
      }); // prettier-ignore

    step(1, gradient);
    // m = 0.5 g = [1, -2]; v = 0.25 g² = [1, 4]; both corrections undo the first step: m̂ = g, √v̂ = |g|, p -= 0.1 sign g
    expect([...s.first.dataSync()]).toEqual([1, -2]);
    expect([...s.second.dataSync()]).toEqual([1, 4]);
    expect(deviation(s.parameter.dataSync(), [0.9, -1.9])).toBeLessThan(1e-6);

    step(2, null);
    // m = [0.5, -1], m̂ = m / 0.75 = [2/3, -4/3]; v = [0.75, 3], v̂ = v / 0.4375; p -= 0.1 m̂ / √v̂
    const change = (0.1 * (2 / 3)) / Math.sqrt(0.75 / 0.4375);
    expect([...s.first.dataSync()]).toEqual([0.5, -1]);
    expect(deviation(s.parameter.dataSync(), [0.9 - change, -1.9 + change])).toBeLessThan(1e-6);
    s.dispose();
    gradient.dispose();
  });

  it('keeps the step count of each tensor apart', () => {
    const [young, old] = [synapse([0]), synapse([0])];
    const gradient = tf.tensor1d([1]);
    backend.adamStep({
      parameters: [young.parameter, old.parameter], gradients: [gradient, gradient], first: [young.first, old.first],
      second: [young.second, old.second], steps: [1, 3], ...settings,
    }); // prettier-ignore
    // t = 3: m̂ = 0.5 / 0.875, √v̂ = √(0.25 / 0.578125)
    const expected = (-0.1 * (0.5 / 0.875)) / Math.sqrt(0.25 / 0.578125);
    expect(deviation(young.parameter.dataSync(), [-0.1])).toBeLessThan(1e-6);
    expect(deviation(old.parameter.dataSync(), [expected])).toBeLessThan(1e-6);
    tf.dispose([gradient]);
    young.dispose();
    old.dispose();
  });

  it('steps large tensors of odd sizes as it steps one element', () => {
    const count = 100_003;
    const g = numbers(count, 4);
    const s = synapse([...numbers(count, 5)]);
    const before = s.parameter.dataSync();
    const gradient = tf.tensor1d(g);
    backend.adamStep({
      parameters: [s.parameter], gradients: [gradient], first: [s.first], second: [s.second], steps: [1],
      learningRate: 2e-4, beta1: 0.5, beta2: 0.999, epsilon: 1e-8,
    }); // prettier-ignore
    const expected = before.map((p, i) => p - (2e-4 * g[i]!) / (Math.abs(g[i]!) + 1e-8)); // m̂ = g, √v̂ = |g|
    expect(deviation(s.parameter.dataSync(), expected)).toBeLessThan(1e-6);
    gradient.dispose();
    s.dispose();
  });

  it('changes neither a tensor that shared the memory nor the array that it was made from', () => {
    const array = Float32Array.of(1, 2, 3);
    const s = tf.variable(tf.tensor1d(array));
    const snapshot = s.clone();
    const [m, v] = [tf.variable(tf.zeros([3])), tf.variable(tf.zeros([3]))];
    const gradient = tf.tensor1d([1, 1, 1]);
    const tensors = tf.memory().numTensors;
    for (const steps of [1, 2]) {
      backend.adamStep({
        parameters: [s],
        gradients: [gradient],
        first: [m],
        second: [v],
        steps: [steps],
        ...settings,
      });
    }
    expect(s.dataSync()[0]).not.toBe(1);
    expect([...snapshot.dataSync()]).toEqual([1, 2, 3]);
    expect([...array]).toEqual([1, 2, 3]);
    expect(tf.memory().numTensors).toBe(tensors);
    tf.dispose([s, snapshot, m, v, gradient]);
  });

  it('refuses a gradient of another size', () => {
    const s = synapse([1, 2]);
    const gradient = tf.tensor1d([1]);
    const step = (): void =>
      backend.adamStep({
        parameters: [s.parameter], gradients: [gradient], first: [s.first], second: [s.second], steps: [1], ...settings,
      }); // prettier-ignore
    expect(step).toThrow('gradient must be a Float32Array of 2 elements, not 1');
    s.dispose();
    gradient.dispose();
  });
});
