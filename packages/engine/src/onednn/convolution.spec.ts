import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { deviation, numbers, tensor, useOnednnInTest, valuesOn } from '../testing/compare.ts';
import { loadNativeAddon } from './native-addon.ts';

/** Errors of float32 sums against float64, relative to the root mean square of the sums. */
const RMS_TOLERANCE = 3e-6;
const WORST_TOLERANCE = 5e-5;

interface Geometry {
  side: number;
  inChannels: number;
  outChannels: number;
  stride: number;
  pad: number;
}

interface Layer extends Geometry {
  name: string;
}

/** The published network, at a small batch. */
const layers: Layer[] = [
  { name: 'V1', side: 32, inChannels: 3, outChannels: 64, stride: 2, pad: 1 },
  { name: 'V2', side: 16, inChannels: 64, outChannels: 128, stride: 2, pad: 1 },
  { name: 'V4', side: 8, inChannels: 128, outChannels: 256, stride: 2, pad: 1 },
  { name: 'IT', side: 4, inChannels: 256, outChannels: 256, stride: 2, pad: 0 },
  { name: 'IT backwards', side: 4, inChannels: 256, outChannels: 256, stride: 1, pad: 0 },
  { name: 'reality monitor', side: 4, inChannels: 256, outChannels: 1, stride: 2, pad: 0 },
];

/** The three directions by their definition, in float64: y = Σ x w, dx = Σ dy w, dw = Σ x dy over the same index triples. */
function directly(
  batch: number,
  { side, inChannels, outChannels, stride, pad }: Geometry,
  x: Float32Array,
  w: Float32Array,
  dy: Float32Array,
) {
  const out = (side + 2 * pad - 4) / stride + 1;
  const y = new Float64Array(batch * out * out * outChannels);
  const dx = new Float64Array(x.length);
  const dw = new Float64Array(w.length);
  const rows = batch * Math.floor(out) * Math.floor(out);
  const columns = Math.floor(out);
  for (let row = 0; row < rows; row += 1) {
    const [n, i, j] = [Math.floor(row / columns ** 2), Math.floor(row / columns) % columns, row % columns];
    for (let tap = 0; tap < 16; tap += 1) {
      const [yy, xx] = [i * stride + (tap >> 2) - pad, j * stride + (tap & 3) - pad];
      if (yy < 0 || xx < 0 || yy >= side || xx >= side) continue;
      for (let c = 0; c < inChannels; c += 1) {
        const at = ((n * side + yy) * side + xx) * inChannels + c;
        const filterAt = (tap * inChannels + c) * outChannels;
        for (let k = 0; k < outChannels; k += 1) {
          y[row * outChannels + k]! += x[at]! * w[filterAt + k]!;
          dx[at]! += dy[row * outChannels + k]! * w[filterAt + k]!;
          dw[filterAt + k]! += x[at]! * dy[row * outChannels + k]!;
        }
      }
    }
  }
  return { y, dx, dw };
}

/** Fails where an error is larger than float32 sums of any order have. */
function expectClose(actual: ArrayLike<number>, expected: Float64Array): void {
  const size = Math.sqrt(expected.reduce((sum, v) => sum + v * v, 0) / expected.length) || 1;
  const errors = Float64Array.from(expected, (v, i) => Math.abs(actual[i]! - v) / size);
  expect(actual.length).toBe(expected.length);
  expect(Math.sqrt(errors.reduce((sum, e) => sum + e * e, 0) / errors.length)).toBeLessThan(RMS_TOLERANCE);
  expect(errors.reduce((worst, e) => (e <= worst ? worst : e), 0)).toBeLessThan(WORST_TOLERANCE);
}

const run = (kernelName: string, inputs: object, attributes: object): tf.Tensor =>
  tf.engine().runKernel(kernelName, inputs as tf.NamedTensorMap, attributes as tf.NamedAttrMap) as tf.Tensor;

