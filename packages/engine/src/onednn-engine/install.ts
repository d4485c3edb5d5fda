import { mkdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fetchWheel, unpackWheel } from '../added-engine/fetch.ts';
import { installEngine, type InstallProgress, type InstallResult } from '../added-engine/install-engine.ts';
import { recordFiles, writeManifest, type EngineManifest } from '../added-engine/manifest.ts';
import { runCommand } from '../added-engine/run-command.ts';
import { addedBinding, packageFolder } from '../onednn/addon-builds.ts';
import type { OnednnPlan } from './plan.ts';

const minutes = 60_000;
const unpacked = String.raw`^[^/]+[.]data/data/(?P<path>lib/libdnnl[.]so[.]3$|include/.*|share/doc/onednn/(LICENSE|THIRD-PARTY-PROGRAMS)$)`;
const versionOf = 'process.stdout.write(require(process.argv[1]).libraryVersion)';

/**
 * Adds a oneDNN of its own to the back end `onednn`: library and headers from PyPI, and the addon of this package compiled
 * against them. Needs a C++ compiler and python3 with pip; neither root nor a package manager of the system.
 *
 * @throws ChecksumMismatchError, MissingToolError, CommandFailedError; EngineDamagedError where a damaged one is in the way.
 */
export const installOnednn = (
  plan: OnednnPlan,
  onProgress: (progress: InstallProgress) => void,
): Promise<InstallResult> =>
  installEngine({
    folder: plan.folder,
    isWanted: ({ binding, packageVersion }) =>
      binding === addedBinding() && packageVersion === plan.pins.library.version,
    build: (staging) => build(plan, staging, onProgress),
  });

async function build(
  { pins }: OnednnPlan,
  staging: string,
  onProgress: (progress: InstallProgress) => void,
): Promise<EngineManifest> {
  const started = performance.now();
  const library = join(staging, 'library');
  const fetched = [];
  for (const pin of [pins.library, pins.headers]) {
    const downloads = join(staging, 'downloads', pin.project);
    const what = `Fetching ${pin.project} ${pin.version}`;
    const totalBytes = pin.megabytes * 1e6;
    await mkdir(downloads, { recursive: true });
    onProgress({ what, doneBytes: 0, totalBytes });
    const wheel = await fetchWheel(pin, downloads, (doneBytes) => onProgress({ what, doneBytes, totalBytes }));
    await unpackWheel(wheel.path, library, unpacked);
    fetched.push(wheel.record);
  }
  await rm(join(staging, 'downloads'), { recursive: true });
  await symlink('libdnnl.so.3', join(library, 'lib', 'libdnnl.so'));

  onProgress({ what: 'Compiling the native back end against it' });
  const binding = addedBinding();
  const addon = join(staging, binding, '..');
  const script = join(packageFolder, 'native', 'build.mjs');
  // Relative to the addon, as all of it is moved when it is whole.
  const parameters = [script, '--check', '--out', addon, '--rpath', '$ORIGIN/../library/lib'];
  await runCommand(process.execPath, parameters, {
    timeoutMs: 30 * minutes,
    advice: '',
    environment: { ...process.env, ONEDNN_ROOT: library },
  });
  await rm(join(addon, 'objects'), { recursive: true });

  onProgress({ what: 'Loading it once' });
  const libraryVersion = await runCommand(process.execPath, ['-e', versionOf, join(staging, binding)], {
    timeoutMs: 2 * minutes,
    advice: '',
  });
  const manifest: EngineManifest = {
    schema: 'oneiros/engine/1',
    engine: 'onednn',
    gpu: false,
    source: 'pypi',
    package: pins.library.project,
    packageVersion: pins.library.version,
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
