import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { deviation, tensor, useOnednnInTest, valuesOn } from '../testing/compare.ts';
import { cortexKernels } from './kernels/cortex.ts';

/** Sums of a few hundred float32 terms in another order. */
const TOLERANCE = 2e-5;

const run = (kernelName: string, inputs: object, attributes: object = {}): tf.Tensor[] =>
  [tf.engine().runKernel(kernelName, inputs as tf.NamedTensorMap, attributes as tf.NamedAttrMap)].flat() as tf.Tensor[];

/** A fused kernel here against ordinary operations on tfjs's own back end. */
function agree(fused: () => tf.Tensor[], composed: () => tf.Tensor | tf.Tensor[], tolerance = TOLERANCE): void {
  const actual = valuesOn('onednn', fused);
  const expected = valuesOn('cpu', composed);
  expect(actual.length).toBe(expected.length);
  actual.forEach((values, i) => expect(deviation(values, expected[i]!)).toBeLessThan(tolerance));
}

const activate = (pre: tf.Tensor, activation: string, slope: number): tf.Tensor =>
  activation === 'linear' ? pre : activation === 'tanh' ? tf.tanh(pre) : tf.leakyRelu(pre, slope);

const derivative = (y: tf.Tensor, activation: string, slope: number): tf.Tensor => {
  if (activation === 'linear') return tf.onesLike(y);
  if (activation === 'tanh') return tf.sub(1, tf.square(y));
  return tf.where(tf.greater(y, 0), tf.onesLike(y), tf.fill(y.shape, slope));
};

const activations = ['linear', 'leakyRelu', 'tanh'];
const windows = [
  { name: 'stride 2, padded', strides: 2, pad: 1, side: 8, out: 4 },
  { name: 'the whole map', strides: 2, pad: 0, side: 4, out: 1 },
  { name: 'the whole map, stride 1', strides: 1, pad: 0, side: 4, out: 1 },
];
const areas = activations.flatMap((activation) => windows.map((window) => ({ activation, ...window })));

beforeAll(() => useOnednnInTest());

describe('the pathways of an area', () => {
  it.each(areas)('feedforward: $activation, $name', ({ activation, strides, pad, side }) => {
    const x = (): tf.Tensor4D => tensor([3, side, side, 5], 1) as tf.Tensor4D;
    const filter = (): tf.Tensor4D => tensor([4, 4, 5, 7], 2) as tf.Tensor4D;
    agree(
      () =>
        run(
          'ConvolutionBiasActivation',
          { x: x(), filter: filter(), bias: tensor([7], 3) },
          { strides, pad, activation, slope: 0.3 },
        ),
      () => activate(tf.add(tf.conv2d(x(), filter(), strides, pad), tensor([7], 3)), activation, 0.3),
    );
  });

  it.each(areas)('feedback: $activation, $name', ({ activation, strides, pad, side, out }) => {
    const x = (): tf.Tensor4D => tensor([3, out, out, 7], 1) as tf.Tensor4D;
    const filter = (): tf.Tensor4D => tensor([4, 4, 5, 7], 2) as tf.Tensor4D;
    const outputShape: [number, number, number, number] = [3, side, side, 5];
    agree(
      () =>
        run(
          'TransposedConvolutionBiasActivation',
          { x: x(), filter: filter(), bias: tensor([5], 3) },
          { outputShape, strides, pad, activation, slope: 0.3 },
        ),
      () =>
        activate(tf.add(tf.conv2dTranspose(x(), filter(), outputShape, strides, pad), tensor([5], 3)), activation, 0.3),
    );
  });

  it.each(areas)('errors below the feedforward step, before $activation there: $name', (area) => {
    const { activation, strides, pad, side, out } = area;
    for (const [below, above] of [
      [5, 7],
      [64, 32],
    ] as const) {
      const x = (): tf.Tensor4D => tensor([3, side, side, below], 1) as tf.Tensor4D;
      const dy = (): tf.Tensor4D => tensor([3, out, out, above], 3) as tf.Tensor4D;
      const filter = (): tf.Tensor4D => tensor([4, 4, below, above], 2) as tf.Tensor4D;
      agree(
        () =>
          run(
            'ConvolutionInputError',
            { dy: dy(), filter: filter(), x: x() },
            { strides, pad, activation, slope: 0.3 },
          ),
        () => tf.mul(tf.conv2dTranspose(dy(), filter(), x().shape, strides, pad), derivative(x(), activation, 0.3)),
        1e-4, // sums of up to 1024 products of size 1
      );
    }
  });

  it.each(areas)('errors above the feedback step, before $activation there: $name', (area) => {
    const { activation, strides, pad, side, out } = area;
    for (const [below, above] of [
      [5, 7],
      [64, 32],
    ] as const) {
      const x = (): tf.Tensor4D => tensor([3, out, out, above], 1) as tf.Tensor4D;
      const dy = (): tf.Tensor4D => tensor([3, side, side, below], 3) as tf.Tensor4D;
      const filter = (): tf.Tensor4D => tensor([4, 4, below, above], 2) as tf.Tensor4D;
      const inputs = () => ({ dy: dy(), filter: filter(), x: x() });
      agree(
        () => run('TransposedConvolutionInputError', inputs(), { strides, pad, activation, slope: 0.3 }),
        () => tf.mul(tf.conv2d(dy(), filter(), strides, pad), derivative(x(), activation, 0.3)),
        1e-4, // sums of up to 1024 products of size 1
      );
    }
  });

  it.each(activations)('the error before the transfer function and that of the bias: %s', (activation) => {
    for (const shape of [
      [1, 1, 1, 1],
      [3, 5, 5, 3],
      [16, 16, 16, 64],
      [64, 1, 1, 256],
    ]) {
      const dy = (): tf.Tensor => tensor(shape, 1);
      const y = (): tf.Tensor => tensor(shape, 2);
      agree(
        () => run('ActivationBiasGradient', { dy: dy(), y: y() }, { activation, slope: 0.3 }),
        () => {
          const dPre = tf.mul(dy(), derivative(y(), activation, 0.3));
          return [dPre, tf.sum(dPre, [0, 1, 2])];
        },
        2e-4, // sums of up to 4096 errors of size 1 that cancel
      );
    }
  });

  it('a linear area hands its error on without a copy, and both owners may go in any order', () => {
    const backend = tf.backend() as Awaited<ReturnType<typeof useOnednnInTest>>;
    const dy = tf.add(tensor([2, 2, 2, 3]), 0);
    const [dPre, dBias] = run('ActivationBiasGradient', { dy, y: dy }, { activation: 'linear', slope: 0 });
    expect(dPre!.dataId).toBe(dy.dataId);
    const values = [...dy.dataSync()];
    dy.dispose();
    expect([...dPre!.dataSync()]).toEqual(values);
    expect(backend.refCount(dPre!.dataId)).toBe(1);
    tf.dispose([dPre!, dBias!]);
  });
});

