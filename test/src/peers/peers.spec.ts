import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { writeNpy } from '@oneiros/journal';
import { writeHypnograms } from './hypnogram-peer.ts';
import { writeOurs } from './metrics-peer.ts';
import { encodeScenes, readSamples, PeerSamplesError } from './peer-samples.ts';
import { environmentFolder, preparePython } from './python-environment.ts';
import { agrees, parseComparisons, runPeer } from './run-peer.ts';

const scratch = mkdtempSync(join(tmpdir(), 'oneiros-peers-'));
beforeAll(async () => {
  tf.env().set('IS_TEST', true); // no greeting on the console
  await tf.setBackend('cpu');
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
afterEach(() => void vi.unstubAllEnvs());

const inRepository = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const requirements = inRepository('packages/metrics/peers/requirements.txt');
const row = { comparison: 'mean', ours: 1, theirs: 1, difference: 0, tolerance: 1e-9 };

describe('samples for peers', () => {
  const folderOf = (name: string, arrays: Record<string, Parameters<typeof writeNpy>[1]>): string => {
    const folder = join(scratch, name);
    mkdirSync(folder);
    for (const [file, array] of Object.entries(arrays)) writeNpy(join(folder, `${file}.npy`), array);
    return folder;
  };
  const latents = (rows: number) => ({ shape: [rows, 2], data: Float32Array.from({ length: 2 * rows }, (_, i) => i) });
  const labels = (rows: number) => ({ shape: [rows], data: Int32Array.from({ length: rows }, (_, i) => i % 3) });

  it('are the training and test latents of an export', () => {
    const folder = folderOf('export', {
      'train.latents': latents(6),
      'train.labels': labels(6),
      'test.latents': latents(3),
      'test.labels': labels(3),
    });
    expect(readSamples(folder)).toMatchObject({
      size: 2,
      classes: 3,
      train: latents(6).data && { labels: labels(6).data },
    });
    expect(readSamples(folder).test.latents).toEqual(latents(3).data);
  });

  it('are of one set the first four of five to train with, and the fifth to test', () => {
    const { train, test } = readSamples(folderOf('one', { latents: latents(10), labels: labels(10) }));
    expect([...(train.labels as Int32Array)]).toEqual([0, 1, 2, 0, 2, 0, 1, 2]);
    expect([...test.latents]).toEqual([8, 9, 18, 19]);
  });

  it('are refused where they are missing or do not fit', () => {
    expect(() => readSamples(folderOf('none', {}))).toThrow(PeerSamplesError);
    expect(() => readSamples(folderOf('uneven', { latents: latents(4), labels: labels(3) }))).toThrow('[4, 2] and [3]');
    expect(() => readSamples(folderOf('whole numbers', { latents: labels(4), labels: labels(4) }))).toThrow(
      '[4] and [4]',
    );
  });

  it('can be had in every clone', () => {
    const samples = encodeScenes({ train: 12, test: 5 });
    expect(samples).toMatchObject({ size: 64, classes: 10 });
    expect(samples.train.latents).toHaveLength(12 * 64);
    expect(new Set(samples.test.latents).size).toBeGreaterThan(300);
  });
});

describe('comparisons', () => {
  it('are read line by line, NaN as what agrees with nothing', () => {
    const lines = [{ versions: 'SciPy 1' }, row].map((line) => JSON.stringify(line));
    const outcome = parseComparisons(
      [...lines, '{"comparison": "nan", "difference": NaN, "tolerance": 1}', ''].join('\n'),
    );
    expect(outcome).toMatchObject({ versions: 'SciPy 1', comparisons: [row, { comparison: 'nan', difference: NaN }] });
    expect('comparisons' in outcome && outcome.comparisons.map(agrees)).toEqual([true, false]);
    expect(agrees({ ...row, difference: 1e-9 })).toBe(true);
    expect(agrees({ ...row, difference: Infinity })).toBe(false);
  });

  it.each([
    ['nothing', ''],
    ['versions alone', '{"versions": "SciPy 1"}'],
    ['a torn line', '{"versions": "SciPy 1"}\n{"comparison": "me'],
    ['no versions', JSON.stringify(row)],
  ])('fail for %s', (_, output) => {
    expect(parseComparisons(output)).toHaveProperty('failed');
  });
});

describe("a peer's environment", () => {
  it('that cannot be had says why and leaves nothing behind', () => {
    vi.stubEnv('ONEIROS_CACHE', join(scratch, 'cache'));
    const python = join(scratch, 'no-python');
    expect(preparePython({ name: 'metrics', requirements, python })).toEqual({
      reason: expect.stringContaining('no-python') as string,
    });
    expect(readdirSync(join(scratch, 'cache', 'peers'))).toEqual([]);
    const peer = {
      name: 'metrics',
      requirements,
      script: 'unused.py',
      prepare: () => expect.fail('computed for nobody'),
    };
    expect(runPeer(peer, python, () => {})).toHaveProperty('skipped');
  });

  it('is another one for other packages', () => {
    const other = join(scratch, 'requirements.txt');
    writeFileSync(other, 'numpy==1.0\n');
    const folders = [requirements, other].map((file) => environmentFolder({ name: 'metrics', requirements: file }));
    expect(new Set(folders).size).toBe(2);
  });
});

const isThere = existsSync(environmentFolder({ name: 'metrics', requirements }));

describe('scikit-learn and SciPy', () => {
  it.skipIf(!isThere)('agree with us (skipped until npm run peers has made their environment)', () => {
    const script = inRepository('packages/metrics/peers/metrics_peers.py');
    const samples = encodeScenes({ train: 300, test: 120 });
    const peer = { name: 'metrics', requirements, script, prepare: (folder: string) => writeOurs(samples, folder) };
    const outcome = runPeer(peer, 'python3', () => {});
    expect(outcome).toHaveProperty('versions');
    const apart = 'comparisons' in outcome ? outcome.comparisons.filter((comparison) => !agrees(comparison)) : [];
    expect(apart).toEqual([]);
  });
});

const hypnograms = {
  name: 'hypnograms',
  requirements: inRepository('packages/conductor/peers/requirements.txt'),
  script: inRepository('packages/conductor/peers/hypnogram_peers.py'),
};

describe('YASA, MNE and pyedflib', () => {
  it.skipIf(!existsSync(environmentFolder(hypnograms)))(
    'open every export and count the same (skipped until npm run peers has made their environment)',
    () => {
      const outcome = runPeer({ ...hypnograms, prepare: writeHypnograms }, 'python3', () => {});
      expect(outcome).toHaveProperty('versions');
      const apart = 'comparisons' in outcome ? outcome.comparisons.filter((comparison) => !agrees(comparison)) : [];
      expect(apart).toEqual([]);
    },
  );
});
