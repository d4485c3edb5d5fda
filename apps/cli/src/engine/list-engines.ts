import {
  describeBackends,
  EngineDamagedError,
  EngineNotInstalledError,
  engineNames,
  enginesFolder,
  readManifest,
  type EngineManifest,
} from '@oneiros/engine';
import { join } from 'node:path';
import type { Output } from '../output.ts';

/** Prints the back ends, and of an added one where it lies, what it came from and how much room it takes. */
export async function listEngines(output: Output): Promise<void> {
  const backends = await describeBackends();
  const added = new Map<string, Added>();
  for (const engine of engineNames) {
    const found = await addedIn(join(enginesFolder(), engine));
    if (found) added.set(engine, found);
  }
  output.resultJson('engine-list', {
    backends,
    ...Object.fromEntries(engineNames.map((engine) => [engine, added.get(engine) ?? null])),
  });
  for (const { name, available, library, reason, advice } of backends) {
    const state = available ? 'loads' : 'no';
    output.result(`${name.padEnd(10)}  ${state.padEnd(5)}  ${available ? library : `${reason}. ${advice}`}`);
    const found = added.get(name);
    if (found)
      output.result(
        `${' '.repeat(19)}${found.folder}: ${found.package}, ${found.megabytes} MB, added ${found.installedAt}`,
      );
  }
}

interface Added {
  readonly folder: string;
  readonly megabytes: number;
  readonly source: EngineManifest['source'];
  readonly gpu: boolean;
  readonly package: string;
  readonly libraryVersion: string;
  readonly installedAt: string;
}

async function addedIn(folder: string): Promise<Added | undefined> {
  const manifest = await manifestOf(folder);
  if (manifest === undefined) return undefined;
  const { source, gpu, package: name, packageVersion, libraryVersion, installedAt, files } = manifest;
  const megabytes = Math.round(files.reduce((sum, { bytes }) => sum + bytes, 0) / 1e6);
  return { folder, megabytes, source, gpu, package: `${name} ${packageVersion}`, libraryVersion, installedAt };
}

/** What is absent or damaged is told by the description of the back end. */
async function manifestOf(folder: string): Promise<EngineManifest | undefined> {
  try {
    return await readManifest(folder);
  } catch (error) {
    if (error instanceof EngineNotInstalledError || error instanceof EngineDamagedError) return undefined;
    throw error;
  }
}
