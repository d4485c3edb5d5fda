import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { MalformedFileError } from '../errors.ts';

/** A regular file inside an archive. */
export interface TarEntry {
  /** As the archive names it, with forward slashes, never outside the archive's own folder. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

const BLOCK_BYTES = 512;
const LARGEST_ENTRY_BYTES = 64 * 2 ** 20;
const LARGEST_ARCHIVE_BYTES = 2 ** 30;

/**
 * The regular files of a `.tar.gz`, one after the other; each is in memory only while it is looked at. Folders and
 * comments are passed over.
 *
 * @throws MalformedFileError for a torn or damaged archive, for paths that leave its folder, for links and devices, and
 *   for more than 64 MiB a file or 1 GiB in all; offsets count unpacked bytes
 */
export async function* readTarGz(file: string): AsyncGenerator<TarEntry> {
  const blocks = createBlockReader(file);
  try {
    for (;;) {
      const at = blocks.offset();
      const header = await blocks.take(BLOCK_BYTES);
      if (header.every((byte) => byte === 0)) return;
      const refuse = (expected: string, found: string): MalformedFileError =>
        new MalformedFileError({ file, offset: at, expected, found });
      checkHeader(header, refuse);
      const size = readOctal(header, 124, 12, refuse);
      if (size > LARGEST_ENTRY_BYTES) throw refuse(`a file of at most ${LARGEST_ENTRY_BYTES} bytes`, `${size}`);
      const path = readPath(header, refuse);
      const padded = Math.ceil(size / BLOCK_BYTES) * BLOCK_BYTES;
      const bytes = (await blocks.take(padded)).subarray(0, size);
      const kind = String.fromCharCode(header[156]!);
      if (kind === '0' || kind === '\0') yield { path, bytes };
      else if (!'5xgL'.includes(kind))
        throw refuse('files and folders only', `an entry of type ${JSON.stringify(kind)}`);
    }
  } finally {
    blocks.close();
  }
}

type Refuse = (expected: string, found: string) => MalformedFileError;

function checkHeader(header: Uint8Array, refuse: Refuse): void {
  const noted = readOctal(header, 148, 8, refuse);
  // The sum of all bytes, those of the sum itself counted as spaces.
  let sum = 8 * 32;
  header.forEach((byte, i) => (sum += i >= 148 && i < 156 ? 0 : byte));
  if (sum !== noted) throw refuse(`a tar header with sum ${noted}`, `${sum}`);
}

function readOctal(header: Uint8Array, start: number, length: number, refuse: Refuse): number {
  const text = readText(header, start, length).trim();
  if (!/^[0-7]+$/.test(text)) throw refuse('an octal number in a tar header', JSON.stringify(text));
  return Number.parseInt(text, 8);
}

function readText(header: Uint8Array, start: number, length: number): string {
  const field = header.subarray(start, start + length);
  const end = field.indexOf(0);
  return new TextDecoder('latin1').decode(end < 0 ? field : field.subarray(0, end));
}

function readPath(header: Uint8Array, refuse: Refuse): string {
  const isUstar = readText(header, 257, 5) === 'ustar';
  const prefix = isUstar ? readText(header, 345, 155) : '';
  const path = prefix ? `${prefix}/${readText(header, 0, 100)}` : readText(header, 0, 100);
  if (path === '' || path.startsWith('/') || /\\|^[A-Za-z]:/.test(path) || path.split('/').includes('..')) {
    throw refuse("a path inside the archive's folder", JSON.stringify(path));
  }
  return path;
}

interface BlockReader {
  /** The next `count` bytes. @throws MalformedFileError when the archive ends before */
  take(count: number): Promise<Uint8Array>;
  offset(): number;
  close(): void;
}

function createBlockReader(file: string): BlockReader {
  const source = createReadStream(file);
  const unpacked = source.pipe(createGunzip());
  source.on('error', (error) => unpacked.destroy(error));
  const chunks = unpacked[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  let rest: Uint8Array = new Uint8Array(0);
  let offset = 0;
  const next = async (): Promise<Uint8Array | undefined> => {
    try {
      const { done, value } = await chunks.next();
      return done ? undefined : new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (!code?.startsWith('Z_')) throw error;
      throw new MalformedFileError({ file, offset, expected: 'a whole gzip stream', found: message });
    }
  };
  return {
    offset: () => offset,
    close: () => void (unpacked.destroy(), source.destroy()),
    async take(count) {
      if (offset + count > LARGEST_ARCHIVE_BYTES) {
        const expected = `at most ${LARGEST_ARCHIVE_BYTES} bytes unpacked`;
        throw new MalformedFileError({ file, offset, expected, found: 'more' });
      }
      const parts: Uint8Array[] = [];
      let missing = count;
      while (missing > 0) {
        if (rest.length === 0) {
          const chunk = await next();
          if (!chunk) {
            const found = `the end ${missing} bytes early`;
            throw new MalformedFileError({ file, offset, expected: `${count} more bytes of the archive`, found });
          }
          rest = chunk;
        }
        const piece = rest.subarray(0, missing);
        parts.push(piece);
        missing -= piece.length;
        rest = rest.subarray(piece.length);
      }
      offset += count;
      if (parts.length === 1) return parts[0]!;
      const taken = new Uint8Array(count);
      let at = 0;
      for (const part of parts) {
        taken.set(part, at);
        at += part.length;
      }
      return taken;
    },
  };
}
