import { Worker } from 'node:worker_threads';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { selectBackend } from '../select-backend.ts';
import { BackendUnavailableError } from '../errors.ts';

/** Sends a signal to this process some thousand times a second. */
const sender = `setInterval(() => { for (let i = 0; i < 8; i++) process.kill(process.pid, 'SIGWINCH'); }, 1);`;

describe('products of the library', () => {
  it('survive signals that come in their midst, bit by bit', async ({ skip }) => {
    try {
      await selectBackend({ backend: 'onednn', threads: 2 });
    } catch (error) {
      if (!(error instanceof BackendUnavailableError)) throw error;
      skip('the native back end does not load here');
    }
    let received = 0;
    const listen = (): void => void received++;
    process.on('SIGWINCH', listen);
    const worker = new Worker(sender, { eval: true });
    await new Promise((resolve) => worker.once('online', resolve));
    const [a, b] = [tf.randomUniform([3000, 1024]), tf.randomUniform([3000, 20])];
    const product = () => tf.tidy(() => tf.matMul(a, b, true).dataSync().slice());
    const first = product();
    for (let i = 0; i < 60; i++) {
      expect(product()).toEqual(first);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await worker.terminate();
    process.off('SIGWINCH', listen);
    tf.dispose([a, b]);
    expect(received).toBeGreaterThan(10);
  });
});
