import * as tf from '@tensorflow/tfjs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { BackendUnavailableError } from '../errors.ts';
import { describeTensorflow, loadTensorflow } from './load.ts';
import { recordFiles, writeManifest } from '../added-engine/manifest.ts';

const header = {
  schema: 'oneiros/engine/1',
  engine: 'tensorflow',
  gpu: false,
  source: 'pypi',
  package: '@tensorflow/tfjs-node',
  packageVersion: '4.22.0',
  libraryVersion: '2.21.0',
  binding: 'tfjs_binding.node',
  installedAt: '2026-01-01T00:00:00.000Z',
  seconds: 30,
  fetched: [],
} as const;

describe('a tensorflow back end that does not load', () => {
  let cache: string;
  const folder = () => join(cache, 'engines', 'tensorflow');
  beforeEach(async () => {
    cache = await mkdtemp(join(tmpdir(), 'oneiros-load-'));
    vi.stubEnv('ONEIROS_CACHE', cache);
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await rm(cache, { recursive: true, force: true });
  });

  it('was not added: says how to', async () => {
    await expect(loadTensorflow()).rejects.toThrow(
      /"tensorflow" is not available: it was not added.*engine add tensorflow/,
    );
    await expect(describeTensorflow()).rejects.toThrow(BackendUnavailableError);
  });

  it('is damaged: names the file, and what to do', async () => {
    await mkdir(folder(), { recursive: true });
    await writeFile(join(folder(), 'tfjs_binding.node'), 'abc');
    await writeManifest(folder(), { ...header, files: await recordFiles(folder()) });
    await writeFile(join(folder(), 'tfjs_binding.node'), 'abd');
    await expect(loadTensorflow()).rejects.toThrow(/tfjs_binding\.node is damaged \(expected SHA-256.*engine remove/);
  });

  it("is refused by the system's loader: passes its words on", async () => {
    await mkdir(folder(), { recursive: true });
    await writeFile(join(folder(), 'tfjs_binding.node'), 'no library');
    await writeManifest(folder(), { ...header, files: await recordFiles(folder()) });
    const failure = describeTensorflow().catch((error: unknown) => error);
    expect(await failure).toBeInstanceOf(BackendUnavailableError);
    expect((await failure) as BackendUnavailableError).toMatchObject({
      reason: expect.stringMatching(/tfjs_binding\.node: (file too short|invalid ELF header|.*not a mach-o)/),
      advice: expect.stringMatching(/engine remove tensorflow/),
    });
    await expect(loadTensorflow()).rejects.toThrow(/tfjs_binding\.node/);
  });
});

const reason = await describeTensorflow().then(
  () => undefined,
  (error: BackendUnavailableError) => error.reason,
);

describe.skipIf(reason !== undefined)(`the tensorflow back end${reason ? ` (skipped: ${reason})` : ''}`, () => {
  beforeAll(async () => {
    // Otherwise tfjs's own back end advertises another one.
    tf.enableProdMode();
    await loadTensorflow();
  });

  /** Value of a convolution's squared norm and both gradients, flattened. */
  function squaredNorm(pad: number | 'same' | 'valid', stride: number, transposed: boolean): number[] {
    return tf.tidy(() => {
      const x = tf.randomUniform<tf.Rank.R4>([2, 8, 8, 3], -1, 1, 'float32', 1);
      const filter = tf.randomUniform<tf.Rank.R4>(transposed ? [4, 4, 5, 3] : [4, 4, 3, 5], -1, 1, 'float32', 2);
      const norm = (image: tf.Tensor, synapses: tf.Tensor): tf.Scalar =>
        (transposed
          ? tf.conv2dTranspose(image as tf.Tensor4D, synapses as tf.Tensor4D, [2, 16, 16, 5], 2, pad)
          : tf.conv2d(image as tf.Tensor4D, synapses as tf.Tensor4D, stride, pad)
        )
          .square()
          .sum();
      const { value, grads } = tf.valueAndGrads(norm)([x, filter]);
      return [value, ...grads].flatMap((tensor) => [...tensor.dataSync()]);
    });
  }

  // Sums of at most 48 products near 1, squared and summed over 1,000 elements: float32 rounds to 1e-6 of the value.
  const tolerance = 1e-5;
  it.each([
    { pad: 1, stride: 2, transposed: false },
    { pad: 0, stride: 2, transposed: false },
    { pad: 2, stride: 1, transposed: false },
    { pad: 'same', stride: 2, transposed: false },
    { pad: 'valid', stride: 1, transposed: false },
    { pad: 1, stride: 2, transposed: true },
  ] as const)("agrees with tfjs's own back end: $pad pixels, stride $stride, transposed $transposed", async (shape) => {
    await tf.setBackend('tensorflow');
    const found = squaredNorm(shape.pad, shape.stride, shape.transposed);
    await tf.setBackend('cpu');
    const expected = squaredNorm(shape.pad, shape.stride, shape.transposed);
    const worst = Math.max(...found.map((value, i) => Math.abs(value - expected[i]!) / (1 + Math.abs(expected[i]!))));
    expect(found).toHaveLength(expected.length);
    expect(worst).toBeLessThan(tolerance);
  });

  it('computes with our copy of tfjs: its tensors are counted there', async () => {
    await tf.setBackend('tensorflow');
    const before = tf.memory().numTensors;
    const tensor = tf.ones([3]);
    expect(tf.memory().numTensors).toBe(before + 1);
    tensor.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});
