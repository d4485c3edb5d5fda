import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BackendUnavailableError, selectBackend } from '@oneiros/engine';
import { createInception, type Inception, type LayerDescription } from '@oneiros/inception';
import { readSafetensors } from '@oneiros/journal';
import * as tf from '@tensorflow/tfjs';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { sharedFolder } from '../shared-folder.ts';

const networkFile = join(sharedFolder(), 'models', 'inception-2015-12-05-to-mixed_7.safetensors');
const goldenFile = join(sharedFolder(), 'golden', 'inception-features.safetensors');
const missing = [networkFile, goldenFile].filter((file) => !existsSync(file));

/** ‖features - expected‖ / ‖expected‖ of one image. */
const RELATIVE_TOLERANCE = 1e-3;

/** Where a feature is nearly silent, its rounding is that of the sums of the layers below, not its own. */
const FEATURE_TOLERANCE = 1e-3;

describe.skipIf(missing.length > 0)(
  `the features of the published network (${missing.length > 0 ? `skipped: there is no ${missing.join(', ')}` : goldenFile})`,
  { timeout: 300_000 },
  () => {
    let inception: Inception;
    let isNative = true;
    beforeAll(async () => {
      tf.env().set('IS_TEST', true);
      try {
        await selectBackend({ backend: 'onednn' });
      } catch (error) {
        if (!(error instanceof BackendUnavailableError)) throw error;
        isNative = false;
      }
      const { tensors, metadata } = readSafetensors(networkFile);
      inception = createInception({ tensors, layers: JSON.parse(metadata['layers']!) as LayerDescription[] });
    });
    afterAll(() => inception?.dispose());
    afterEach(() => vi.unstubAllEnvs());

    it('are those of the reference, image by image', ({ skip }) => {
      skip(!isNative, 'the native back end does not load; plain CPU takes minutes');
      const golden = readSafetensors(goldenFile).tensors;
      const { shape, data } = golden.get('images')!;
      const expected = golden.get('features')!.data as Float32Array;
      const tensorsBefore = tf.memory().numTensors;
      const features = tf.tidy(() => {
        const images = tf.tensor4d(Float32Array.from(data as Uint8Array, (byte) => byte / 127.5 - 1), shape as [number, number, number, number]); // prettier-ignore
        return inception.features(images).dataSync();
      });
      expect(tf.memory().numTensors).toBe(tensorsBefore);
      expect(inception).toMatchObject({ distance: 'FID-768', dimension: 768 });
      expect(features.length).toBe(expected.length);
      for (let image = 0; image < shape[0]!; image += 1) {
        const [ours, theirs] = [features, expected].map((all) => all.subarray(image * 768, (image + 1) * 768)) as [Float32Array, Float32Array]; // prettier-ignore
        const length = Math.hypot(...theirs);
        const errors = Array.from(theirs, (value, i) => ours[i]! - value);
        expect(Math.hypot(...errors) / length).toBeLessThan(RELATIVE_TOLERANCE);
        const rms = length / Math.sqrt(768);
        errors.forEach((error, i) =>
          expect(Math.abs(error) / Math.max(theirs[i]!, rms)).toBeLessThan(FEATURE_TOLERANCE),
        );
      }
    });

    it('come from the example of the README', async ({ skip }) => {
      skip(!isNative, 'the native back end does not load; plain CPU takes minutes');
      const readme = readFileSync(new URL('../../../packages/inception/README.md', import.meta.url), 'utf8');
      const folder = new URL('../../test-results/', import.meta.url);
      mkdirSync(folder, { recursive: true });
      const example = new URL('inception-example.ts', folder);
      writeFileSync(example, /```ts\n([\s\S]*?)```/.exec(readme)![1]!);
      vi.stubEnv('ONEIROS_INCEPTION', networkFile);
      const { seen } = (await import(example.href)) as { seen: unknown };
      expect(seen).toEqual({ distance: 'FID-768', shape: [2, 768] });
    });
  },
);
