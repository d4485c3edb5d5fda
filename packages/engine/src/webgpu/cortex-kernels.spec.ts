import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { evaluate } from '@oneiros/cortex';
import {
  expectTensorsClose,
  referenceKernels,
  registerReferenceKernels,
  tinyCortex,
  tinyImages,
  tinyLatents,
} from '@oneiros/cortex/test-kit';
import {
  cortexKernels,
  registerCortexKernels,
  TensorTypeError,
  unregisterCortexKernels,
} from '@oneiros/webgpu-kernels';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { deviation, tensor, valuesOn } from '../testing/compare.ts';
import { useWebgpuInTest } from '../testing/webgpu.ts';

/** Sums of a few thousand float32 terms in another order, and exponentials of the driver's making. */
const TOLERANCE = 3e-5;

let reason = '';
let unregister: () => void;
beforeAll(async () => {
  const found = await useWebgpuInTest();
  if (typeof found === 'string') reason = found;
  (tf.findBackend('cpu') as unknown as { firstUse: boolean }).firstUse = false;
  unregister = registerReferenceKernels('cpu');
});
afterAll(() => unregister());
beforeEach(({ skip }) => skip(reason !== '', reason));

type Inputs = Record<string, tf.Tensor>;

const run = (kernelName: string, inputs: Inputs, attributes: object): tf.Tensor[] =>
  [tf.engine().runKernel(kernelName, inputs, attributes as tf.NamedAttrMap)].flat();

/** The kernel and, where it has one, its gradient with respect to every input, here against the reference on tfjs's own. */
function agree(
  kernelName: string,
  make: () => Inputs,
  attributes: object = {},
  differentiable: string[] = [],
  tolerance = TOLERANCE,
): void {
  const values = (): tf.Tensor[] => run(kernelName, make(), attributes);
  const gradients = (): tf.Tensor[] => {
    const inputs = make();
    const f = (...given: tf.Tensor[]): tf.Tensor => {
      const named = { ...inputs, ...Object.fromEntries(differentiable.map((name, i) => [name, given[i]!])) };
      const [first] = run(kernelName, named, attributes);
      return tf.sum(tf.mul(first!, tensor(first!.shape, 9)));
    };
    return tf.grads(f)(differentiable.map((name) => inputs[name]!));
  };
  for (const compute of differentiable.length > 0 ? [values, gradients] : [values]) {
    const [actual, expected] = [valuesOn('webgpu', compute), valuesOn('cpu', compute)];
    expect(actual.length).toBe(expected.length);
    actual.forEach((found, i) => expect(deviation(found, expected[i]!), `${kernelName} ${i}`).toBeLessThan(tolerance));
  }
}

const activations = ['linear', 'leakyRelu', 'tanh'] as const;
const windows = [
  { name: 'stride 2, padded', strides: 2, pad: 1, side: 8, out: 4 },
  { name: 'the whole map', strides: 2, pad: 0, side: 4, out: 1 },
  { name: 'the whole map, stride 1', strides: 1, pad: 0, side: 4, out: 1 },
];
const areas = activations.flatMap((activation) => windows.map((window) => ({ activation, ...window })));

