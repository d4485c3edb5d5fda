import * as tf from '@tensorflow/tfjs';
import { beforeEach, describe, expect, it } from 'vitest';
import { contrastiveLoss } from './contrast.ts';
import { tinyLatents } from './test-kit.ts';

describe('contrastiveLoss', () => {
  beforeEach(async () => void (await tf.setBackend('cpu')));

  const lossOf = (found: tf.Tensor2D, stored: tf.Tensor2D, temperature = 0.1) =>
    contrastiveLoss(found, stored, { temperature }).dataSync()[0]!;

  it('is ln batch where every recovered latent is alike, and near 0 where each is its own', () => {
    const stored = tf.eye(4);
    expect(lossOf(tf.ones([4, 4]), stored)).toBeCloseTo(Math.log(4), 5);
    expect(lossOf(tf.zeros([4, 4]), stored)).toBeCloseTo(Math.log(4), 5);
    // Cosines 1 and 0 at τ = 0.1: ln (1 + 3 e^-10) = 1.36e-4.
    expect(lossOf(stored, stored)).toBeCloseTo(Math.log1p(3 * Math.exp(-10)), 6);
  });

  it('does not change with the size of the latents', () => {
    const [found, stored] = [tinyLatents(5), tinyLatents(5, {}, 2)];
    const plain = lossOf(found, stored);
    expect(lossOf(tf.mul(found, 100), tf.mul(stored, 0.01))).toBeCloseTo(plain, 5);
  });

  it('grows sharper as the temperature falls', () => {
    const [found, stored] = [tinyLatents(5), tinyLatents(5, {}, 2)];
    const right = tf.add<tf.Tensor2D>(stored, tf.mul(found, 0.1));
    expect(lossOf(right, stored, 0.05)).toBeLessThan(lossOf(right, stored, 0.5));
    expect(lossOf(found, stored, 0.05)).toBeGreaterThan(lossOf(found, stored, 0.5));
  });
});
