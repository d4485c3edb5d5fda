import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCortex, type Cortex } from '@oneiros/cortex';
import { BackendUnavailableError, selectBackend } from '@oneiros/engine';
import { encodeSafetensors } from '@oneiros/journal';
import { createGaussian, frechetDistance } from '@oneiros/metrics';
import { createRandomStreams } from '@oneiros/random';
import { batchOf, createScenes } from '@oneiros/senses';
import { createProbeContext, measureSteps, resolveConfig } from '@oneiros/simulation';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { NetworkFileError, NetworkMissingError } from './network-errors.ts';
import { findNetwork, loadNetwork } from './network-file.ts';
import { openFeatures } from './features.ts';
import { walk } from './walk.ts';

const folder = mkdtempSync(join(tmpdir(), 'oneiros-realism-'));
const written = (name: string, content: Uint8Array): string => {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
};

describe('the file of the network', () => {
  it('is the one that was named, else that of the environment, else the shared one', () => {
    const named = written('named.safetensors', new Uint8Array());
    const ofEnvironment = written('environment.safetensors', new Uint8Array());
    expect(findNetwork(named, { ONEIROS_INCEPTION: ofEnvironment })).toBe(named);
    expect(findNetwork(undefined, { ONEIROS_INCEPTION: ofEnvironment })).toBe(ofEnvironment);
    expect(() => findNetwork(undefined, { ONEIROS_SHARED: folder })).toThrow(join(folder, 'models', 'inception-2015'));
  });

  it('is missed with what to do, and never replaced by another', () => {
    const missing = join(folder, 'none.safetensors');
    expect(() => findNetwork(missing)).toThrow(NetworkMissingError);
    expect(() => findNetwork(undefined, { ONEIROS_INCEPTION: missing })).toThrow(missing);
    expect(() => findNetwork(missing)).toThrow(/--network FILE or ONEIROS_INCEPTION/);
  });

  it('is refused by name where it is torn, holds something else, or describes itself wrongly', async () => {
    await tf.setBackend('cpu');
    const tensor = { dtype: 'F32', shape: [32], data: new Float32Array(32) } as const;
    const bytes = (layers: string) => encodeSafetensors(new Map([['conv.bias', tensor]]), { layers });
    const torn = written('torn.safetensors', bytes('[]').subarray(0, 100));
    expect(() => loadNetwork(torn)).toThrow(`${torn}: `);
    expect(() => loadNetwork(written('other.safetensors', bytes('[]')))).toThrow(/the tensor conv\.weight/);
    for (const layers of ['{', '{"name": "conv"}', '[{"name": "conv"}]']) {
      expect(() => loadNetwork(written('layers.safetensors', bytes(layers)))).toThrow(NetworkFileError);
    }
  });
});

const network = ((): string | undefined => {
  try {
    return findNetwork(undefined);
  } catch {
    return undefined;
  }
})();
const reason = network === undefined ? ' (skipped: no network in ONEIROS_INCEPTION or ../shared/models)' : '';

describe.skipIf(network === undefined)(`realism by the published network${reason}`, { timeout: 300_000 }, () => {
  const images = createScenes({ seed: 1, train: 12, test: 1 });
  const config = resolveConfig({ model: { baseWidth: 4, latentSize: 8 } });
  let cortex: Cortex;
  let isNative = true;
  beforeAll(async () => {
    try {
      await selectBackend({ backend: 'onednn' });
    } catch (error) {
      if (!(error instanceof BackendUnavailableError)) throw error;
      isNative = false;
      return;
    }
    const shape = { imageSidePx: 32, imageChannels: 3, baseWidth: 4, latentSize: 8, leakSlope: 0.2 };
    cortex = createCortex(shape, createRandomStreams(1).stream('weights'));
  });

  it('finds no distance between images and themselves, and one between them and others', ({ skip }) => {
    skip(!isNative, 'the native back end does not load; plain CPU takes minutes');
    const loaded = loadNetwork(network!);
    const halves = [0, 6].map((from) => {
      const pixels = batchOf(
        images.train,
        Uint32Array.from({ length: 6 }, (_, i) => from + i),
      );
      const gaussian = createGaussian(loaded.dimension);
      gaussian.add(loaded.featuresOf(pixels, [6, 32, 32, 3], 'image'));
      return gaussian.finish();
    });
    loaded.dispose();
    const apart = frechetDistance(halves[0]!, halves[1]!);
    expect(apart).toBeGreaterThan(0.1);
    // Roots of eigenvalues that are 0 but for rounding are as large as the root of 2^-52, a hundred times the rounding.
    expect(frechetDistance(halves[0]!, halves[0]!)).toBeLessThan(1e-6 * apart);
  });

  it('goes on after an interrupt with what was computed, and gives what it would have given', async ({ skip }) => {
    skip(!isNative, 'the native back end does not load; plain CPU takes minutes');
    const cacheFolder = join(folder, 'features');
    const measure = async (cache: string, stopAt: string | undefined, told: [string, number | undefined][] = []) => {
      const features = openFeatures(network, cache);
      const context = createProbeContext({ cortex, images, config, tick: 0, epoch: 0, network: features });
      let isStopped = false;
      const measured = await walk(measureSteps('realism', context, { images: 8 }), {
        isStopped: () => isStopped,
        onStep: (step) => {
          told.push([step, features.secondsLeft(24)]);
          isStopped = stopAt !== undefined && step.includes(stopAt);
        },
      });
      if (measured !== undefined) features.forgetDreams();
      features.dispose();
      return measured?.value;
    };
    const tensors = tf.memory().numTensors;
    expect(await measure(cacheFolder, 'NREM')).toBeUndefined();
    expect(tf.memory().numTensors).toBe(tensors);

    const told: [string, number | undefined][] = [];
    const resumed = (await measure(cacheFolder, undefined, told))!;
    expect(told.map(([step]) => step)).toEqual([
      'features of training images, 0 of 8',
      'features of NREM dreams, 0 of 8',
      'features of REM dreams, 0 of 8',
      'distance of one half of the training images to the other',
      'distance of NREM dreams',
      'distance of REM dreams',
    ]);
    // The images were cached: the network has looked at nothing before the first dreams.
    expect(told[1]![1]).toBeUndefined();
    expect(told[2]![1]).toBeGreaterThan(0);
    expect(told[3]![1]).toBe(0);

    const [digest] = readdirSync(cacheFolder) as [string];
    expect(readdirSync(join(cacheFolder, digest, 'image')).length).toBe(1);
    expect(readdirSync(join(cacheFolder, digest, 'dream'))).toEqual([]);
    expect(resumed).toMatchObject({ n: 8, dimension: 768, name: 'FID-768' });
    expect(resumed.network).toMatch(new RegExp(`sha256:${digest}$`));
    expect(resumed).toEqual(await measure(join(folder, 'other'), undefined));
    expect(existsSync(join(folder, 'other'))).toBe(true);
    expect(resumed.nrem).toBeGreaterThan(0);
    expect(resumed.rem).toBeGreaterThan(0);
  });
});
