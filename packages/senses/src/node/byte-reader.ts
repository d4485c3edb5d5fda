import { MalformedFileError } from '../errors.ts';

/** Reads numbers at places of a file and refuses to read past its end. */
export interface ByteReader {
  readonly file: string;
  readonly length: number;
  uint16(offset: number, what: string): number;
  uint32(offset: number, what: string): number;
  int32(offset: number, what: string): number;
  /** A view of `count` bytes, never a copy. */
  bytes(offset: number, count: number, what: string): Uint8Array;
  /** The error for a place of this file. */
  malformed(offset: number, expected: string, found: string | number): MalformedFileError;
}

/** @param file named in errors; @param isLittleEndian the order of bytes of the numbers. */
export function createByteReader(bytes: Uint8Array, file: string, isLittleEndian: boolean): ByteReader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const malformed = (offset: number, expected: string, found: string | number): MalformedFileError =>
    new MalformedFileError({ file, offset, expected, found: String(found) });
  const need = (offset: number, count: number, what: string): number => {
    if (offset + count > bytes.length) {
      throw malformed(offset, `${count} bytes of ${what}`, `${Math.max(0, bytes.length - offset)} before the end`);
    }
    return offset;
  };
  return {
    file,
    length: bytes.length,
    malformed,
    uint16: (offset, what) => view.getUint16(need(offset, 2, what), isLittleEndian),
    uint32: (offset, what) => view.getUint32(need(offset, 4, what), isLittleEndian),
    int32: (offset, what) => view.getInt32(need(offset, 4, what), isLittleEndian),
    bytes: (offset, count, what) => bytes.subarray(need(offset, count, what), offset + count),
  };
}
