import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { evaluate } from '../evaluate.ts';
import { expectTensorsClose, registerReferenceKernels, tinyCortex, tinyImages, tinyLatents } from '../test-kit.ts';
import { convolutionBiasActivation } from './convolution-bias-activation.ts';
import { isFused } from './fused-kernel.ts';
import { latentDivergence } from './latent-divergence.ts';
import { logitCrossEntropy } from './logit-cross-entropy.ts';
import { meanSquaredError } from './mean-squared-error.ts';
import { occlude } from './occlusion-multiply.ts';
import { transposedConvolutionBiasActivation } from './transposed-convolution-bias-activation.ts';

const activations = ['linear', 'leakyRelu', 'tanh'] as const;
const windows = [
  { strides: 2, pad: 1, side: 6, out: 3 },
  { strides: 2, pad: 0, side: 4, out: 1 },
] as const;
const normal = <T extends tf.Tensor>(shape: number[], seed: number) =>
  tf.randomNormal(shape, 0, 1, 'float32', seed) as T;

beforeEach(async () => {
  await tf.setBackend('cpu');
  tf.engine().startScope();
});
afterEach(() => tf.engine().endScope());

/** Value and gradients with respect to every input, composed and through registered kernels, agree. */
function expectFusedAgrees(f: (...inputs: tf.Tensor[]) => tf.Tensor, inputs: tf.Tensor[]): void {
  const run = () => tf.valueAndGrads((...xs: tf.Tensor[]) => tf.sum(tf.mul(f(...xs), 0.7)) as tf.Scalar)(inputs);
  const composed = run();
  const unregister = registerReferenceKernels('cpu');
  try {
    const fused = run();
    expectTensorsClose(fused.value, composed.value, 1e-6);
    composed.grads.forEach((grad, i) => expectTensorsClose(fused.grads[i]!, grad, 1e-5));
  } finally {
    unregister();
  }
}

describe('fused kernels', () => {
  for (const activation of activations) {
    for (const { strides, pad, side, out } of windows) {
      const attributes = { strides, pad, activation, slope: 0.2 };
      it(`convolves with ${activation}, pad ${pad}, and differentiates as its composition does`, () => {
        expectFusedAgrees(
          (x, filter, bias) =>
            convolutionBiasActivation(x as tf.Tensor4D, filter as tf.Tensor4D, bias as tf.Tensor1D, attributes),
          [normal([2, side, side, 3], 1), normal([4, 4, 3, 5], 2), normal([5], 3)],
        );
      });
      it(`convolves transposed with ${activation}, pad ${pad}, and differentiates as its composition does`, () => {
        expectFusedAgrees(
          (x, filter, bias) =>
            transposedConvolutionBiasActivation(x as tf.Tensor4D, filter as tf.Tensor4D, bias as tf.Tensor1D, {
              ...attributes,
              outputShape: [2, side, side, 3],
            }),
          [normal([2, out, out, 5], 1), normal([4, 4, 3, 5], 2), normal([3], 3)],
        );
      });
    }
  }

  it('measures mean squared errors and differentiates both sides', () => {
    expectFusedAgrees((a, b) => meanSquaredError(a, b), [normal([3, 4], 1), normal([3, 4], 2)]);
  });

  it('measures the divergence of latents and differentiates it', () => {
    expectFusedAgrees((z) => latentDivergence(z as tf.Tensor2D), [normal([5, 4], 1)]);
  });

  it.each([0, 0.3, 1])('measures cross-entropies for target %d and differentiates them', (target) => {
    expectFusedAgrees((logit) => logitCrossEntropy(logit, target), [normal([7], 1)]);
  });

  it('occludes and passes the error of what is kept', () => {
    const mask = tf.tensor2d([1, 0, 0, 1], [2, 2]);
    expectFusedAgrees((x) => occlude(x as tf.Tensor4D, mask), [normal([2, 2, 2, 3], 1)]);
  });
});

describe('the model through fused kernels', () => {
  const shape = { imageSidePx: 16 };
  const weights = { image: 1, divergence: 1, reality: 1, nrem: 1, adversarial: 1 };
  const states = [
    ['Wake', { discriminator: 1, target: 1, nrem: 0, connected: true }],
    ['NREM', { discriminator: 0, target: 0, nrem: 1, connected: false }],
    ['REM', { discriminator: 1, target: 0, nrem: 0, connected: false }],
    ['graded dreaming', { discriminator: 0.6, target: 0.3, nrem: 0.4, connected: false }],
  ] as const;

  it.each(states)('has the gradients of the composed one in %s, and leaves no tensor behind', (_, gates) => {
    const cortex = tinyCortex(shape, { weightDeviation: 0.3 });
    const replay = { latent: tinyLatents(3, shape), occlusion: tf.ones<tf.Rank.R2>([16, 16]) };
    const experience = { gates, weights, image: tinyImages(3, shape), nrem: replay, rem: replay };
    const composed = evaluate(cortex, experience);
    const unregister = registerReferenceKernels('cpu');
    try {
      expect(isFused('ConvolutionBiasActivation')).toBe(true);
      const before = tf.memory().numTensors;
      const fused = evaluate(cortex, experience);
      expect([...fused.gradients.keys()]).toEqual([...composed.gradients.keys()]);
      for (const [name, gradient] of fused.gradients) expectTensorsClose(gradient, composed.gradients.get(name)!, 1e-4);
      expect({ ...fused.losses }).toEqual(
        Object.fromEntries(Object.entries(composed.losses).map(([name, loss]) => [name, expect.closeTo(loss, 5)])),
      );
      fused.dispose();
      fused.latent?.dispose();
      expect(tf.memory().numTensors).toBe(before);
    } finally {
      unregister();
      cortex.dispose();
    }
  });
});

describe('latentDivergence', () => {
  it('is 0 for a mini-batch of mean 0 and unbiased deviation 1', () => {
    // ±1/√2: mean 0, sum of squares 1 over n - 1 = 1; (1 + 0)/2 - ln 1 - 1/2 = 0.
    expect(latentDivergence(tf.tensor2d([Math.SQRT1_2, -Math.SQRT1_2], [2, 1])).dataSync()[0]).toBeCloseTo(0, 6);
  });

  it('takes the unbiased deviation', () => {
    // z = 0, 2: μ = 1, σ² = 2; (2 + 1)/2 - ln √2 - 1/2 = 1 - 0.34657.
    expect(latentDivergence(tf.tensor2d([0, 2], [2, 1])).dataSync()[0]).toBeCloseTo(1 - Math.log(2) / 2, 6);
  });
});

describe('logitCrossEntropy', () => {
  it('does not overflow where the sigmoid would', () => {
    expect(logitCrossEntropy(tf.tensor1d([200, -200]), 0).dataSync()[0]).toBeCloseTo(100, 4);
    expect(logitCrossEntropy(tf.tensor1d([0]), 1).dataSync()[0]).toBeCloseTo(Math.LN2, 6);
  });
});
