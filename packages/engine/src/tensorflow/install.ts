import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { buildBinding, installCudaLibraries, unpackTensorflow } from './build-binding.ts';
import { fetchNpmPackage, fetchWheel, unpackNpmPackage } from '../added-engine/fetch.ts';
import { installEngine, type InstallProgress, type InstallResult } from '../added-engine/install-engine.ts';
import { recordFiles, writeManifest, type EngineManifest, type FetchRecord } from '../added-engine/manifest.ts';
import { loadOnce } from './load-once.ts';
import { answers, downloadHostOf, runOwnInstaller } from './own-installer.ts';
import type { InstallPlan } from './plan.ts';
import { installShim } from './shim.ts';

const hostTimeoutMs = 8_000;

/**
 * Adds the `tensorflow` back end.
 *
 * @throws ChecksumMismatchError, MissingToolError, CommandFailedError; EngineDamagedError where a damaged one is in the way.
 */
export const installTensorflow = (
  plan: InstallPlan,
  onProgress: (progress: InstallProgress) => void,
): Promise<InstallResult> =>
  installEngine({
    folder: plan.folder,
    isWanted: ({ gpu }) => gpu === plan.gpu,
    build: (staging) => build(plan, staging, onProgress),
  });

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
      await unpackTensorflow(wheel.path, library);
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
