import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noveltyOf } from './priority.ts';

beforeEach(async () => {
  await tf.setBackend('cpu');
  tf.engine().startScope();
});
afterEach(() => tf.engine().endScope());

const engramOf = (values: readonly number[]) => ({ latent: Float32Array.from(values), tick: 0, priority: 1 });

describe('novelty', () => {
  it('is the distance to the nearest engram, of the same mini-batch too, and at the very first the length', () => {
    const latent = tf.tensor2d([
      [3, 4],
      [3, 5],
      [0, 0],
    ]);
    expect([...noveltyOf(latent, [])]).toEqual([5, 1, 5]);
    expect([...noveltyOf(latent, [engramOf([0, 0.5]), engramOf([9, 12])])]).toEqual([
      Math.fround(Math.sqrt(9 + 3.5 ** 2)),
      1,
      0.5,
    ]);
  });

  it('does not depend on how latents are cut into mini-batches', () => {
    const numbers = fc.float({ min: -4, max: 4, noNaN: true });
    const rows = fc.array(fc.tuple(numbers, numbers, numbers), { minLength: 2, maxLength: 9 });
    fc.assert(
      fc.property(rows, fc.nat(), (latents, cut) => {
        const at = 1 + (cut % (latents.length - 1));
        const [first, second] = [latents.slice(0, at), latents.slice(at)];
        const whole = noveltyOf(tf.tensor2d(latents), []);
        const parts = [...noveltyOf(tf.tensor2d(first), []), ...noveltyOf(tf.tensor2d(second), first.map(engramOf))];
        // The nearest is found in float32: of two that are alike to 1e-5 it may be either.
        whole.forEach((value, i) => expect(parts[i]! ** 2).toBeCloseTo(value ** 2, 3));
      }),
      { numRuns: 50 },
    );
  });
});
