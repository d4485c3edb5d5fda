import { removeTensorflow, tensorflowFolder } from '@oneiros/engine';
import type { Output } from '../output.ts';

/** Removes the `tensorflow` back end; nothing to remove is no error, so that the command can be issued again. */
export async function removeEngine(output: Output): Promise<void> {
  const folder = tensorflowFolder();
  const removed = await removeTensorflow(folder);
  output.resultJson('engine-remove', { removed, folder });
  output.result(removed ? `Removed ${folder}` : `There was none in ${folder}`);
}
