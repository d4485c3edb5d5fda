import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checksumOf } from './checksum.ts';

/** The file that holds the checksums of the files beside it, in the form that `sha256sum -c` reads. */
export const SUMS_FILE = 'SHA256SUMS';

/** How a file stands to its noted checksum. */
export interface SumCheck {
  readonly name: string;
  readonly state: 'right' | 'wrong' | 'missing' | 'unknown';
}

export async function writeSums(file: string, sums: ReadonlyMap<string, string>): Promise<void> {
  const lines = [...sums].map(([name, sum]) => `${sum}  ${name}\n`);
  await writeFile(`${file}.tmp`, lines.join(''));
  await rename(`${file}.tmp`, file);
}

/** Compares files with the sums noted beside them; `unknown` where none is noted. */
export async function checkSums(folder: string, names: readonly string[]): Promise<SumCheck[]> {
  const text = await readFile(join(folder, SUMS_FILE), 'utf8').catch(() => '');
  const sums = new Map<string, string>();
  for (const line of text.split('\n')) {
    const match = /^([0-9a-f]{64}) [ *](.+)$/.exec(line);
    if (match) sums.set(match[2]!, match[1]!);
  }
  return Promise.all(
    names.map(async (name): Promise<SumCheck> => {
      const found = await checksumOf(join(folder, name), 'sha256').catch(() => undefined);
      if (found === undefined) return { name, state: 'missing' };
      const noted = sums.get(name);
      return { name, state: noted === undefined ? 'unknown' : noted === found ? 'right' : 'wrong' };
    }),
  );
}
