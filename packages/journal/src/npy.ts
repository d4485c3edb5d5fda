import { readFileSync } from 'node:fs';
import { NpyError } from './errors.ts';
import { replaceFile } from './replace-file.ts';

const arrayTypes = {
  '<f4': Float32Array,
  '<f8': Float64Array,
  '<i4': Int32Array,
  '|u1': Uint8Array,
} as const;

type NpyType = keyof typeof arrayTypes;

/** One array of numbers, row-major (C order). */
export interface NpyArray {
  /** Length of each axis; empty for a single number. */
  readonly shape: readonly number[];
  readonly data: Float32Array | Float64Array | Int32Array | Uint8Array;
}

const MAGIC = Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59); // \x93NUMPY
const VERSION_BYTES = 2;
/** Data start at a multiple of this, so that they can be mapped into memory. */
const ALIGNMENT = 64;
/** NumPy's own limit for headers that it does not trust. */
const MAX_HEADER_BYTES = 10_000;

const isNpyType = (descr: string): descr is NpyType => Object.hasOwn(arrayTypes, descr);
const elementsOf = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1);

/**
 * Lays an array out as NumPy's `.npy`, version 1.0.
 * @throws NpyError if the data do not fit the shape.
 * @source NEP 1, "A simple file format for NumPy arrays"
 */
