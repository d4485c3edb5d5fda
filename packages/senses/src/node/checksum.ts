import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { MalformedFileError } from '../errors.ts';

/** Hexadecimal checksum of a file, read in pieces. */
export async function checksumOf(file: string, algorithm: 'md5' | 'sha256'): Promise<string> {
  const hash = createHash(algorithm);
  for await (const chunk of createReadStream(file)) hash.update(chunk as Uint8Array);
  return hash.digest('hex');
}

/** Checksum of what a gzipped file holds. @throws MalformedFileError for a damaged stream */
export async function unpackedChecksumOf(file: string, algorithm: 'md5' | 'sha256'): Promise<string> {
  const hash = createHash(algorithm);
  try {
    await pipeline(createReadStream(file), createGunzip(), hash);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (!code?.startsWith('Z_')) throw error;
    throw new MalformedFileError({ file, offset: 0, expected: 'a whole gzip stream', found: message });
  }
  return hash.digest('hex');
}
