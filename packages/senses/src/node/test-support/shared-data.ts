import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
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

/**
 * Unpacks a shared image set into a cache in the temporary folder, where it stays for the next time. Test files run side
 * by side and may want the same set at once: each unpacks into a folder of its own, and the first to be whole becomes the cache.
 */
export function unpackShared(name: 'cifar10' | 'svhn'): string {
  const cache = join(tmpdir(), 'oneiros-test-data');
  const folder = join(cache, `${name}-whole`);
  const unpackInto = (place: string): unknown =>
    execFileSync(sharedPath('datasets/unpack')!, [name, place], { stdio: 'pipe' }); // checks and keeps what is there
  if (existsSync(folder)) {
    unpackInto(folder);
    return folder;
  }
  mkdirSync(cache, { recursive: true });
  const own = mkdtempSync(join(cache, `${name}-`));
  try {
    unpackInto(own);
    renameSync(own, folder);
  } catch (error) {
    rmSync(own, { recursive: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}
