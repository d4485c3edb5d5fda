import { open } from 'node:fs/promises';
import { MalformedFileError, MissingImagesError } from '../errors.ts';

/** No file of a data set that we read is larger than this; the largest, SVHN's training half unpacked, has 225 MB. */
export const LARGEST_FILE_BYTES = 512 * 2 ** 20;

/**
 * A whole file, refused before it is read when it is no regular file or larger than any of its kind.
 *
 * @param advice what to do when the file is missing
 * @throws MissingImagesError, MalformedFileError
 */
export async function readBytes(file: string, advice: string, largestBytes = LARGEST_FILE_BYTES): Promise<Uint8Array> {
  const handle = await open(file, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') throw new MissingImagesError(file, 'a file', advice);
    throw error;
  });
  try {
    const stats = await handle.stat();
    if (!stats.isFile()) throw new MalformedFileError({ file, offset: 0, expected: 'a file', found: 'something else' });
    if (stats.size > largestBytes) {
      throw new MalformedFileError({
        file,
        offset: 0,
        expected: `at most ${largestBytes} bytes`,
        found: `${stats.size} bytes`,
      });
    }
    const bytes = await handle.readFile();
    return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  } finally {
    await handle.close();
  }
}