export function encodeNpy({ shape, data }: NpyArray): Uint8Array {
  const descr = (Object.keys(arrayTypes) as NpyType[]).find((type) => data instanceof arrayTypes[type]);
  if (descr === undefined) throw new NpyError(`Expected an array of ${typeNames()}, got a ${typeof data}.`);
  if (!shape.every((length) => Number.isSafeInteger(length) && length >= 0) || elementsOf(shape) !== data.length) {
    throw new NpyError(`Expected ${elementsOf(shape)} numbers for [${shape.join(', ')}], got ${data.length}.`);
  }
  const tuple = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const dictionary = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${tuple}), }`;
  const prefix = MAGIC.length + VERSION_BYTES + 2;
  const dataStart = Math.ceil((prefix + dictionary.length + 1) / ALIGNMENT) * ALIGNMENT;
  if (dataStart - prefix > MAX_HEADER_BYTES) {
    throw new NpyError(`Expected a shape of fewer axes, got ${shape.length}: NumPy refuses so long a header.`);
  }
  const bytes = new Uint8Array(dataStart + data.byteLength);
  bytes.set(MAGIC);
  bytes.set([1, 0], MAGIC.length);
  new DataView(bytes.buffer).setUint16(MAGIC.length + VERSION_BYTES, dataStart - prefix, true);
  bytes.set(new TextEncoder().encode(dictionary.padEnd(dataStart - prefix - 1) + '\n'), prefix);
  bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), dataStart);
  return bytes;
}

/**
 * Reads NumPy's `.npy`, versions 1.0 and 2.0, row-major and little-endian. The header is checked against the size of the
 * file before anything is allocated from it.
 * @param file named in errors.
 * @throws NpyError if the bytes are torn, damaged, of another format, order or type.
 */
export function decodeNpy(bytes: Uint8Array, file?: string): NpyArray {
  const { start, dataStart } = headerRange(bytes, file);
  const { descr, fortranOrder, shape } = parseHeader(
    new TextDecoder('latin1').decode(bytes.subarray(start, dataStart)),
    file,
  );
  if (!isNpyType(descr)) throw new NpyError(`Expected an array of ${typeNames()}, its header says ${descr}.`, file);
  if (fortranOrder)
    throw new NpyError('Expected C order, its header says Fortran order; save a np.ascontiguousarray.', file);
  const ArrayType = arrayTypes[descr];
  const elements = elementsOf(shape);
  const actual = bytes.length - dataStart;
  if (elements * ArrayType.BYTES_PER_ELEMENT !== actual) {
    throw new NpyError(
      `Expected ${elements * ArrayType.BYTES_PER_ELEMENT} bytes of data for [${shape.join(', ')}], the file has ${actual}.`,
      file,
    );
  }
  const data = new ArrayType(elements);
  new Uint8Array(data.buffer).set(bytes.subarray(dataStart));
  return { shape, data };
}

/** @throws NpyError as `decodeNpy`; file system errors as they come. */
export const readNpy = (path: string): NpyArray => decodeNpy(readFileSync(path), path);

/** Writes to a temporary file, syncs and renames: under `path` there is either the old file or the whole new one. */
export function writeNpy(path: string, array: NpyArray): void {
  replaceFile(path, encodeNpy(array));
}

const typeNames = (): string => 'float32 (<f4), float64 (<f8), int32 (<i4) or uint8 (|u1)';

function headerRange(bytes: Uint8Array, file: string | undefined): { start: number; dataStart: number } {
  const versionEnd = MAGIC.length + VERSION_BYTES;
  if (bytes.length < versionEnd + 2 || MAGIC.some((byte, i) => bytes[i] !== byte)) {
    throw new NpyError('Expected a .npy file; its first bytes are not those of one, or it is torn.', file);
  }
  const major = bytes[MAGIC.length]!;
  const minor = bytes[MAGIC.length + 1]!;
  if ((major !== 1 && major !== 2) || minor !== 0) {
    throw new NpyError(`Expected version 1.0 or 2.0 of the format, got ${major}.${minor}.`, file);
  }
  const start = versionEnd + (major === 1 ? 2 : 4);
  if (bytes.length < start) throw new NpyError('Expected the length of its header, the file is torn.', file);
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const length = major === 1 ? view.getUint16(versionEnd, true) : view.getUint32(versionEnd, true);
  const limit = Math.min(bytes.length - start, MAX_HEADER_BYTES);
  if (length > limit) {
    throw new NpyError(`Expected a header of at most ${limit} bytes, its length word says ${length}.`, file);
  }
  return { start, dataStart: start + length };
}

interface Header {
  readonly descr: string;
  readonly fortranOrder: boolean;
  readonly shape: readonly number[];
}

const ENTRY =
  /\s*'(descr|fortran_order|shape)'\s*:\s*(?:'([^']*)'|(True|False)|\(((?:\s*\d+\s*,)*(?:\s*\d+)?\s*)\))\s*(,|$)/y;

/** Parses the dictionary of Python that a header is: three keys, each once, in any order. */
function parseHeader(text: string, file: string | undefined): Header {
  const invalid = () =>
    new NpyError(`Expected a header with descr, fortran_order and shape, got ${shorten(text)}.`, file);
  const inner = /^\s*\{([^{}]*)\}\s*$/.exec(text)?.[1]?.trimEnd();
  if (inner === undefined) throw invalid();
  let descr: string | undefined;
  let fortranOrder: boolean | undefined;
  let shape: number[] | undefined;
  let keys = 0;
  let end = 0;
  for (; end < inner.length; keys++) {
    ENTRY.lastIndex = end;
    const match = ENTRY.exec(inner);
    if (match === null) throw invalid();
    const [, key, quoted, flag, tuple] = match;
    if (key === 'descr') descr = quoted;
    else if (key === 'fortran_order') fortranOrder = flag === undefined ? undefined : flag === 'True';
    else shape = tuple?.split(',').flatMap((length) => (length.trim() === '' ? [] : [Number(length)]));
    end = ENTRY.lastIndex;
  }
  if (keys !== 3 || descr === undefined || fortranOrder === undefined || shape === undefined) throw invalid();
  if (!shape.every(Number.isSafeInteger) || !Number.isSafeInteger(elementsOf(shape))) {
    throw new NpyError(`Expected a shape that a file can hold, got [${shape.join(', ')}].`, file);
  }
  return { descr, fortranOrder, shape };
}

const shorten = (text: string): string => JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}...` : text);
