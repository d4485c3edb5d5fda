import * as tf from '@tensorflow/tfjs';
import { afterAll, describe, expect, it } from 'vitest';
import { createConvolutionFloor } from './convolution-floor.ts';
import { describeBackends } from './describe-backends.ts';
import { BackendUnavailableError, ThreadCountError, UnknownBackendError } from './errors.ts';
import { selectBackend, type BackendName } from './select-backend.ts';
import { preferSwiftShader } from './testing/webgpu.ts';
import { chooseThreads } from './threads.ts';

afterAll(() => selectBackend({ backend: 'onednn' }));

describe('selectBackend', () => {
  it('takes the native back end by itself and reports what it runs on', async () => {
    const report = await selectBackend({ backend: 'auto', threads: 2 });
    expect(tf.getBackend()).toBe('onednn');
    expect(report).toMatchObject({ name: 'onednn', threads: 2, warnings: [] });
    expect(report.version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(report.library).toContain(`oneDNN ${report.version}`);
    expect(report.instructionSets.length).toBeGreaterThan(0);
  });

  it('changes the threads of a back end that is already there', async () => {
    expect((await selectBackend({ backend: 'onednn', threads: 1 })).threads).toBe(1);
    expect((await selectBackend({ backend: 'onednn', threads: 2 })).threads).toBe(2);
  });

  it('says what plain JavaScript costs, even to those who ask for it', async () => {
    const report = await selectBackend({ backend: 'cpu' });
    expect(tf.getBackend()).toBe('cpu');
    expect(report.warnings.join()).toContain('more than 300 seconds');
  });

  it('takes webgpu where it is asked for and an adapter is found, and else says what to do', async () => {
    preferSwiftShader();
    const report = await selectBackend({ backend: 'webgpu' }).catch((error: unknown) => {
      if (!(error instanceof BackendUnavailableError)) throw error;
      return error;
    });
    if (report instanceof BackendUnavailableError) {
      expect(report).toMatchObject({ code: 'BACKEND_UNAVAILABLE', backend: 'webgpu', reason: expect.any(String) });
      expect(report.advice).not.toBe('');
    } else {
      expect(tf.getBackend()).toBe('webgpu');
      expect(report.library).toMatch(/^Dawn /);
      expect(report.warnings.join()).toMatch(report.library.includes('software') ? /software adapter/ : /^$/);
    }
  });

  it('names the back ends to those who ask for another', async () => {
    const asked = selectBackend({ backend: 'cuda' as BackendName });
    await expect(asked).rejects.toThrow(
      'Unknown back end "cuda"; expected one of auto, onednn, tensorflow, webgpu, cpu.',
    );
    await expect(asked).rejects.toBeInstanceOf(UnknownBackendError);
  });
});

describe('chooseThreads', () => {
  it('prefers what was asked, then ONEIROS_THREADS, then OMP_NUM_THREADS, then the processors', () => {
    expect(chooseThreads(3, { ONEIROS_THREADS: '2' })).toBe(3);
    expect(chooseThreads(undefined, { ONEIROS_THREADS: '2', OMP_NUM_THREADS: '5' })).toBe(2);
    expect(chooseThreads(undefined, { OMP_NUM_THREADS: '5' })).toBe(5);
    expect(chooseThreads(undefined, {})).toBeGreaterThan(0);
  });

  it.each([0, -1, 1.5, NaN, 2000])('refuses %d', (count) => {
    expect(() => chooseThreads(count, {})).toThrow(ThreadCountError);
  });

  it('names the variable that holds no number', () => {
    expect(() => chooseThreads(undefined, { ONEIROS_THREADS: 'many' })).toThrow(
      'ONEIROS_THREADS must be a whole number',
    );
  });
});

describe('describeBackends', () => {
  it('tells of each whether it loads, and why not', async () => {
    const descriptions = await describeBackends();
    expect(descriptions.map(({ name }) => name)).toEqual(['onednn', 'tensorflow', 'webgpu', 'cpu']);
    expect(descriptions[0]).toMatchObject({ available: true });
    for (const { available, reason, advice } of descriptions) {
      if (!available) expect([typeof reason, typeof advice]).toEqual(['string', 'string']);
    }
  });
});

describe('createConvolutionFloor', () => {
  it('times the convolutions of a cycle, longer for a larger batch', async () => {
    await selectBackend({ backend: 'onednn', threads: 1 });
    const seconds = (batch: number): number => {
      const floor = createConvolutionFloor({ batch, baseWidth: 16, latentSize: 16, imageSidePx: 32 });
      return Math.min(...Array.from({ length: 5 }, () => floor.run()));
    };
    const small = seconds(1);
    expect(small).toBeGreaterThan(0);
    expect(seconds(32)).toBeGreaterThan(small);
  });
});
