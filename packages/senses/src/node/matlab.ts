import { createByteReader, type ByteReader } from './byte-reader.ts';
import { inflateBounded, inflateStart } from './inflate.ts';

/** A numeric variable of a MATLAB 5 file. */
export interface MatlabArray {
  readonly name: string;
  /** Sizes of the axes; the first varies fastest in `data`. */
  readonly dims: readonly number[];
  /** Bytes stay bytes, a view into the unpacked file; every other kind of number becomes float64. */
  readonly data: Uint8Array | Float64Array;
}

const HEADER_BYTES = 128;
const TAG_BYTES = 8;
const MI_INT8 = 1;
const MI_UINT8 = 2;
const MI_INT32 = 5;
const MI_UINT32 = 6;
const MI_MATRIX = 14;
const MI_COMPRESSED = 15;
const CLASS_DOUBLE = 6;
const CLASS_UINT64 = 15;
const COMPLEX_FLAG = 0x0800;
/** A variable of this size at most is unpacked: twice the larger half of SVHN. */
const LARGEST_VARIABLE_BYTES = 512 * 2 ** 20;
/** Deflate cannot shrink by more than this, so a larger promise is a lie. */
const LARGEST_DEFLATE_RATIO = 1032;
/** Numbers other than bytes are widened to 8 bytes each; labels and the like stay far below this count. */
const MOST_WIDENED_NUMBERS = 2 ** 22;

/** Bytes of a number of each stored kind that we read, and how to read it. */
const NUMBERS: Readonly<
  Record<number, { bytes: number; read: (view: DataView, at: number, little: boolean) => number }>
> = {
  1: { bytes: 1, read: (view, at) => view.getInt8(at) },
  3: { bytes: 2, read: (view, at, little) => view.getInt16(at, little) },
  4: { bytes: 2, read: (view, at, little) => view.getUint16(at, little) },
  5: { bytes: 4, read: (view, at, little) => view.getInt32(at, little) },
  6: { bytes: 4, read: (view, at, little) => view.getUint32(at, little) },
  7: { bytes: 4, read: (view, at, little) => view.getFloat32(at, little) },
  9: { bytes: 8, read: (view, at, little) => view.getFloat64(at, little) },
};

/**
 * Reads the real numeric variables of a MATLAB 5 file, in either order of bytes, plain or compressed; text, cells,
 * structures and sparse matrices are passed over.
 *
 * @param file named in errors; inside a compressed variable the offsets count its unpacked bytes
 * @throws MalformedFileError
 * @source MathWorks, MAT-File Format, level 5
 */
export function parseMatlab(bytes: Uint8Array, file: string): MatlabArray[] {
  const order = createByteReader(bytes, file, true).uint16(126, 'the header');
  const isLittleEndian = order === 0x4d49;
  if (!isLittleEndian && order !== 0x494d) {
    throw createByteReader(bytes, file, true).malformed(
      126,
      'the mark of a MATLAB 5 file, MI or IM',
      `0x${order.toString(16)}`,
    );
  }
  const reader = createByteReader(bytes, file, isLittleEndian);
  const version = reader.uint16(124, 'the header');
  if (version !== 0x0100) throw reader.malformed(124, 'version 0x0100 of the format', `0x${version.toString(16)}`);
  const arrays: MatlabArray[] = [];
  for (let offset = HEADER_BYTES; offset < bytes.length;) {
    const element = readTag(reader, offset);
    const data = reader.bytes(element.start, element.size, 'a variable');
    const array =
      element.type === MI_COMPRESSED
        ? unpackMatrix(data, reader, element.start, isLittleEndian)
        : element.type === MI_MATRIX
          ? parseMatrix(data, `${file} (variable at byte ${element.start})`, isLittleEndian)
          : undefined;
    if (array) arrays.push(array);
    // Compressed variables follow each other without padding.
    offset = element.type === MI_COMPRESSED ? element.start + element.size : element.next;
  }
  return arrays;
}

interface Tag {
  readonly type: number;
  readonly size: number;
  readonly start: number;
  readonly next: number;
}