beforeAll(() => useOnednnInTest());

/** Runs all three directions on the native back end and holds them against the definition. */
function expectDefinition(batch: number, geometry: Geometry): void {
  const { side, inChannels, outChannels, stride, pad } = geometry;
  const out = Math.floor((side + 2 * pad - 4) / stride + 1);
  const x = numbers(batch * side * side * inChannels, 1);
  const w = numbers(16 * inChannels * outChannels, 2);
  const dy = numbers(batch * out * out * outChannels, 3);
  const expected = directly(batch, geometry, x, w, dy);
  const attributes = { strides: [stride, stride], pad, dataFormat: 'NHWC', dilations: [1, 1] };
  const inputShape = [batch, side, side, inChannels];
  const filterShape = [4, 4, inChannels, outChannels];
  tf.tidy(() => {
    const image = tf.tensor(x, inputShape);
    const filter = tf.tensor(w, filterShape);
    const error = tf.tensor(dy, [batch, out, out, outChannels]);
    expectClose(run('Conv2D', { x: image, filter }, attributes).dataSync(), expected.y);
    const dx = run('Conv2DBackpropInput', { dy: error, filter }, { ...attributes, inputShape });
    expectClose(dx.dataSync(), expected.dx);
    const dw = run('Conv2DBackpropFilter', { x: image, dy: error }, { ...attributes, filterShape });
    expectClose(dw.dataSync(), expected.dw);
  });
}

describe('convolutions of the cortex', () => {
  it.each(layers)('$name: all three directions equal the definition in float64', (layer) => {
    expectDefinition(2, layer);
  });

  it('equal it at any batch, width and image size', () => {
    const channels = fc.oneof(fc.constantFrom(1, 3), fc.integer({ min: 2, max: 40 }));
    const geometries = fc.record({
      side: fc.integer({ min: 2, max: 11 }).map((half) => 2 * half),
      inChannels: channels,
      outChannels: channels,
      stride: fc.constant(2),
      pad: fc.constantFrom(0, 1),
    });
    fc.assert(fc.property(fc.integer({ min: 1, max: 9 }), geometries, expectDefinition), { numRuns: 60 });
  });

  it('get their algorithm from their shape', () => {
    const { convolutionAlgorithm, convolutionDirections, instructionSet } = loadNativeAddon();
    // Without fused multiply-add F(4, 2) rounds too much for the latent.
    const forward = instructionSet === 'baseline' ? 'winograd-f2x2' : 'winograd-f4x2';
    const named = (side: number, inChannels: number, outChannels: number, pad: number): string[] => {
      const out = (side + 2 * pad - 4) / 2 + 1;
      const shape = [64, side, side, inChannels, out, out, outChannels, 4, 4, 2, 2, pad, pad, pad, pad, 1, 1];
      return Object.values(convolutionDirections).map((d) => convolutionAlgorithm(d, Int32Array.from(shape)));
    };
    expect(named(32, 3, 64, 1)).toEqual(['direct', 'gemm-col2im', 'direct']);
    expect(named(16, 64, 128, 1)).toEqual([forward, 'winograd-f4x2', 'winograd-f4x2']);
    expect(named(8, 128, 256, 1)).toEqual([forward, 'winograd-f4x2', 'winograd-f4x2']);
    expect(named(4, 256, 256, 0)).toEqual(['matrix-product', 'matrix-product', 'matrix-product']);
    expect(named(15, 64, 128, 1)).toEqual(['onednn-direct', 'onednn-direct', 'onednn-direct']);
  });
});

