import {
  describeBackends,
  EngineDamagedError,
  EngineNotInstalledError,
  readManifest,
  tensorflowFolder,
  type EngineManifest,
} from '@oneiros/engine';
import type { Output } from '../output.ts';

/** Prints the back ends, and of an added one where it lies, what it came from and how much room it takes. */
export async function listEngines(output: Output): Promise<void> {
  const backends = await describeBackends();
  const folder = tensorflowFolder();
  const manifest = await manifestOf(folder);
  const megabytes = manifest && Math.round(manifest.files.reduce((sum, { bytes }) => sum + bytes, 0) / 1e6);
  const added = manifest && {
    folder,
    megabytes,
    source: manifest.source,
    gpu: manifest.gpu,
    package: `${manifest.package} ${manifest.packageVersion}`,
    installedAt: manifest.installedAt,
  };
  output.resultJson('engine-list', { backends, tensorflow: added ?? null });
  for (const { name, available, library, reason, advice } of backends) {
    const state = available ? 'loads' : 'no';
    output.result(`${name.padEnd(10)}  ${state.padEnd(5)}  ${available ? library : `${reason}. ${advice}`}`);
    if (name === 'tensorflow' && added)
      output.result(`${' '.repeat(19)}${folder}, ${megabytes} MB, ${added.installedAt}`);
  }
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