/** A tag of 8 bytes, or of 4 with up to 4 bytes of data behind it; data is padded to 8 bytes. */
function readTag(reader: ByteReader, offset: number): Tag {
  const first = reader.uint32(offset, 'a tag');
  const packedSize = first >>> 16;
  if (packedSize !== 0) {
    if (packedSize > 4) throw reader.malformed(offset, 'a small element of at most 4 bytes', packedSize);
    return { type: first & 0xffff, size: packedSize, start: offset + 4, next: offset + TAG_BYTES };
  }
  const size = reader.uint32(offset + 4, 'a tag');
  const start = offset + TAG_BYTES;
  if (start + size > reader.length) {
    throw reader.malformed(offset + 4, `a size of at most the ${reader.length - start} bytes that follow`, size);
  }
  return { type: first, size, start, next: start + Math.ceil(size / 8) * 8 };
}

function unpackMatrix(
  data: Uint8Array,
  outer: ByteReader,
  offset: number,
  isLittleEndian: boolean,
): MatlabArray | undefined {
  const file = `${outer.file} (unpacked from byte ${offset})`;
  const start = createByteReader(inflateStart(data, { file: outer.file, offset }), file, isLittleEndian);
  const type = start.uint32(0, 'a tag');
  const size = start.uint32(4, 'a tag');
  if (type !== MI_MATRIX) throw start.malformed(0, `a variable (type ${MI_MATRIX})`, `type ${type}`);
  const largest = Math.min(LARGEST_VARIABLE_BYTES, data.length * LARGEST_DEFLATE_RATIO);
  if (size > largest) throw start.malformed(4, `a size of at most ${largest} bytes`, size);
  const unpacked = inflateBounded(data, { file: outer.file, offset, largestBytes: size + TAG_BYTES });
  if (unpacked.length !== size + TAG_BYTES) {
    throw start.malformed(4, `a size of ${unpacked.length - TAG_BYTES}, as unpacked`, size);
  }
  return parseMatrix(unpacked.subarray(TAG_BYTES), file, isLittleEndian);
}

/** @param bytes a variable without its own tag */
function parseMatrix(bytes: Uint8Array, file: string, isLittleEndian: boolean): MatlabArray | undefined {
  const reader = createByteReader(bytes, file, isLittleEndian);
  const flags = readTag(reader, 0);
  expectType(reader, 0, flags, MI_UINT32, 'array flags');
  const word = reader.uint32(flags.start, 'array flags');
  const kind = word & 0xff;
  if (kind < CLASS_DOUBLE || kind > CLASS_UINT64 || (word & COMPLEX_FLAG) !== 0) return undefined;

  const shape = readTag(reader, flags.next);
  expectType(reader, flags.next, shape, MI_INT32, 'dimensions');
  if (shape.size % 4 !== 0 || shape.size < 8 || shape.size > 32) {
    throw reader.malformed(flags.next, '2 to 8 dimensions of 4 bytes', `${shape.size} bytes`);
  }
  const dims: number[] = [];
  let count = 1;
  for (let at = shape.start; at < shape.start + shape.size; at += 4) {
    const dim = reader.int32(at, 'a dimension');
    if (dim < 0) throw reader.malformed(at, 'a dimension from 0', dim);
    dims.push(dim);
    count *= dim;
  }

  const label = readTag(reader, shape.next);
  expectType(reader, shape.next, label, MI_INT8, 'a name');
  const name = new TextDecoder('latin1').decode(reader.bytes(label.start, Math.min(label.size, 63), 'a name'));
  const values = readTag(reader, label.next);
  return { name, dims, data: readNumbers(reader, label.next, values, count, isLittleEndian) };
}

function expectType(reader: ByteReader, offset: number, tag: Tag, type: number, what: string): void {
  if (tag.type !== type) throw reader.malformed(offset, `${what} (type ${type})`, `type ${tag.type}`);
}

function readNumbers(
  reader: ByteReader,
  offset: number,
  tag: Tag,
  count: number,
  little: boolean,
): Uint8Array | Float64Array {
  const width = tag.type === MI_UINT8 ? 1 : NUMBERS[tag.type]?.bytes;
  if (width === undefined) throw reader.malformed(offset, 'numbers of up to 32 bits or float64', `type ${tag.type}`);
  if (tag.size !== count * width) {
    throw reader.malformed(offset, `${count} numbers of ${width} bytes, as the dimensions say`, `${tag.size} bytes`);
  }
  const bytes = reader.bytes(tag.start, tag.size, 'numbers');
  if (tag.type === MI_UINT8) return bytes;
  if (count > MOST_WIDENED_NUMBERS) {
    throw reader.malformed(offset, `at most ${MOST_WIDENED_NUMBERS} numbers that are not bytes`, count);
  }
  const { read } = NUMBERS[tag.type]!;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float64Array.from({ length: count }, (_, i) => read(view, i * width, little));
}