describe('objectives', () => {
  it('mean squared error and its gradient', () => {
    for (const shape of [[1], [7, 9], [64, 32, 32, 3]]) {
      const [a, b] = [() => tensor(shape, 1), () => tensor(shape, 2)];
      const dy = (): tf.Scalar => tf.scalar(1.5);
      agree(
        () => run('MeanSquaredError', { a: a(), b: b() }),
        () => tf.mean(tf.squaredDifference(a(), b())),
      );
      agree(
        () => run('MeanSquaredErrorGradient', { a: a(), b: b(), dy: dy() }),
        () => tf.mul(tf.sub(a(), b()), (2 * 1.5) / tf.util.sizeFromShape(shape)),
      );
    }
  });

  it('divergence of the latents: value by formula, gradient by finite differences', () => {
    const values = Float64Array.from([0.5, -1, 2, 0.25, 1.5, 3]); // z [3, 2]
    const formula = (z: Float64Array): number => {
      let sum = 0;
      for (const j of [0, 1]) {
        const column = [z[j]!, z[j + 2]!, z[j + 4]!];
        const mean = (column[0]! + column[1]! + column[2]!) / 3;
        const variance = column.reduce((s, v) => s + (v - mean) ** 2, 0) / 2;
        sum += (variance + mean ** 2) / 2 - Math.log(Math.sqrt(variance)) - 0.5;
      }
      return sum / 2;
    };
    tf.tidy(() => {
      const z = tf.tensor2d([...values], [3, 2]);
      const [loss, mean, variance] = run('LatentDivergence', { z }) as [tf.Tensor, tf.Tensor, tf.Tensor];
      expect(loss.dataSync()[0]!).toBeCloseTo(formula(values), 6);
      const [dz] = run('LatentDivergenceGradient', { z, mean, variance, dy: tf.scalar(2) });
      dz!.dataSync().forEach((gradient, i) => {
        const [up, down] = [1e-4, -1e-4].map((h) => formula(values.map((v, k) => (k === i ? v + h : v)))) as [
          number,
          number,
        ];
        expect(gradient).toBeCloseTo((2 * (up - down)) / 2e-4, 5);
      });
    });
  });

  it.each([0, 1, 0.3])('cross-entropy with target %d, without overflow', (target) => {
    const logit = (): tf.Tensor => tf.tensor1d([-200, -3, 0, 0.5, 4, 150]);
    const [loss, gradient] = valuesOn('onednn', () => [
      ...run('LogitCrossEntropy', { logit: logit() }, { target }),
      ...run('LogitCrossEntropyGradient', { logit: logit(), dy: tf.scalar(3) }, { target }),
    ]) as [number[], number[]];
    const sigmoid = (v: number): number => 1 / (1 + Math.exp(-v));
    const logits = [-200, -3, 0, 0.5, 4, 150];
    // ln(1 + e^l) - t l, which is max(l, 0) + ln(1 + e^-|l|) - t l
    const terms = logits.map((l) => Math.max(l, 0) + Math.log1p(Math.exp(-Math.abs(l))) - target * l);
    expect(deviation(loss, [terms.reduce((a, b) => a + b) / 6])).toBeLessThan(1e-6);
    expect(deviation(gradient, logits.map((l) => (3 * (sigmoid(l) - target)) / 6))).toBeLessThan(1e-6); // prettier-ignore
  });

  it('occlusion silences the same places in every image and channel', () => {
    const mask = (): tf.Tensor => tf.tensor2d([1, 0, 0, 1, 1, 0], [2, 3]);
    const x = (): tf.Tensor => tensor([4, 2, 3, 3]);
    agree(
      () => run('OcclusionMultiply', { x: x(), mask: mask() }),
      () => tf.mul(x(), tf.reshape(mask(), [1, 2, 3, 1])),
    );
  });
});

describe('the list of fused kernels', () => {
  it('is what the contract between the packages names', () => {
    expect(Object.keys(cortexKernels).sort()).toEqual([
      'ActivationBiasGradient', 'ConvolutionBiasActivation', 'ConvolutionInputError', 'LatentDivergence',
      'LatentDivergenceGradient', 'LogitCrossEntropy', 'LogitCrossEntropyGradient', 'MeanSquaredError',
      'MeanSquaredErrorGradient', 'OcclusionMultiply', 'TransposedConvolutionBiasActivation',
      'TransposedConvolutionInputError',
    ]); // prettier-ignore
  });
});
