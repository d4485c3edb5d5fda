import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { buildBinding, installCudaLibraries, unpackWheel } from './build-binding.ts';
import { fetchNpmPackage, fetchWheel, unpackNpmPackage } from './fetch.ts';
import {
  readManifest,
  recordFiles,
  verifyFiles,
  writeManifest,
  type EngineManifest,
  type FetchRecord,
} from './manifest.ts';
import { loadOnce } from './load-once.ts';
import { answers, downloadHostOf, runOwnInstaller } from './own-installer.ts';
import type { InstallPlan } from './plan.ts';
import { installShim } from './shim.ts';

/** A line of progress: what is being done, and how much of a download has come. */
export interface InstallProgress {
  readonly what: string;
  readonly doneBytes?: number;
  readonly totalBytes?: number;
}

export interface InstallResult {
  readonly manifest: EngineManifest;
  readonly folder: string;
  /** False where a sound installation was there already and nothing was done. */
  readonly changed: boolean;
}

const hostTimeoutMs = 8_000;
const stagingPrefix = '.staging-';

/**
 * Adds the `tensorflow` back end. Everything is built in a folder of its own beside the final one and renamed at the end,
 * so that an installation is complete or absent; what a killed one left is removed by the next.
 *
 * @throws ChecksumMismatchError, MissingToolError, CommandFailedError; EngineDamagedError where a damaged one is in the way.
 */
export async function installTensorflow(
  plan: InstallPlan,
  onProgress: (progress: InstallProgress) => void,
): Promise<InstallResult> {
  const present = await installed(plan.folder);
  if (present !== undefined && present.gpu === plan.gpu)
    return { manifest: present, folder: plan.folder, changed: false };
  const parent = dirname(plan.folder);
  await mkdir(parent, { recursive: true });
  await removeAbandoned(parent);
  const staging = join(parent, `${stagingPrefix}${basename(plan.folder)}-${process.pid}`);
  await rm(staging, { recursive: true, force: true });
  try {
    const manifest = await build(plan, staging, onProgress);
    if (present !== undefined) await rm(plan.folder, { recursive: true });
    await rename(staging, plan.folder);
    return { manifest, folder: plan.folder, changed: true };
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/** Removes the engine and what interrupted installations left. @returns whether there was one. */
export async function removeTensorflow(folder: string): Promise<boolean> {
  const there = await stat(folder).then(
    () => true,
    () => false,
  );
  // Renamed first: an interrupted removal leaves no half engine under its name.
  if (there) {
    const doomed = join(dirname(folder), `${stagingPrefix}${basename(folder)}-${process.pid}`);
    await rm(doomed, { recursive: true, force: true });
    await rename(folder, doomed);
    await rm(doomed, { recursive: true });
  }
  await removeAbandoned(dirname(folder));
  return there;
}

async function installed(folder: string): Promise<EngineManifest | undefined> {
  const there = await stat(folder).catch(() => undefined);
  if (there === undefined) return undefined;
  const manifest = await readManifest(folder);
  await verifyFiles(folder, manifest);
  return manifest;
}

/** Staging folders carry the process that made them; those of dead processes are of no use to anyone. */
async function removeAbandoned(parent: string): Promise<void> {
  const names = await readdir(parent).catch(() => []);
  for (const name of names.filter((entry) => entry.startsWith(stagingPrefix))) {
    const owner = Number(name.split('-').at(-1));
    if (owner !== process.pid && !isAlive(owner)) await rm(join(parent, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function build(
  plan: InstallPlan,
  staging: string,
  onProgress: (progress: InstallProgress) => void,
): Promise<EngineManifest> {
  const started = performance.now();
  const { pins, gpu } = plan;
  const downloads = join(staging, 'downloads');
  const nodeModules = join(staging, 'node_modules');
  const packageFolder = join(nodeModules, pins.binding.name);
  const fetched: FetchRecord[] = [];

  onProgress({ what: `Fetching ${pins.binding.name} ${pins.binding.version}` });
  const bindingPackage = await fetchNpmPackage(pins.binding, downloads);
  await unpackNpmPackage(bindingPackage.path, packageFolder);
  const protobuf = await fetchNpmPackage(pins.protobuf, downloads);
  fetched.push(bindingPackage.record, protobuf.record);

  let binding: string | undefined;
  if (plan.source !== 'pypi') {
    binding = await tryOwnInstaller(plan, bindingPackage.path, packageFolder, staging, onProgress);
  }
  const source = binding === undefined ? 'pypi' : 'installer';
  if (binding === undefined) {
    const totalBytes = pins.wheel.megabytes * 1e6;
    const what = `Fetching ${pins.wheel.project} ${pins.wheel.version}`;
    onProgress({ what, doneBytes: 0, totalBytes });
    const wheel = await fetchWheel(pins.wheel, downloads, (doneBytes) => onProgress({ what, doneBytes, totalBytes }));
    fetched.push(wheel.record);
    const library = join(staging, 'library');
    if (gpu) {
      onProgress({ what: 'Fetching the CUDA libraries' });
      await installCudaLibraries(wheel.path, library);
    } else {
      onProgress({ what: 'Unpacking the library of TensorFlow' });
      await unpackWheel(wheel.path, library);
    }
    onProgress({ what: 'Compiling the binding' });
    binding = 'binding/tfjs_binding.node';
    await buildBinding(packageFolder, join(library, 'tensorflow'), join(staging, binding));
  }
  await unpackNpmPackage(protobuf.path, join(nodeModules, pins.protobuf.name));
  await installShim(nodeModules);
  await rm(downloads, { recursive: true });

  onProgress({ what: 'Loading it once' });
  const libraryVersion = await loadOnce(join(staging, binding));
  onProgress({ what: 'Recording checksums' });
  const manifest: EngineManifest = {
    schema: 'oneiros/engine/1',
    engine: 'tensorflow',
    gpu,
    source,
    package: pins.binding.name,
    packageVersion: pins.binding.version,
    libraryVersion,
    binding,
    installedAt: new Date().toISOString(),
    seconds: Math.round((performance.now() - started) / 100) / 10,
    fetched,
    files: await recordFiles(staging),
  };
  await writeManifest(staging, manifest);
  return manifest;
}

/** @returns the binding below `staging`, or undefined where the installation goes on with PyPI. */
async function tryOwnInstaller(
  plan: InstallPlan,
  archive: string,
  packageFolder: string,
  staging: string,
  onProgress: (progress: InstallProgress) => void,
): Promise<string | undefined> {
  const { binding } = plan.pins;
  const host = await downloadHostOf(packageFolder);
  onProgress({ what: `Asking ${host}, the host of ${binding.name}'s own installer` });
  if (plan.source === 'auto' && !(await answers(host, hostTimeoutMs))) {
    onProgress({ what: 'It does not answer; going on with TensorFlow from PyPI' });
    return undefined;
  }
  try {
    onProgress({ what: `Running ${binding.name}'s own installer` });
    const path = await runOwnInstaller(binding, archive, staging, plan.gpu);
    await installShim(join(staging, 'node_modules'));
    await loadOnce(join(staging, path));
    return path;
  } catch (error) {
    if (plan.source === 'installer') throw error;
    onProgress({ what: `It failed (${(error as Error).message.split('\n')[0]}); going on with TensorFlow from PyPI` });
    await rm(join(staging, 'node_modules'), { recursive: true, force: true });
    await unpackNpmPackage(archive, packageFolder);
    return undefined;
  }
}
