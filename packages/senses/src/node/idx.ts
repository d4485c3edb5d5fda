import { createByteReader } from './byte-reader.ts';
import { gunzipBounded } from './inflate.ts';

/** Bytes with their shape, as an IDX file holds them. */
export interface IdxArray {
  readonly dims: readonly number[];
  /** Row-major: the last axis varies fastest; a view into the (unpacked) file. */
  readonly data: Uint8Array;
}

const UNSIGNED_BYTE = 0x08;
/** Four times the training images of MNIST. */
const LARGEST_UNPACKED_BYTES = 192 * 2 ** 20;

/**
 * Reads an IDX file of unsigned bytes, gzipped or not.
 *
 * @param file named in errors; the offsets of a gzipped file count its unpacked bytes
 * @param axes how many it must have: 3 of images, 1 of labels
 * @throws MalformedFileError
 * @source LeCun, Cortes & Burges, The MNIST database of handwritten digits: file formats
 */
export function parseIdx(packed: Uint8Array, file: string, axes: number): IdxArray {
  const isGzipped = packed[0] === 0x1f && packed[1] === 0x8b;
  const bytes = isGzipped ? gunzipBounded(packed, { file, offset: 0, largestBytes: LARGEST_UNPACKED_BYTES }) : packed;
  const reader = createByteReader(bytes, isGzipped ? `${file} (unpacked)` : file, false);
  const magic = reader.uint32(0, 'the magic number');
  const expected = (UNSIGNED_BYTE << 8) | axes;
  if (magic !== expected) {
    throw reader.malformed(0, `magic number ${expected} (bytes with ${axes} axes)`, magic);
  }
  const dims: number[] = [];
  let size = 1;
  for (let axis = 0; axis < axes; axis++) {
    const dim = reader.uint32(4 + 4 * axis, 'the size of an axis');
    dims.push(dim);
    size *= dim;
  }
  const start = 4 + 4 * axes;
  if (size === 0 || size !== bytes.length - start) {
    throw reader.malformed(start, `${dims.join(' x ')} bytes, at least one`, `${bytes.length - start}`);
  }
  return { dims, data: bytes.subarray(start) };
}
