import { encode } from 'fast-png';
import fc from 'fast-check';
import { crc32, deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { CAMPAIGN_RUNS, damaged, endsWell } from './test-support/campaign.ts';
import { decodePng } from './png-pixels.ts';

const chunk = (type: string, data: Uint8Array): Uint8Array => {
  const whole = Buffer.alloc(data.length + 12);
  whole.writeUInt32BE(data.length, 0);
  whole.write(type, 4);
  whole.set(data, 8);
  whole.writeUInt32BE(crc32(whole.subarray(4, 8 + data.length)), 8 + data.length);
  return whole;
};
/** A PNG by hand: header fields, unpacked lines with their filter bytes, chunks in between. */
const png = (
  { width = 2, height = 1, depth = 8, colourType = 0 },
  lines: Uint8Array,
  between: readonly Uint8Array[] = [],
): Uint8Array => {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([depth, colourType], 8);
  const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
  const end = chunk('IEND', new Uint8Array(0));
  return Buffer.concat([signature, chunk('IHDR', header), ...between, chunk('IDAT', deflateSync(lines)), end]);
};
const colours = Uint8Array.of(1, 2, 3, 250, 251, 252);

describe('decodePng', () => {
  it('reads back pixels of 8 bits, grey or colour, opaque alpha dropped', () => {
    const options = { width: 2, height: 1, depth: 8 as const };
    expect(decodePng(encode({ ...options, data: colours, channels: 3 }), 'a.png')).toEqual({
      width: 2,
      height: 1,
      channels: 3,
      pixels: colours,
    });
    const grey = encode({ ...options, data: Uint8Array.of(7, 8), channels: 1 });
    expect(decodePng(grey, 'a.png')).toMatchObject({ channels: 1, pixels: Uint8Array.of(7, 8) });
    const rgba = encode({ ...options, data: Uint8Array.of(1, 2, 3, 255, 250, 251, 252, 255), channels: 4 });
    expect(decodePng(rgba, 'a.png').pixels).toEqual(colours);
  });

  it('rounds 16 bits to 8', () => {
    // 257 is 1/255 of the range; 32,896 = 128 x 257; 386 / 257 = 1.502
    const data = Uint16Array.of(257, 32_896, 386, 65_535);
    const image = decodePng(encode({ width: 4, height: 1, depth: 16, data, channels: 1 }), 'a.png');
    expect([...image.pixels]).toEqual([1, 128, 2, 255]);
  });

  it('looks colours up in a palette, also with several pixels a byte', () => {
    const palette = chunk('PLTE', colours);
    // Two pixels of 1 bit: 1, 0
    const image = decodePng(png({ depth: 1, colourType: 3 }, Uint8Array.of(0, 0b1000_0000), [palette]), 'a.png');
    expect(image).toMatchObject({ channels: 3, pixels: Uint8Array.of(250, 251, 252, 1, 2, 3) });
  });

  it('reads interlaced pictures', () => {
    const data = Uint8Array.from({ length: 12 * 9 * 3 }, (_, i) => i % 256);
    const interlaced = encode({ width: 12, height: 9, data, channels: 3, depth: 8 }, { interlace: 'Adam7' });
    expect(decodePng(interlaced, 'a.png').pixels).toEqual(data);
  });

  it('refuses transparency rather than guess a background', () => {
    const rgba = encode({ width: 1, height: 1, depth: 8, data: Uint8Array.of(1, 2, 3, 254), channels: 4 });
    expect(() => decodePng(rgba, 'a.png')).toThrow(/expected an opaque picture, found a transparent pixel \(0, 0\)/);
    const keyed = png({}, Uint8Array.of(0, 1, 2), [chunk('tRNS', Uint8Array.of(0, 1))]);
    expect(() => decodePng(keyed, 'a.png')).toThrow(/a transparent colour \(chunk tRNS\)/);
  });

  it('refuses what lies: sizes, checksums, palettes, filters', () => {
    const lines = Uint8Array.of(0, 1, 2);
    expect(() => decodePng(png({ width: 1_000_000 }, lines), 'a.png')).toThrow(
      /byte 16: .*1\.\.1024 pixels, found 1000000x1/,
    );
    expect(() => decodePng(png({ height: 2 }, lines), 'a.png')).toThrow(/a picture of 6 bytes unpacked, found 3/);
    expect(() => decodePng(png({ depth: 4 }, lines), 'a.png')).toThrow(/8 or 16 bits a channel, found 4/);
    expect(() => decodePng(png({}, Uint8Array.of(9, 1, 2)), 'a.png')).toThrow(/Unsupported filter/);
    const short = png({ colourType: 3 }, lines, [chunk('PLTE', colours.subarray(0, 3))]);
    expect(() => decodePng(short, 'a.png')).toThrow(/a\.png, byte 8/);
    const flipped = png({}, lines);
    flipped[flipped.length - 14]! ^= 1; // the checksum of IDAT
    expect(() => decodePng(flipped, 'a.png')).toThrow(/CRC mismatch for chunk IDAT/);
  });

  it('does not unpack pictures or profiles that are bombs', () => {
    expect(() => decodePng(png({}, new Uint8Array(2 ** 26)), 'a.png')).toThrow(/at most 3 bytes unpacked, found more/);
    const profile = Buffer.concat([Buffer.from('name\0\0'), deflateSync(new Uint8Array(2 ** 26))]);
    const before = process.memoryUsage().arrayBuffers;
    const image = decodePng(png({}, Uint8Array.of(0, 1, 2), [chunk('iCCP', profile)]), 'a.png');
    expect([...image.pixels]).toEqual([1, 2]);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 ** 22);
  });

  it('ends well on damaged files', () => {
    const files = [
      new Uint8Array(encode({ width: 2, height: 1, depth: 8, data: colours, channels: 3 })),
      png({ depth: 1, colourType: 3 }, Uint8Array.of(0, 0b1000_0000), [chunk('PLTE', colours)]),
    ];
    for (const file of files) {
      fc.assert(
        fc.property(damaged(Uint8Array.from(file)), (bytes) => endsWell(() => decodePng(bytes, 'a.png'))),
        { numRuns: CAMPAIGN_RUNS },
      );
    }
  });

  it('ends well when the damage is behind right checksums', () => {
    fc.assert(
      fc.property(
        fc.record({
          width: fc.nat(40),
          height: fc.nat(3),
          depth: fc.constantFrom(1, 2, 4, 8, 16),
          colourType: fc.nat(7),
        }),
        fc.uint8Array({ maxLength: 80 }),
        fc.uint8Array({ maxLength: 12 }),
        (header, lines, palette) => endsWell(() => decodePng(png(header, lines, [chunk('PLTE', palette)]), 'a.png')),
      ),
      { numRuns: CAMPAIGN_RUNS },
    );
  });
});
