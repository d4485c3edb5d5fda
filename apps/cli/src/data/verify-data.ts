import { verifyImages, type ImageSetName } from '@oneiros/senses/node';
import { UsageError } from '../errors.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Output } from '../output.ts';
import { dataFolder } from './data-folder.ts';

/** Looks an image set through, prints every finding, and sets the exit code to 1 when one of them is an error. */
export async function verifyData(
  name: ImageSetName,
  options: { folder?: string; seed?: string },
  output: Output,
): Promise<void> {
  if (name === 'folder' && options.folder === undefined) {
    throw new UsageError('Expected --folder DIR with one folder of PNG pictures a class, got none.');
  }
  const seed = options.seed === undefined ? undefined : Number(options.seed);
  if (seed !== undefined && !(Number.isSafeInteger(seed) && seed >= 0)) {
    throw new UsageError(`Expected --seed to be an integer from 0, got ${options.seed}.`);
  }
  const folder = options.folder ?? dataFolder(name);
  const report = await verifyImages({
    name,
    ...(name === 'scenes' ? {} : { folder }),
    ...(seed === undefined ? {} : { seed }),
  });
  output.resultJson('data-verify', report);
  for (const { severity, where, what } of report.findings) output.result(`${severity.padEnd(8)}${where}: ${what}`);
  const counts = report.counts ? `${report.counts.train} + ${report.counts.test} images` : 'not readable';
  output.result(`${name}: ${report.isSound ? 'sound' : 'NOT sound'}, ${counts}`);
  if (!report.isSound) process.exitCode = exitCodes.failed;
}
