import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { HypnogramUnreadableError } from '../errors.ts';
import { importHypnogram } from '../scoring/import-hypnogram.ts';
import type { ImportedHypnogram, ImportOptions } from '../scoring/imported-hypnogram.ts';

/**
 * Reads a scoring of any format from a file; beside Visbrain's points, `NAME_description.txt` is read too.
 * @throws HypnogramUnreadableError where the file cannot be read.
 * @throws HypnogramInvalidError with line or byte, what was expected and what was found.
 */
export async function importHypnogramFile(path: string, options: ImportOptions = {}): Promise<ImportedHypnogram> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    throw new HypnogramUnreadableError(path, error);
  }
  const description = options.description ?? (await readIfThere(path.replace(/(\.[^./\\]+)?$/, '_description.txt')));
  return importHypnogram(bytes, {
    fileName: basename(path),
    ...options,
    ...(description === undefined ? {} : { description }),
  });
}

async function readIfThere(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path);
  } catch {
    return undefined;
  }
}
