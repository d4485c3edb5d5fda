import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  ChecksumMismatchError,
  CommandFailedError,
  EngineDamagedError,
  MissingToolError,
} from '../added-engine/errors.ts';
import { removeEngine } from '../added-engine/install-engine.ts';
import { installTensorflow } from './install.ts';
import { readManifest, verifyFiles } from '../added-engine/manifest.ts';
import { planInstallation, type InstallOptions } from './plan.ts';
import {
  createFakeRelease,
  fakeVersion,
  workingInstaller,
  type FakeRelease,
  type FakeReleaseOptions,
} from './test-kit/fake-release.ts';

const succeeds = (program: string, ...parameters: string[]) => spawnSync(program, parameters).status === 0;
const missing = [
  ...(succeeds(process.env['CXX'] || 'c++', '--version') ? [] : ['a C++ compiler']),
  ...(succeeds('python3', '-m', 'pip', '--version') ? [] : ['python3 with pip']),
];
const title = `installing the tensorflow back end${missing.length > 0 ? ` (skipped: needs ${missing.join(' and ')})` : ''}`;

describe.skipIf(missing.length > 0)(title, { timeout: 180_000 }, () => {
  let root: string;
  let release: FakeRelease;
  let releaseFolder: string;
  const engines = () => join(root, 'engines');
  const folder = () => join(engines(), 'tensorflow');

  beforeAll(async () => {
    releaseFolder = await mkdtemp(join(tmpdir(), 'oneiros-release-'));
    release = await createFakeRelease(releaseFolder);
  });
  afterAll(async () => {
    await release.close();
    await rm(releaseFolder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'oneiros-install-'));
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await rm(root, { recursive: true, force: true });
  });

  function plan(source: InstallOptions['source'], options: FakeReleaseOptions = {}) {
    const pins = release.publish(options);
    for (const [name, value] of Object.entries(release.environment)) vi.stubEnv(name, value);
    return planInstallation({ gpu: false, source, folder: folder(), pins });
  }

  it('fetches, compiles, loads, records and moves into place; a second time it has nothing to do', async () => {
    const planned = plan('pypi');
    const lines: string[] = [];
    const { manifest, changed } = await installTensorflow(planned, ({ what }) => lines.push(what));
    expect(changed).toBe(true);
    expect(manifest).toMatchObject({
      source: 'pypi',
      libraryVersion: fakeVersion,
      binding: 'binding/tfjs_binding.node',
    });
    expect(lines).toContain('Compiling the binding');
    expect(await readManifest(folder())).toEqual(manifest);
    await verifyFiles(folder(), manifest, true);
    expect(manifest.files.map(({ path }) => path).filter((path) => /not_needed|include/.test(path))).toEqual([]);
    expect(manifest.fetched.map(({ what }) => what)).toEqual([
      'npm @tensorflow/tfjs-node@1.0.0',
      'npm google-protobuf@1.0.0',
      expect.stringMatching(/^PyPI fake_tensorflow-1\.0\.0-cp312/),
    ]);
    expect(await readdir(engines())).toEqual(['tensorflow']);

    expect(await installTensorflow(planned, () => undefined)).toMatchObject({ changed: false, manifest });
    expect(await removeEngine(folder())).toBe(true);
    expect(await readdir(engines())).toEqual([]);
    expect(await removeEngine(folder())).toBe(false);
  });

  it("runs tfjs-node's own installer where its host answers", async () => {
    const { manifest } = await installTensorflow(plan('auto', { installer: workingInstaller }), () => undefined);
    expect(manifest.source).toBe('installer');
    expect(manifest.libraryVersion).toBe(fakeVersion);
    expect(manifest.binding).toBe('node_modules/@tensorflow/tfjs-node/lib/napi-v8/tfjs_binding.node');
  });

  it('goes on with PyPI where that installer fails, and says so', async () => {
    const lines: string[] = [];
    const { manifest } = await installTensorflow(plan('auto'), ({ what }) => lines.push(what));
    expect(manifest.source).toBe('pypi');
    expect(lines.join('\n')).toMatch(
      /It failed \(.*install\.js failed with exit code 1.*going on with TensorFlow from PyPI/,
    );
  });

  it('does not go on with PyPI where only the installer was asked for', async () => {
    await expect(installTensorflow(plan('installer'), () => undefined)).rejects.toThrow(CommandFailedError);
    expect(await readdir(engines())).toEqual([]);
  });

  it('installs nothing of a download whose checksum differs', async () => {
    const planned = plan('pypi');
    const wheel = { ...planned.pins.wheel, sha256: '0'.repeat(64) };
    const torn = { ...planned, pins: { ...planned.pins, wheel } };
    await expect(installTensorflow(torn, () => undefined)).rejects.toThrow(ChecksumMismatchError);
    const binding = { ...planned.pins.binding, sha512: 'AAAA' };
    const other = { ...planned, pins: { ...planned.pins, binding } };
    await expect(installTensorflow(other, () => undefined)).rejects.toThrow(
      /tfjs-node@1\.0\.0 with checksum AAAA, got /,
    );
    expect(await readdir(engines())).toEqual([]);
  });

  it("shows the compiler's words where the binding does not compile, and leaves nothing", async () => {
    const planned = plan('pypi', { backendSource: '#error "no such luck"' });
    await expect(installTensorflow(planned, () => undefined)).rejects.toThrow(/exit code 1[^]*no such luck/);
    expect(await readdir(engines())).toEqual([]);
  });

  it('names a missing program and how to get it', async () => {
    const planned = plan('pypi');
    vi.stubEnv('PYTHON', 'no-such-python');
    const failure: unknown = await installTensorflow(planned, () => undefined).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(MissingToolError);
    expect(String(failure)).toMatch(/no-such-python.*python3-pip/);
  });

  it('clears what a killed installation left, but not what a living one is building', async () => {
    const dead = spawnSync(process.execPath, ['-e', '']).pid;
    await mkdir(join(engines(), `.staging-tensorflow-${dead}`), { recursive: true });
    await mkdir(join(engines(), `.staging-tensorflow-${process.ppid}`));
    await removeEngine(folder());
    expect(await readdir(engines())).toEqual([`.staging-tensorflow-${process.ppid}`]);
  });

  it('does not build over a damaged engine, but removes it', async () => {
    await mkdir(folder(), { recursive: true });
    await writeFile(join(folder(), 'engine.json'), '{');
    const planned = planInstallation({ gpu: false, source: 'pypi', folder: folder(), platform: 'linux', arch: 'x64' });
    await expect(installTensorflow(planned, () => undefined)).rejects.toThrow(EngineDamagedError);
    expect(await removeEngine(folder())).toBe(true);
    expect(existsSync(folder())).toBe(false);
  });
});