describe('convolutions of any shape', () => {
  const cases = fc.record({
    batch: fc.integer({ min: 1, max: 3 }),
    height: fc.integer({ min: 5, max: 11 }),
    width: fc.integer({ min: 5, max: 11 }),
    inChannels: fc.integer({ min: 1, max: 19 }),
    outChannels: fc.integer({ min: 1, max: 19 }),
    filter: fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 })),
    stride: fc.integer({ min: 1, max: 3 }),
    pad: fc.constantFrom('same' as const, 'valid' as const, 0, 1),
  });

  it('agree with tfjs in value and gradients', () => {
    fc.assert(
      fc.property(cases, ({ batch: n, height, width, inChannels, outChannels, filter, stride, pad }) => {
        const compute = (): tf.Tensor[] => {
          const x = tensor([n, height, width, inChannels], 1) as tf.Tensor4D;
          const w = tensor([...filter, inChannels, outChannels], 2) as tf.Tensor4D;
          const rounding = typeof pad === 'number' ? 'floor' : undefined;
          const f = (image: tf.Tensor4D, weights: tf.Tensor4D): tf.Tensor4D =>
            tf.conv2d(image, weights, stride, pad, 'NHWC', [1, 1], rounding);
          const y = f(x, w);
          const { grads } = tf.valueAndGrads(f as never)([x, w], tensor(y.shape, 3));
          return [y, ...grads];
        };
        const actual = valuesOn('onednn', compute);
        valuesOn('cpu', compute).forEach((expected, i) => expect(deviation(actual[i]!, expected)).toBeLessThan(1e-4));
      }),
      { numRuns: 40 },
    );
  });

  it('dilate as tfjs does', () => {
    const compute = (): tf.Tensor =>
      tf.conv2d(tensor([2, 11, 11, 5]) as tf.Tensor4D, tensor([3, 3, 5, 7], 2) as tf.Tensor4D, 1, 'same', 'NHWC', 2);
    expect(deviation(valuesOn('onednn', compute)[0]!, valuesOn('cpu', compute)[0]!)).toBeLessThan(1e-5);
  });

  it('give the same bits every time at the same thread count', () => {
    const compute = (): tf.Tensor =>
      tf.conv2d(tensor([16, 16, 16, 64]) as tf.Tensor4D, tensor([4, 4, 64, 128], 2) as tf.Tensor4D, 2, 'same');
    const first = valuesOn('onednn', compute);
    expect(valuesOn('onednn', compute)).toEqual(first);
  });

  it('see a filter that changed in place', () => {
    const x = tensor([1, 8, 8, 3]) as tf.Tensor4D;
    const filter = tf.variable(tensor([4, 4, 3, 16], 2) as tf.Tensor4D);
    const before = tf.conv2d(x, filter, 2, 'same').dataSync();
    filter.assign(tf.mul(filter, 2));
    const after = tf.conv2d(x, filter, 2, 'same').dataSync();
    expect(deviation(after, before.map((v) => 2 * v))).toBeLessThan(1e-5); // prettier-ignore
  });
});

describe('matrix products', () => {
  it('agree with tfjs, transposed, batched and empty', () => {
    const sizes = fc.record({
      batchA: fc.constantFrom([], [1], [3], [2, 3]),
      repeatB: fc.boolean(),
      rows: fc.integer({ min: 0, max: 17 }),
      inner: fc.integer({ min: 1, max: 33 }),
      columns: fc.integer({ min: 1, max: 17 }),
      ta: fc.boolean(),
      tb: fc.boolean(),
    });
    fc.assert(
      fc.property(sizes, ({ batchA, repeatB, rows, inner, columns, ta, tb }) => {
        const batchB = repeatB ? batchA.map(() => 1) : batchA;
        const compute = (): tf.Tensor =>
          tf.matMul(
            tensor([...batchA, ...(ta ? [inner, rows] : [rows, inner])], 1),
            tensor([...batchB, ...(tb ? [columns, inner] : [inner, columns])], 2),
            ta,
            tb,
          );
        expect(deviation(valuesOn('onednn', compute)[0]!, valuesOn('cpu', compute)[0]!)).toBeLessThan(1e-5);
      }),
      { numRuns: 60 },
    );
  });
});
