import { createByteReader, type ByteReader } from './byte-reader.ts';
import { inflateBounded } from './inflate.ts';

/** What a PNG says of itself before a single pixel is unpacked. */
export interface PngHeader {
  readonly width: number;
  readonly height: number;
  /** Bits a channel: 1, 2, 4, 8 or 16. */
  readonly depth: number;
  /** 0 grey, 2 colour, 3 palette, 4 grey and alpha, 6 colour and alpha. */
  readonly colourType: number;
}

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
const DEPTHS: Readonly<Record<number, readonly number[]>> = {
  0: [8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};
/** Images for the cortex are tiny; anything beyond is a mistake or hostile. */
const LARGEST_SIDE_PX = 1024;
/** Start and step of the seven passes of Adam7, across and down. */
const PASSES = [[0, 8, 0, 8], [4, 8, 0, 8], [0, 4, 4, 8], [2, 4, 0, 4], [0, 2, 2, 4], [1, 2, 0, 2], [0, 1, 1, 2]] as const; // prettier-ignore

/**
 * Walks the chunks of a PNG and keeps those that make the picture, so that a decoder never meets a lying size or a
 * compressed part that unpacks to more than the picture.
 *
 * @param file named in errors
 * @returns the header, and a PNG of the same picture without its ancillary chunks
 * @throws MalformedFileError, also for a transparent colour, fewer than 8 bits of grey and sides above 1,024
 */
export function keepPictureChunks(bytes: Uint8Array, file: string): { header: PngHeader; png: Uint8Array } {
  const reader = createByteReader(bytes, file, false);
  const signature = reader.bytes(0, SIGNATURE.length, 'a PNG signature');
  if (!SIGNATURE.every((byte, i) => signature[i] === byte)) throw reader.malformed(0, 'a PNG signature', 'other bytes');
  let header: PngHeader | undefined;
  let interlace = 0;
  const kept: Uint8Array[] = [signature];
  const packed: Uint8Array[] = [];
  for (let offset = SIGNATURE.length, isOver = false; !isOver;) {
    const size = reader.uint32(offset, 'a chunk');
    const type = String.fromCharCode(...reader.bytes(offset + 4, 4, 'a chunk'));
    const whole = reader.bytes(offset, size + 12, `chunk ${JSON.stringify(type)}`);
    if (!header) {
      if (type !== 'IHDR' || size !== 13)
        throw reader.malformed(offset, 'chunk IHDR of 13 bytes first', `${type} of ${size}`);
      header = readHeader(reader, offset + 8);
      interlace = bytes[offset + 20]!;
    } else if (type === 'IHDR') throw reader.malformed(offset, 'one chunk IHDR', 'a second one');
    if (type === 'tRNS') throw reader.malformed(offset, 'an opaque picture', 'a transparent colour (chunk tRNS)');
    if (type === 'IDAT') packed.push(reader.bytes(offset + 8, size, 'IDAT'));
    if (type === 'IHDR' || type === 'PLTE' || type === 'IDAT' || type === 'IEND') kept.push(whole);
    isOver = type === 'IEND';
    offset += size + 12;
  }
  const unpackedBytes = pictureBytes(header!, interlace);
  const found = inflateBounded(join(packed), { file, offset: SIGNATURE.length, largestBytes: unpackedBytes });
  if (found.length !== unpackedBytes) {
    throw reader.malformed(SIGNATURE.length, `a picture of ${unpackedBytes} bytes unpacked`, found.length);
  }
  return { header: header!, png: join(kept) };
}

function readHeader(reader: ByteReader, at: number): PngHeader {
  const width = reader.uint32(at, 'the width');
  const height = reader.uint32(at + 4, 'the height');
  const [depth, colourType, compression, filter, interlace] = reader.bytes(at + 8, 5, 'the header');
  if (width < 1 || height < 1 || width > LARGEST_SIDE_PX || height > LARGEST_SIDE_PX) {
    throw reader.malformed(at, `sides of 1..${LARGEST_SIDE_PX} pixels`, `${width}x${height}`);
  }
  const depths = DEPTHS[colourType!];
  if (!depths) throw reader.malformed(at + 9, 'colour type 0, 2, 3, 4 or 6', colourType!);
  if (!depths.includes(depth!)) throw reader.malformed(at + 8, `${depths.join(' or ')} bits a channel`, depth!);
  if (compression !== 0 || filter !== 0 || interlace! > 1) {
    throw reader.malformed(
      at + 10,
      'compression 0, filter 0, interlace 0 or 1',
      `${compression}, ${filter}, ${interlace}`,
    );
  }
  return { width, height, depth: depth!, colourType: colourType! };
}

/** Bytes of the unpacked picture: a filter byte and the packed pixels of each line, of each pass if interlaced. */
function pictureBytes({ width, height, depth, colourType }: PngHeader, interlace: number): number {
  const bitsPerPixel = depth * CHANNELS[colourType]!;
  const passBytes = (across: number, down: number): number =>
    across === 0 || down === 0 ? 0 : down * (1 + Math.ceil((across * bitsPerPixel) / 8));
  if (interlace === 0) return passBytes(width, height);
  const steps = (length: number, start: number, step: number): number => Math.ceil(Math.max(0, length - start) / step);
  return PASSES.reduce(
    (sum, [x, stepX, y, stepY]) => sum + passBytes(steps(width, x, stepX), steps(height, y, stepY)),
    0,
  );
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}
