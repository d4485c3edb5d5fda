import { enginesFolder, removeEngine as remove, type EngineName } from '@oneiros/engine';
import { join } from 'node:path';
import type { Output } from '../output.ts';

/** Removes an added engine; nothing to remove is no error, so that the command can be issued again. */
export async function removeEngine(engine: EngineName, output: Output): Promise<void> {
  const folder = join(enginesFolder(), engine);
  const removed = await remove(folder);
  output.resultJson('engine-remove', { removed, folder });
  output.result(removed ? `Removed ${folder}` : `There was none in ${folder}`);
}
