import { curveNames, type BinnedCurve, type CurveName, type TimelineChunk } from './chunk.ts';
import { DamagedChunkError } from './errors.ts';

/** "ONTC", then the version. */
const magic = 0x4354_4e4f;
const version = 1;
const preambleBytes = 12;
const alignment = 8;

/** How a curve is written: not at all; as one value a bin (no bin measured more than one); or with its envelope. */
type Encoding = 'absent' | 'single' | 'envelope';

interface Header {
  readonly level: number;
  readonly index: number;
  readonly ticksPerBin: number;
  readonly bins: number;
  readonly ticks: number;
  readonly stages: readonly string[];
  readonly curves: Readonly<Record<CurveName, Encoding>>;
}

type Column = Uint8Array | Uint32Array | Int32Array | Float32Array | Float64Array;
type ColumnType<Kind extends Column> = {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBuffer, offset: number, length: number): Kind;
};

/**
 * A chunk as bytes, little-endian: magic, version and length of the header (uint32 each), the header as JSON, then its
 * columns, each on an 8-byte boundary: stageTicks, seconds, cycle, night, epoch, and the curves in the order of `curveNames`.
 */
export function encodeChunk(chunk: TimelineChunk): Uint8Array<ArrayBuffer> {
  const { level, index, ticksPerBin, bins, ticks, stages, curves } = chunk;
  const header: Header = {
    level,
    index,
    ticksPerBin,
    bins,
    ticks,
    stages,
    curves: Object.fromEntries(curveNames.map((name) => [name, encodingOf(curves[name])])) as Header['curves'],
  };
  const headerBytes = new TextEncoder().encode(JSON.stringify(header));
  const columns: Column[] = [chunk.stageTicks, chunk.seconds, chunk.cycle, chunk.night, chunk.epoch];
  for (const name of curveNames) {
    const { min, max, mean, count } = curves[name];
    if (header.curves[name] === 'single') columns.push(mean, Uint8Array.from(count));
    else if (header.curves[name] === 'envelope') columns.push(min, max, mean, count);
  }
  const first = aligned(preambleBytes + headerBytes.length);
  const bytes = new Uint8Array(columns.reduce((at, { byteLength }) => at + aligned(byteLength), first));
  const preamble = new DataView(bytes.buffer);
  [magic, version, headerBytes.length].forEach((value, i) => preamble.setUint32(4 * i, value, true));
  bytes.set(headerBytes, preambleBytes);
  let at = first;
  for (const { buffer, byteOffset, byteLength } of columns) {
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at += aligned(byteLength);
  }
  return bytes;
}

/**
 * Reads what `encodeChunk` wrote. The columns are views of `bytes` where its memory is aligned, and copies elsewhere.
 *
 * @throws DamagedChunkError
 */
export function decodeChunk(bytes: Uint8Array): TimelineChunk {
  const { header, end } = readHeader(bytes);
  const { bins, stages } = header;
  const isAligned = bytes.byteOffset % alignment === 0 && bytes.buffer instanceof ArrayBuffer;
  const { buffer, byteOffset } = (isAligned ? bytes : bytes.slice()) as Uint8Array<ArrayBuffer>;
  let at = aligned(end);
  const next = <Kind extends Column>(Type: ColumnType<Kind>, length: number): Kind => {
    const size = length * Type.BYTES_PER_ELEMENT;
    if (at + size > bytes.length) {
      throw new DamagedChunkError(`it needs ${at + size} bytes or more and has ${bytes.length}`);
    }
    const column = new Type(buffer, byteOffset + at, length);
    at += aligned(size);
    return column;
  };
  const stageTicks = next(Uint32Array, bins * stages.length);
  const seconds = next(Float64Array, bins);
  const cycle = next(Int32Array, bins);
  const night = next(Int32Array, bins);
  const epoch = next(Int32Array, bins);
  const readCurve = (encoding: Encoding): BinnedCurve => {
    switch (encoding) {
      case 'absent': {
        const none = new Float32Array(bins).fill(NaN);
        return { min: none, max: none, mean: none, count: new Uint32Array(bins) };
      }
      case 'single': {
        const mean = next(Float32Array, bins);
        return { min: mean, max: mean, mean, count: Uint32Array.from(next(Uint8Array, bins)) };
      }
      case 'envelope': {
        const [min, max, mean] = [next(Float32Array, bins), next(Float32Array, bins), next(Float32Array, bins)];
        return { min, max, mean, count: next(Uint32Array, bins) };
      }
      default:
        encoding satisfies never;
        throw new DamagedChunkError(`a curve is written as "${String(encoding)}", which this version does not know`);
    }
  };
  const curves = Object.fromEntries(
    curveNames.map((name) => [name, readCurve(header.curves[name])]),
  ) as unknown as TimelineChunk['curves'];
  if (at !== bytes.length) throw new DamagedChunkError(`it needs ${at} bytes and has ${bytes.length}`);
  const { level, index, ticksPerBin, ticks } = header;
  return { level, index, ticksPerBin, bins, ticks, stages, stageTicks, curves, seconds, cycle, night, epoch };
}

function encodingOf({ count }: BinnedCurve): Encoding {
  let most = 0;
  for (const each of count) most = Math.max(most, each);
  return most === 0 ? 'absent' : most === 1 ? 'single' : 'envelope';
}

function readHeader(bytes: Uint8Array): { header: Header; end: number } {
  if (bytes.length < preambleBytes) throw new DamagedChunkError(`it has ${bytes.length} bytes`);
  const preamble = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (preamble.getUint32(0, true) !== magic) throw new DamagedChunkError('it does not begin with "ONTC"');
  const found = preamble.getUint32(4, true);
  if (found !== version) throw new DamagedChunkError(`its version is ${found} instead of ${version}`);
  const end = preambleBytes + preamble.getUint32(8, true);
  if (end > bytes.length) throw new DamagedChunkError(`its header ends at byte ${end} of ${bytes.length}`);
  let header: Header;
  try {
    header = JSON.parse(new TextDecoder().decode(bytes.subarray(preambleBytes, end))) as Header;
  } catch {
    throw new DamagedChunkError('its header is no JSON');
  }
  const isWhole =
    Number.isInteger(header?.bins) && header.bins >= 0 && Array.isArray(header.stages) && header.curves !== undefined;
  if (!isWhole) throw new DamagedChunkError('its header lacks bins, stages or curves');
  return { header, end };
}

const aligned = (bytes: number): number => Math.ceil(bytes / alignment) * alignment;
