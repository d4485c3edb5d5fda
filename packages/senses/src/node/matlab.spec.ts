import fc from 'fast-check';
import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { MalformedFileError } from '../errors.ts';
import { CAMPAIGN_RUNS, damaged, endsWell } from './test-support/campaign.ts';
import { writeMatlab, type WrittenArray } from './test-support/matlab-writer.ts';
import { parseMatlab } from './matlab.ts';

const X: WrittenArray = { name: 'X', dims: [2, 3], values: [1, 2, 3, 4, 5, 250], storage: 'uint8' };
const y: WrittenArray = { name: 'y', dims: [1, 2], values: [10, 1], storage: 'double' };

/** A file whose only variable is compressed and starts with the given words, padded by zeros. */
const hostile = (words: readonly number[], unpackedBytes: number): Uint8Array => {
  const whole = writeMatlab([], true, true);
  const content = new Uint8Array(unpackedBytes);
  words.forEach((word, i) => new DataView(content.buffer).setUint32(i * 4, word, true));
  const packed = deflateSync(content);
  const tag = new Uint8Array(8);
  new DataView(tag.buffer).setUint32(0, 15, true);
  new DataView(tag.buffer).setUint32(4, packed.length, true);
  return Uint8Array.from([...whole, ...tag, ...packed]);
};

describe('parseMatlab', () => {
  it('reads back what is written, in both orders of bytes, compressed or plain', () => {
    const array = fc.record({
      name: fc.stringMatching(/^[a-z]\w{0,20}$/),
      dims: fc.constantFrom([2, 3], [1, 6], [1, 2, 3], [6, 1, 1, 1]),
      values: fc.array(fc.nat(255), { minLength: 6, maxLength: 6 }),
      storage: fc.constantFrom('uint8' as const, 'int16' as const, 'double' as const),
    });
    fc.assert(
      fc.property(fc.array(array, { maxLength: 3 }), fc.boolean(), fc.boolean(), (arrays, little, isCompressed) => {
        const read = parseMatlab(writeMatlab(arrays, little, isCompressed), 'a.mat');
        expect(read.map(({ name, dims, data }) => ({ name, dims, values: [...data] }))).toEqual(
          arrays.map(({ name, dims, values }) => ({ name, dims, values })),
        );
      }),
    );
  });

  it('ends well on damaged files, whatever is damaged', () => {
    for (const isCompressed of [true, false]) {
      for (const little of [true, false]) {
        const file = writeMatlab([X, y], little, isCompressed);
        fc.assert(
          fc.property(damaged(file), (bytes) => endsWell(() => parseMatlab(bytes, 'a.mat'))),
          { numRuns: CAMPAIGN_RUNS },
        );
      }
    }
  });

  it('refuses a size of gigabytes before it unpacks anything', () => {
    const before = process.memoryUsage().arrayBuffers;
    expect(() => parseMatlab(hostile([14, 0xfffffff0], 4096), 'bomb.mat')).toThrow(
      /bomb\.mat \(unpacked from byte 136\), byte 4: expected a size of at most \d+ bytes, found 4294967280/,
    );
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 ** 23);
  });

  it('refuses data that unpacks to more than it says', () => {
    expect(() => parseMatlab(hostile([14, 64], 2 ** 24), 'bomb.mat')).toThrow(/at most 72 bytes unpacked, found more/);
  });

  it('refuses dimensions that do not fit the numbers', () => {
    const file = writeMatlab([{ ...X, dims: [2 ** 15, 2 ** 15] }], true, false);
    expect(() => parseMatlab(file, 'a.mat')).toThrow(/1073741824 numbers of 1 bytes, .* found 6 bytes/);
  });

  it('names file, offset, expected and found', () => {
    try {
      parseMatlab(new Uint8Array(200), 'b.mat');
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(MalformedFileError);
      expect(error).toMatchObject({ code: 'SENSES_MALFORMED_FILE', file: 'b.mat', offset: 126, found: '0x0' });
    }
  });
});
