/// <reference types="@webgpu/types" />
import { existsSync } from 'node:fs';
import { BackendUnavailableError, selectBackend } from '@oneiros/engine';
import { createRandomStreams } from '@oneiros/random';
import type { ImageCollection } from '@oneiros/senses';
import { createSimulation, resolveConfig } from '@oneiros/simulation';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';

const swiftShader = '/usr/lib/chromium/vk_swiftshader_icd.json';
let reason = '';
beforeAll(async () => {
  if (existsSync(swiftShader)) process.env['VK_ICD_FILENAMES'] ||= swiftShader;
  try {
    await selectBackend({ backend: 'webgpu' });
  } catch (error) {
    if (!(error instanceof BackendUnavailableError)) throw error;
    reason = `webgpu does not load: ${error.reason}`;
  }
});
beforeEach(({ skip }) => skip(reason !== '', reason));

const split = (name: 'train' | 'test') => {
  const random = createRandomStreams(1).stream(name);
  const pixels = Uint8Array.from({ length: 16 * 32 * 32 * 3 }, () => random.integer(256));
  const labels = Uint8Array.from({ length: 16 }, (_, i) => i % 2);
  const sizes = { count: 16, height: 32, width: 32, channels: 3 };
  return { name: 'cifar10', split: name, ...sizes, pixels, labels, classNames: ['a', 'b'] };
};
const images: ImageCollection = { name: 'cifar10', train: split('train'), test: split('test') };

/** Buffers that are mapped to be read while something runs. */
function readsOf(run: () => void): number {
  const buffers = GPUBuffer.prototype;
  const original = buffers.mapAsync;
  let count = 0;
  buffers.mapAsync = function (mode, ...rest) {
    if (mode === GPUMapMode.READ) count++;
    return original.call(this, mode, ...rest);
  };
  try {
    run();
  } finally {
    buffers.mapAsync = original;
  }
  return count;
}

describe('a night on webgpu', () => {
  it('reads nothing back but the losses that it reports, tick by tick', () => {
    const simulation = createSimulation({
      images,
      config: resolveConfig({
        condition: 'pad',
        data: { name: 'cifar10' },
        batchSize: 4,
        model: { baseWidth: 4, latentSize: 8 },
        duration: { count: 4, unit: 'cycles' },
        probes: { readoutEveryEpochs: 0 },
        dreams: { everyEpochs: 0 },
        checkpoints: { everyTicks: Number.MAX_SAFE_INTEGER, keepEveryEpochs: 0 },
      }),
    });
    for (let tick = 0; tick < 3; tick++) simulation.advance(); // the areas are measured in the first cycle
    for (let tick = 3; tick < 9; tick++) {
      let losses = 0;
      const reads = readsOf(() => {
        for (const { type, ...event } of simulation.advance().events) {
          if (type === 'losses') losses += Object.keys(event).filter((key) => key !== 'v' && key !== 'tick').length;
        }
      });
      // Wake: reconstruction, divergence, reality; NREM and REM one each.
      expect(losses).toBe(tick % 3 === 0 ? 3 : 1);
      expect(reads).toBe(losses);
    }
    simulation.dispose();
  });
});
