import { constants, gunzipSync, inflateSync } from 'node:zlib';
import { MalformedFileError } from '../errors.ts';

/** What a compressed part of a file may become. */
interface InflateOptions {
  readonly file: string;
  /** Byte of the file where the compressed part starts. */
  readonly offset: number;
  /** More unpacked bytes than this are refused, before they are all made. */
  readonly largestBytes: number;
}

const CHUNK_BYTES = 2 ** 20;

/** Unpacks a zlib stream. @throws MalformedFileError when it is damaged, cut short or too large. */
export const inflateBounded = (bytes: Uint8Array, options: InflateOptions): Uint8Array =>
  unpack(options, () => inflateSync(bytes, { maxOutputLength: options.largestBytes, chunkSize: chunkFor(options) }));

/** Unpacks a gzip stream. @throws MalformedFileError when it is damaged, cut short or too large. */
export const gunzipBounded = (bytes: Uint8Array, options: InflateOptions): Uint8Array =>
  unpack(options, () => gunzipSync(bytes, { maxOutputLength: options.largestBytes, chunkSize: chunkFor(options) }));

/** The first unpacked bytes of a zlib stream, at most as many as a few of its own bytes hold. */
export function inflateStart(bytes: Uint8Array, options: Omit<InflateOptions, 'largestBytes'>): Uint8Array {
  // 512 bytes of deflate hold at most about 0.5 MB.
  const limits = { maxOutputLength: CHUNK_BYTES, finishFlush: constants.Z_SYNC_FLUSH };
  return unpack({ ...options, largestBytes: CHUNK_BYTES }, () => inflateSync(bytes.subarray(0, 512), limits));
}

const chunkFor = ({ largestBytes }: InflateOptions): number => Math.min(CHUNK_BYTES, Math.max(64, largestBytes));

function unpack({ file, offset, largestBytes }: InflateOptions, run: () => Buffer): Uint8Array {
  try {
    const unpacked = run();
    return new Uint8Array(unpacked.buffer, unpacked.byteOffset, unpacked.byteLength);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ERR_BUFFER_TOO_LARGE') {
      const expected = `compressed data of at most ${largestBytes} bytes unpacked`;
      throw new MalformedFileError({ file, offset, expected, found: 'more' });
    }
    if (code === 'Z_DATA_ERROR' || code === 'Z_BUF_ERROR' || code === 'Z_NEED_DICT') {
      throw new MalformedFileError({ file, offset, expected: 'a whole compressed stream', found: message });
    }
    throw error;
  }
}
