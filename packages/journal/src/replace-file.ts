import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Puts new content under a path at once: temporary file beside it, sync, rename, sync of the folder. After a kill or a power
 * cut there is either the old content or the whole new one.
 *
 * @throws file system errors as they come; the old content stays and the temporary file is removed.
 */
export function replaceFile(path: string, content: Uint8Array | string): void {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    const file = openSync(temporary, 'w');
    try {
      writeFully(file, content);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  syncFolder(dirname(path));
}

/** Writes every byte: one call of the system may write fewer than asked, on a disk that is nearly full. */
export function writeFully(file: number, content: Uint8Array | string): void {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  for (let offset = 0; offset < bytes.length;) offset += writeSync(file, bytes, offset);
}

/** Makes names in a folder (new, renamed, removed) survive a power cut; Windows has no such call and needs none. */
export function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
