import { SafetensorsError } from './errors.ts';

const arrayTypes = {
  F64: Float64Array,
  I64: BigInt64Array,
  U64: BigUint64Array,
  F32: Float32Array,
  I32: Int32Array,
  U32: Uint32Array,
  I16: Int16Array,
  U16: Uint16Array,
  I8: Int8Array,
  U8: Uint8Array,
  BOOL: Uint8Array,
} as const;

/** Element types of the format that JavaScript has an array for; BOOL is one byte an element, 0 or 1. */
export type TensorType = keyof typeof arrayTypes;
export type TensorData =
  | Float64Array
  | BigInt64Array
  | BigUint64Array
  | Float32Array
  | Int32Array
  | Uint32Array
  | Int16Array
  | Uint16Array
  | Int8Array
  | Uint8Array;

/** One named tensor of a file, row-major. */
export interface StoredTensor {
  readonly dtype: TensorType;
  readonly shape: readonly number[];
  readonly data: TensorData;
}

export interface SafetensorsContent {
  readonly tensors: Map<string, StoredTensor>;
  readonly metadata: Record<string, string>;
}

interface HeaderEntry {
  readonly name: string;
  readonly dtype: TensorType;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

/** The format's own limit; a longer header is a damaged length word. */
const MAX_HEADER_BYTES = 100_000_000;
const LENGTH_BYTES = 8;

const isTensorType = (value: unknown): value is TensorType =>
  typeof value === 'string' && Object.hasOwn(arrayTypes, value);
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
const elementsOf = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1);
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Lays tensors out as a safetensors file: widest elements first, then by name, so that the same content always gives the
 * same bytes and every tensor starts at a multiple of its element size.
 *
 * @throws SafetensorsError if a tensor's data do not fit its shape or its dtype.
 */
export function encodeSafetensors(
  tensors: ReadonlyMap<string, StoredTensor>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  const named = [...tensors].sort(
    ([nameA, a], [nameB, b]) => b.data.BYTES_PER_ELEMENT - a.data.BYTES_PER_ELEMENT || (nameA < nameB ? -1 : 1),
  );
  const header = Object.create(null) as Record<string, unknown>; // so that `__proto__` is a name like any other
  if (Object.keys(metadata).length > 0) header['__metadata__'] = metadata;
  let end = 0;
  for (const [name, { dtype, shape, data }] of named) {
    if (!(data instanceof arrayTypes[dtype]) || data.length !== elementsOf(shape)) {
      throw new SafetensorsError(
        `Expected ${elementsOf(shape)} elements of ${dtype} for ${name} [${shape.join(', ')}], got ${data.length} in a ${data.constructor.name}.`,
      );
    }
    header[name] = { dtype, shape, data_offsets: [end, (end += data.byteLength)] };
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  const headerBytes = Math.ceil(text.length / LENGTH_BYTES) * LENGTH_BYTES;
  const bytes = new Uint8Array(LENGTH_BYTES + headerBytes + end);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(headerBytes), true);
  bytes.fill(0x20, LENGTH_BYTES, LENGTH_BYTES + headerBytes); // the format pads its header with spaces
  bytes.set(text, LENGTH_BYTES);
  let offset = LENGTH_BYTES + headerBytes;
  for (const [, { data }] of named) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), offset);
    offset += data.byteLength;
  }
  return bytes;
}

/**
 * Reads a safetensors file from memory. The header is checked against the size of the file before anything is allocated
 * from it; the tensors must follow one another and fill the file.
 *
 * @param file named in errors.
 * @throws SafetensorsError if the bytes are torn, damaged or of another format.
 */
