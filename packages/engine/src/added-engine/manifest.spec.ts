import { mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EngineDamagedError, EngineNotInstalledError } from './errors.ts';
import { readManifest, recordFiles, verifyFiles, writeManifest, type EngineManifest } from './manifest.ts';

const header = {
  schema: 'oneiros/engine/1',
  engine: 'tensorflow',
  gpu: false,
  source: 'pypi',
  package: '@tensorflow/tfjs-node',
  packageVersion: '4.22.0',
  libraryVersion: '2.21.0',
  binding: 'binding/tfjs_binding.node',
  installedAt: '2026-01-01T00:00:00.000Z',
  seconds: 30,
  fetched: [],
} as const;

let folder: string;
let manifest: EngineManifest;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'oneiros-manifest-'));
  await mkdir(join(folder, 'binding'));
  await writeFile(join(folder, 'binding', 'tfjs_binding.node'), 'abc');
  manifest = { ...header, files: await recordFiles(folder) };
  await writeManifest(folder, manifest);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the manifest of an engine', () => {
  it('records size and SHA-256 of each file', () => {
    // SHA-256 of "abc" as published with the standard (FIPS 180-4).
    const sha256 = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
    expect(manifest.files).toEqual([{ path: 'binding/tfjs_binding.node', bytes: 3, sha256 }]);
  });

  it('is read back as it was written', async () => {
    expect(await readManifest(folder)).toEqual(manifest);
  });

  it('finds untouched files sound, again and again', async () => {
    await verifyFiles(folder, manifest);
    await verifyFiles(folder, manifest);
    await verifyFiles(folder, manifest, true);
  });

  it('names a file that was tampered with, with the checksums expected and found', async () => {
    await verifyFiles(folder, manifest);
    await writeFile(join(folder, 'binding', 'tfjs_binding.node'), 'abd');
    await expect(verifyFiles(folder, manifest)).rejects.toThrow(
      /tfjs_binding\.node is damaged: expected SHA-256 ba7816bf.*, found a52d159f.*oneiros engine remove tensorflow/,
    );
  });

  it('sees through a kept size and time when it looks thoroughly', async () => {
    const path = join(folder, 'binding', 'tfjs_binding.node');
    const time = new Date(1_700_000_000_000);
    await utimes(path, time, time);
    await verifyFiles(folder, manifest);
    await writeFile(path, 'abd');
    await utimes(path, time, time);
    await expect(verifyFiles(folder, manifest, true)).rejects.toThrow(EngineDamagedError);
  });

  it('names a file that is missing or torn', async () => {
    const path = join(folder, 'binding', 'tfjs_binding.node');
    await writeFile(path, 'a');
    await expect(verifyFiles(folder, manifest)).rejects.toThrow(/expected 3 bytes, found 1/);
    await rm(path);
    await expect(verifyFiles(folder, manifest)).rejects.toThrow(/the file is missing/);
  });

  it('tells an absent engine from a damaged one', async () => {
    await expect(readManifest(join(folder, 'elsewhere'))).rejects.toThrow(EngineNotInstalledError);
    await writeFile(join(folder, 'engine.json'), '{"schema":');
    await expect(readManifest(folder)).rejects.toThrow(/expected JSON/);
    await writeFile(join(folder, 'engine.json'), '{"schema":"oneiros/engine/9"}');
    await expect(readManifest(folder)).rejects.toThrow(/another/);
    await rm(join(folder, 'engine.json'));
    await expect(readManifest(folder)).rejects.toThrow(/manifest is missing/);
  });

  it('leaves the manifest itself readable for people', async () => {
    expect(await readFile(join(folder, 'engine.json'), 'utf8')).toContain('\n  "source": "pypi",\n');
  });
});
