import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { readManifest, verifyFiles, type EngineManifest } from './manifest.ts';

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

interface Installation {
  readonly folder: string;
  /** Whether what is there already is what was asked for. */
  readonly isWanted: (manifest: EngineManifest) => boolean;
  /** Makes the engine and its manifest in an empty folder. */
  readonly build: (staging: string) => Promise<EngineManifest>;
}

const stagingPrefix = '.staging-';

/**
 * Everything is built in a folder of its own beside the final one and renamed at the end, so that an engine is complete or
 * absent; what a killed installation left is removed by the next.
 *
 * @throws what `build` throws; EngineDamagedError where a damaged engine is in the way.
 */
export async function installEngine({ folder, isWanted, build }: Installation): Promise<InstallResult> {
  const present = await installed(folder);
  if (present !== undefined && isWanted(present)) return { manifest: present, folder, changed: false };
  const parent = dirname(folder);
  await mkdir(parent, { recursive: true });
  await removeAbandoned(parent);
  const staging = join(parent, `${stagingPrefix}${basename(folder)}-${process.pid}`);
  await rm(staging, { recursive: true, force: true });
  try {
    const manifest = await build(staging);
    if (present !== undefined) await rm(folder, { recursive: true });
    await rename(staging, folder);
    return { manifest, folder, changed: true };
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/** Removes an engine and what interrupted installations left. @returns whether there was one. */
export async function removeEngine(folder: string): Promise<boolean> {
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