describe('the fused kernels on webgpu', () => {
  it('are those that the cortex names', () => {
    expect(Object.keys(cortexKernels).sort()).toEqual(Object.keys(referenceKernels).sort());
    for (const name of Object.keys(cortexKernels)) expect(tf.getKernel(name, 'webgpu')).toBeDefined();
  });

  it.each(areas)('feedforward: $activation, $name', ({ activation, strides, pad, side }) => {
    const make = () => ({ x: tensor([3, side, side, 5], 1), filter: tensor([4, 4, 5, 7], 2), bias: tensor([7], 3) });
    const attributes = { strides, pad, activation, slope: 0.3 };
    agree('ConvolutionBiasActivation', make, attributes, ['x', 'filter', 'bias']);
  });

  it.each(areas)('feedback: $activation, $name', ({ activation, strides, pad, side, out }) => {
    const make = () => ({ x: tensor([3, out, out, 7], 1), filter: tensor([4, 4, 5, 7], 2), bias: tensor([5], 3) });
    const attributes = { strides, pad, activation, slope: 0.3, outputShape: [3, side, side, 5] };
    agree('TransposedConvolutionBiasActivation', make, attributes, ['x', 'filter', 'bias']);
  });

  it.each(areas)('errors inside a stack: $activation, $name', ({ activation, strides, pad, side, out }) => {
    const attributes = { strides, pad, activation, slope: 0.3 };
    const [map, above] = [
      [3, side, side, 5],
      [3, out, out, 7],
    ];
    const make = (dy: number[], x: number[]) => () => ({
      dy: tensor(dy, 1),
      filter: tensor([4, 4, 5, 7], 2),
      x: tensor(x, 3),
    });
    agree('ConvolutionInputError', make(above, map), attributes);
    agree('TransposedConvolutionInputError', make(map, above), attributes);
  });

  it('sums the errors of biases over maps of every size and number of channels', () => {
    const shape = fc.tuple(
      ...[3, 20, 20].map((most) => fc.integer({ min: 1, max: most })),
      fc.integer({ min: 1, max: 600 }),
    );
    fc.assert(
      fc.property(shape, fc.constantFrom(...activations), (sides, activation) => {
        const make = () => ({ dy: tensor(sides, 1), y: tensor(sides, 2) });
        agree('ActivationBiasGradient', make, { activation, slope: 0.2 }, [], 1e-4);
      }),
      { numRuns: 12, examples: [[[1, 1, 1, 1], 'tanh'], [[2, 3, 5, 256], 'leakyRelu'], [[2, 3, 5, 257], 'linear']] }, // prettier-ignore
    );
  });

  it.each([[3, 4], [1023], [5, 1025], [2, 32, 32, 65]])('mean squared errors of %j and more', (...shape) => {
    agree('MeanSquaredError', () => ({ a: tensor(shape, 1), b: tensor(shape, 2) }), {}, ['a', 'b']);
  });

  it.each([0, 0.3, 1])('cross-entropies for target %d, also of logits whose exponential overflows', (target) => {
    agree('LogitCrossEntropy', () => ({ logit: tensor([70], 1) }), { target }, ['logit']);
    const told = tf.tidy(() =>
      run('LogitCrossEntropy', { logit: tf.tensor1d([200, -200]) }, { target })[0]!.dataSync(),
    );
    // mean of (200 - 200 target, 200 target)
    expect(told[0]).toBeCloseTo(100, 4);
  });

  it.each([
    [2, 1],
    [5, 4],
    [64, 256],
    [33, 300],
  ])('the divergence of %d latents of size %d', (batch, size) => {
    agree('LatentDivergence', () => ({ z: tensor([batch, size], 1) }), {}, ['z']);
  });

  it('occlusion, and the error of what is kept', () => {
    const mask = () => tf.tensor2d([1, 0, 0, 1, 1, 0], [2, 3]);
    agree('OcclusionMultiply', () => ({ x: tensor([4, 2, 3, 3], 1), mask: mask() }), {}, ['x']);
  });

  it('refuses a tensor of another type', () => {
    const inputs = { x: tf.ones([1, 2, 2, 1]), mask: tf.ones([2, 2], 'int32') };
    expect(() => run('OcclusionMultiply', inputs, {})).toThrow(TensorTypeError);
  });
});

describe('the model through the fused kernels on webgpu', () => {
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
    const before = tf.memory().numTensors;
    const fused = evaluate(cortex, experience);
    unregisterCortexKernels();
    try {
      const composed = evaluate(cortex, experience);
      expect([...fused.gradients.keys()]).toEqual([...composed.gradients.keys()]);
      for (const [name, gradient] of fused.gradients) expectTensorsClose(gradient, composed.gradients.get(name)!, 1e-4);
      for (const [name, loss] of Object.entries(composed.losses)) {
        expect(fused.losses[name as keyof typeof fused.losses]).toBeCloseTo(loss, 5);
      }
      for (const evaluation of [fused, composed]) {
        evaluation.latent?.dispose();
        evaluation.dispose();
      }
      expect(tf.memory().numTensors).toBe(before);
    } finally {
      registerCortexKernels();
      cortex.dispose();
      tf.dispose([replay.latent, replay.occlusion, experience.image]);
    }
  });
});
