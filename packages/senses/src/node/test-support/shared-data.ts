import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const shared = process.env['ONEIROS_SHARED'] ?? resolve(import.meta.dirname, '../../../../../../shared');

/** A file or folder of the shared test data, undefined where there is none. */
export function sharedPath(path: string): string | undefined {
  const found = join(shared, path);
  return existsSync(found) ? found : undefined;
}

/** Whether the image sets of the shared test data can be unpacked here: they need Python and dwebp. */
export function canUnpack(): boolean {
  const dwebp = (process.env['PATH'] ?? '').split(':').some((folder) => existsSync(join(folder, 'dwebp')));
  return dwebp && sharedPath('datasets/unpack') !== undefined;
}

export const NO_SHARED = 'needs the shared test data (ONEIROS_SHARED or ../shared) and dwebp (Debian package webp)';

/** Unpacks a shared image set into a cache in the temporary folder, where it stays for the next time. */
export function unpackShared(name: 'cifar10' | 'svhn'): string {
  const folder = join(tmpdir(), 'oneiros-test-data', name);
  mkdirSync(folder, { recursive: true });
  execFileSync(sharedPath('datasets/unpack')!, [name, folder], { stdio: 'pipe' });
  return folder;
}