export function decodeSafetensors(bytes: Uint8Array, file?: string): SafetensorsContent {
  const dataStart = LENGTH_BYTES + headerLength(bytes, file);
  const header = parseHeader(bytes.subarray(LENGTH_BYTES, dataStart), file);
  const metadata: Record<string, string> = {};
  const entries: HeaderEntry[] = [];
  for (const [name, value] of Object.entries(header)) {
    if (name === '__metadata__') Object.assign(metadata, parseMetadata(value, file));
    else entries.push(parseEntry(name, value, file));
  }
  entries.sort((a, b) => a.begin - b.begin || a.end - b.end);
  const tensors = new Map<string, StoredTensor>();
  let expectedBegin = 0;
  for (const { name, dtype, shape, begin, end } of entries) {
    if (begin !== expectedBegin) {
      throw new SafetensorsError(
        `Expected ${name} to start at data byte ${expectedBegin}, its header says ${begin}.`,
        file,
      );
    }
    if (dataStart + end > bytes.length) {
      throw new SafetensorsError(
        `Expected at least ${dataStart + end} bytes to hold ${name}, the file has ${bytes.length}: it is torn.`,
        file,
      );
    }
    tensors.set(name, { dtype, shape, data: copyElements(bytes, dtype, dataStart + begin, dataStart + end) });
    expectedBegin = end;
  }
  if (dataStart + expectedBegin !== bytes.length) {
    throw new SafetensorsError(
      `Expected ${dataStart + expectedBegin} bytes by its header, the file has ${bytes.length}.`,
      file,
    );
  }
  return { tensors, metadata };
}

function headerLength(bytes: Uint8Array, file: string | undefined): number {
  if (bytes.length < LENGTH_BYTES) {
    throw new SafetensorsError(
      `Expected at least ${LENGTH_BYTES} bytes of a safetensors file, got ${bytes.length}.`,
      file,
    );
  }
  const length = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true);
  const limit = BigInt(Math.min(bytes.length - LENGTH_BYTES, MAX_HEADER_BYTES));
  if (length > limit) {
    throw new SafetensorsError(`Expected a header of at most ${limit} bytes, its length word says ${length}.`, file);
  }
  return Number(length);
}

function parseHeader(bytes: Uint8Array, file: string | undefined): Record<string, unknown> {
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new SafetensorsError(
      `Expected a header of JSON after byte ${LENGTH_BYTES}: ${(cause as Error).message}.`,
      file,
    );
  }
  if (!isRecord(header)) throw new SafetensorsError('Expected a header that is a JSON object.', file);
  return header;
}

function parseMetadata(value: unknown, file: string | undefined): Record<string, string> {
  if (!isRecord(value) || Object.values(value).some((text) => typeof text !== 'string')) {
    throw new SafetensorsError('Expected __metadata__ to map names to text.', file);
  }
  return value as Record<string, string>;
}

function parseEntry(name: string, value: unknown, file: string | undefined): HeaderEntry {
  const { dtype, shape, data_offsets: offsets } = isRecord(value) ? value : {};
  if (!isTensorType(dtype)) {
    throw new SafetensorsError(
      `Expected the dtype of ${name} to be one of ${Object.keys(arrayTypes).join(', ')}, got ${JSON.stringify(dtype)}.`,
      file,
    );
  }
  if (!Array.isArray(shape) || !shape.every(isCount)) {
    throw new SafetensorsError(
      `Expected the shape of ${name} to be whole numbers, got ${JSON.stringify(shape)}.`,
      file,
    );
  }
  const [begin, end] = Array.isArray(offsets) && offsets.length === 2 ? (offsets as unknown[]) : [];
  const size = elementsOf(shape) * arrayTypes[dtype].BYTES_PER_ELEMENT;
  if (!isCount(begin) || !isCount(end) || end - begin !== size) {
    throw new SafetensorsError(
      `Expected data_offsets of ${name} ${size} bytes apart, as ${dtype} [${shape.join(', ')}] takes, got ${JSON.stringify(offsets)}.`,
      file,
    );
  }
  return { name, dtype, shape, begin, end };
}

/** A copy, so that the elements are aligned and the file's bytes can be freed. */
function copyElements(bytes: Uint8Array, dtype: TensorType, begin: number, end: number): TensorData {
  return new arrayTypes[dtype](new Uint8Array(bytes.subarray(begin, end)).buffer);
}
