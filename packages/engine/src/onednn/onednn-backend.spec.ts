import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { numbers, tensor, useOnednnInTest } from '../testing/compare.ts';
import type { OnednnBackend } from './onednn-backend.ts';

let backend: OnednnBackend;

beforeAll(async () => {
  backend = await useOnednnInTest();
});

describe('ownership of pooled buffers', () => {
  it('hands out copies, so that a reader keeps what it read', () => {
    const x = tf.add(tf.tensor1d([1, 2, 3]), 0);
    const read = x.dataSync();
    x.dispose();
    const y = tf.fill([3], 9); // takes the buffer that x gave back
    expect([...read]).toEqual([1, 2, 3]);
    y.dispose();
  });

  it('keeps the data of a clone and of a reshaped tensor when the first owner goes', () => {
    const x = tf.add(tensor([6]), 0);
    const values = [...x.dataSync()];
    const [clone, matrix] = [x.clone(), x.reshape([2, 3])];
    x.dispose();
    tf.tidy(() => tf.fill([6], 7));
    expect([...clone.dataSync()]).toEqual(values);
    clone.dispose();
    tf.tidy(() => tf.fill([6], 8));
    expect([...matrix.dataSync()]).toEqual(values);
    matrix.dispose();
  });

  it('copies views that JavaScript kernels make of a buffer', () => {
    const x = tf.add(tensor([4]), 0);
    const values = [...x.dataSync()];
    const view = backend.makeTensorInfo([2], 'float32', backend.floats(x).subarray(1, 3));
    x.dispose();
    tf.tidy(() => tf.fill([4], 5));
    expect([...(backend.readSync(view.dataId) as Float32Array)]).toEqual(values.slice(1, 3));
    backend.disposeData(view.dataId);
  });

  it('keeps complex numbers apart from their parts', () => {
    const real = tf.add(tensor([3], 1), 0);
    const imaginary = tf.add(tensor([3], 2), 0);
    const [a, b] = [[...real.dataSync()], [...imaginary.dataSync()]];
    const z = tf.complex(real, imaginary);
    const [re, im] = [tf.real(z), tf.imag(z)];
    tf.dispose([real, imaginary, z]);
    tf.tidy(() => [tf.fill([3], 1), tf.fill([3], 2)]);
    expect([[...re.dataSync()], [...im.dataSync()]]).toEqual([a, b]);
    tf.dispose([re, im]);
  });

  it('moves tensors to and from another back end', async () => {
    const x = tf.add(tensor([5]), 0);
    const values = [...x.dataSync()];
    await tf.setBackend('cpu');
    const onCpu = tf.add(x, 0);
    await tf.setBackend('onednn');
    const back = tf.mul(onCpu, 2);
    expect([...back.dataSync()]).toEqual(values.map((v) => Math.fround(2 * v)));
    tf.dispose([x, onCpu, back]);
  });

  it('takes strings, integers and booleans as tfjs does', () => {
    tf.tidy(() => {
      expect(tf.tensor1d(['wake', 'rem']).dataSync()).toEqual(['wake', 'rem']);
      expect([...tf.tensor1d([3, 4], 'int32').dataSync()]).toEqual([3, 4]);
      expect([...tf.logicalNot(tf.tensor1d([true, false], 'bool')).dataSync()]).toEqual([0, 1]);
    });
  });
});

describe('memory', () => {
  it('starts every buffer on a cache line', () => {
    const buffer = backend.pool.take(1000);
    expect((backend.native.bytesToAlignment(buffer.buffer as ArrayBuffer) - buffer.byteOffset) % 64).toBe(0);
    backend.pool.giveBack(buffer);
  });

  const cycles = Number(process.env['ONEIROS_LEAK_CYCLES'] ?? 500);

  it(`stays constant over ${cycles} cycles of a tiny network`, { timeout: 600_000 }, () => {
    const filter = tf.variable(tensor([4, 4, 3, 4], 1) as tf.Tensor4D);
    const bias = tf.variable(tensor([4], 2) as tf.Tensor1D);
    const optimizer = tf.train.adam(1e-3);
    const image = numbers(2 * 8 * 8 * 3);
    const cycle = (): void =>
      tf.tidy(() => {
        const x = tf.tensor4d(image, [2, 8, 8, 3]);
        optimizer.minimize(() => tf.mean(tf.square(tf.leakyRelu(tf.add(tf.conv2d(x, filter, 2, 'same'), bias), 0.2))));
      });
    for (let i = 0; i < 20; i += 1) cycle();
    const tensors = tf.memory().numTensors;
    const before = backend.pool.statistics();
    for (let i = 0; i < cycles; i += 1) cycle();
    expect(tf.memory().numTensors).toBe(tensors);
    expect(backend.pool.statistics()).toEqual(before);
    optimizer.dispose();
    tf.dispose([filter, bias]);
  });
});
