import * as tf from '@tensorflow/tfjs';
import { createRandomStreams } from '@oneiros/random';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { brightnessSet, collectionOf, tinyContext } from '../test-support/tiny-brain.ts';
import { measure, probes } from './registry.ts';
import { createTensorProducts } from './tensor-products.ts';

beforeAll(async () => {
  tf.env().set('IS_TEST', true); // no greeting on the console
  await tf.setBackend('cpu');
});
const images = collectionOf(brightnessSet('train', 30, 16), brightnessSet('test', 11, 16));
let context: ReturnType<typeof tinyContext>;
beforeEach(() => {
  context = tinyContext(images);
});
afterEach(() => context.cortex.dispose());

describe('the probe areas', () => {
  it('reads out every area and all of them together', () => {
    const before = tf.memory().numTensors;
    const result = measure('areas', context);
    expect(tf.memory().numTensors).toBe(before);
    expect(probes.areas.result.parse(JSON.parse(JSON.stringify(result)))).toEqual(result);
    // V1: 4 x 4 x 4 after pooling, V2: 4 x 4 x 8, IT: 6.
    expect(Object.entries(result.areas).map(([name, { dimension }]) => [name, dimension])).toEqual([
      ['V1', 64],
      ['V2', 128],
      ['IT', 6],
      ['all', 198],
    ]);
    // Brightness alone tells the two classes apart, and every area passes it on.
    for (const { accuracy } of Object.values(result.areas)) expect(accuracy).toBe(1);
    expect(result).toMatchObject({ trainImages: 30, testImages: 11 });
  });

  it('takes the penalty from those it is offered', () => {
    const { areas } = measure('areas', context, { penalties: [0.5], trainImages: 12, testImages: 4, folds: 3 });
    expect(new Set(Object.values(areas).map(({ penalty }) => penalty))).toEqual(new Set([0.5]));
  });
});

describe('createTensorProducts', () => {
  it('multiplies as its contract says', () => {
    const features = Float32Array.of(1, 2, 3, 4, 5, 6); // three samples of two numbers
    const products = createTensorProducts(features, 3, 2);
    expect([...products.project(Float64Array.of(1, 0, 1, 1))]).toEqual([3, 2, 7, 4, 11, 6]);
    expect([...products.backproject(Float64Array.of(1, 0, 0))]).toEqual([1, 2]);
    products.dispose();
  });

  it('projects back by the transpose', () => {
    const random = createRandomStreams(1).stream('products');
    const features = random.fillNormal(new Float32Array(5 * 7));
    const products = createTensorProducts(features, 5, 7);
    const [w, e] = [random.fillNormal(new Float32Array(7)), random.fillNormal(new Float32Array(5))];
    const dot = (a: ArrayLike<number>, b: ArrayLike<number>) => Array.from(a).reduce((sum, v, i) => sum + v * b[i]!, 0);
    // <X w, e> = <w, X' e>, up to float32.
    const [left, right] = [
      dot(products.project(Float64Array.from(w)), e),
      dot(w, products.backproject(Float64Array.from(e))),
    ];
    expect(left).toBeCloseTo(right, 4);
    products.dispose();
  });
});
