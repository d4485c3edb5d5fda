import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebgpuDeviceError } from '../errors.ts';
import { useWebgpuInTest } from '../testing/webgpu.ts';
import type { DawnBackend } from './dawn-backend.ts';
import { describeWebgpu } from './load.ts';

let backend: DawnBackend;
let reason = '';

beforeAll(async () => {
  const found = await useWebgpuInTest();
  if (typeof found === 'string') reason = found;
  else backend = found;
});
beforeEach(({ skip }) => skip(reason !== '', reason));

describe('the back end webgpu', () => {
  it('computes on the GPU what is read in place', () => {
    const before = backend.readbacks;
    const sums = tf.tidy(() => tf.matMul(tf.ones([3, 700]), tf.ones([700, 2])).dataSync());
    expect([...sums]).toEqual([700, 700, 700, 700, 700, 700]);
    expect(backend.readbacks).toBe(before + 1);
  });

  it('reads what was read before from its copy', () => {
    const squares = tf.square(tf.fill([2000], 3));
    const before = backend.readbacks;
    expect(squares.dataSync()[1999]).toBe(9);
    expect(squares.dataSync()[0]).toBe(9);
    expect(backend.readbacks).toBe(before + 1);
    squares.dispose();
  });

  it('reads while others wait for their values', async () => {
    const [a, b] = [tf.square(tf.fill([2000], 2)), tf.square(tf.fill([2000], 3))];
    const waiting = a.data();
    expect(b.dataSync()[0]).toBe(9);
    expect((await waiting)[0]).toBe(4);
    tf.dispose([a, b]);
  });

  it('brings values whose tensor was disposed on the way', async () => {
    const squares = tf.square(tf.fill([2000], 3));
    const waiting = [squares.data(), squares.data()];
    squares.dispose();
    for (const values of await Promise.all(waiting)) expect(values[1999]).toBe(9);
  });

  it('reads complex numbers and truth values', () => {
    const complex = tf.complex(tf.fill([1500], 1), tf.fill([1500], 2));
    expect([...tf.mul(complex, 2).dataSync().slice(0, 4)]).toEqual([2, 4, 2, 4]);
    expect([...tf.greater(tf.range(0, 1500), 1497).dataSync().slice(1496)]).toEqual([0, 0, 1, 1]);
  });

  it('leaves no navigator behind that was not there', async () => {
    expect((globalThis as { navigator?: { gpu?: unknown } }).navigator?.gpu).toBeUndefined();
  });

  it('refuses values of a device that reported an error', async () => {
    await tf.removeBackend('webgpu');
    const own = (await useWebgpuInTest()) as DawnBackend;
    const squares = tf.square(tf.fill([2000], 3));
    own.device.createShaderModule({ code: 'no shader' });
    expect(() => squares.dataSync()).toThrow(WebgpuDeviceError);
    await tf.removeBackend('webgpu');
    expect(await useWebgpuInTest()).toBe(tf.backend());
    expect(tf.square(tf.fill([2000], 3)).dataSync()[7]).toBe(9);
  });

  it.each(['process.exit(0)', ''])('lets a process end while values are on their way: %j', async (end) => {
    const script = `
      process.env.VK_ICD_FILENAMES = ${JSON.stringify(process.env['VK_ICD_FILENAMES'] ?? '')};
      const { tf, selectBackend } = await import(${JSON.stringify(import.meta.resolve('../../dist/index.js'))}).then(
        async (engine) => ({ ...engine, tf: (await import(${JSON.stringify(import.meta.resolve('@tensorflow/tfjs'))})).default }));
      await selectBackend({ backend: 'webgpu' });
      tf.square(tf.fill([2000], 3)).data().then((values) => process.stdout.write(String(values[0])));
      ${end}`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
    expect(stdout).toBe(end === '' ? '9' : '');
  });

  it('says which adapter computes', async () => {
    expect((await describeWebgpu()).library).toMatch(/^Dawn \d+\.\d+\.\d+ on .+/);
  });
});
