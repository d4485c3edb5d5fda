import fc from 'fast-check';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CAMPAIGN_RUNS, damaged, endsWell } from './test-support/campaign.ts';
import { parseIdx } from './idx.ts';
import { readMnist } from './mnist.ts';
import { verifyImages } from './verify-images.ts';

const idx = (dims: readonly number[], data: readonly number[]): Uint8Array => {
  const bytes = new Uint8Array(4 + 4 * dims.length + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x0800 | dims.length);
  dims.forEach((dim, i) => view.setUint32(4 + 4 * i, dim));
  bytes.set(data, 4 + 4 * dims.length);
  return bytes;
};
/** Two images of 2x4 pixels, counting up. */
const images = idx(
  [2, 2, 4],
  Array.from({ length: 16 }, (_, i) => i + 1),
);
const labels = idx([2], [7, 0]);
const FASHION = '/usr/share/datasets/fashion-mnist';

describe('parseIdx', () => {
  it('reads shape and bytes, gzipped or not', () => {
    const expected = { dims: [2, 2, 4], data: images.subarray(16) };
    expect(parseIdx(images, 'a', 3)).toEqual(expected);
    expect(parseIdx(gzipSync(images), 'a.gz', 3)).toEqual(expected);
  });

  it('ends well on damaged files', () => {
    for (const file of [images, new Uint8Array(gzipSync(images))]) {
      fc.assert(
        fc.property(damaged(file), (bytes) => endsWell(() => parseIdx(bytes, 'a', 3))),
        { numRuns: CAMPAIGN_RUNS },
      );
    }
  });

  it('names what does not fit', () => {
    expect(() => parseIdx(labels, 'a', 3)).toThrow(
      'a, byte 0: expected magic number 2051 (bytes with 3 axes), found 2049.',
    );
    expect(() => parseIdx(idx([2 ** 31, 2 ** 31, 4], []), 'a', 3)).toThrow(/byte 16: expected 2147483648 x .* found 0/);
    expect(() => parseIdx(gzipSync(images).subarray(0, 30), 'a.gz', 3)).toThrow(/a whole compressed stream/);
  });

  it('does not unpack a gzip bomb', () => {
    expect(() => parseIdx(gzipSync(new Uint8Array(200 * 2 ** 20)), 'a.gz', 3)).toThrow(
      /201326592 bytes unpacked, found more/,
    );
  });
});

describe('readMnist', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'oneiros-mnist-'));
    writeFileSync(join(folder, 'train-images-idx3-ubyte'), images);
    writeFileSync(join(folder, 'train-labels-idx1-ubyte.gz'), gzipSync(labels));
    writeFileSync(join(folder, 't10k-images-idx3-ubyte.gz'), gzipSync(images));
    writeFileSync(join(folder, 't10k-labels-idx1-ubyte'), labels);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('sets images in the middle of 32x32 black pixels and repeats grey three times', async () => {
    const { train, test } = await readMnist('mnist', folder);
    expect(train).toMatchObject({ count: 2, height: 32, width: 32, channels: 3 });
    expect([...test.labels]).toEqual([7, 0]);
    // 2 rows start at row 15, 4 columns at column 14; the second image starts with 9.
    const at = (image: number, y: number, x: number): number[] => [
      ...train.pixels.subarray(((image * 32 + y) * 32 + x) * 3, ((image * 32 + y) * 32 + x) * 3 + 3),
    ];
    expect(at(0, 15, 14)).toEqual([1, 1, 1]);
    expect(at(1, 16, 17)).toEqual([16, 16, 16]);
    expect(at(1, 15, 13)).toEqual([0, 0, 0]);
    expect(train.pixels.reduce((sum, value) => sum + value, 0)).toBe(3 * 136); // 1 + ... + 16
  });

  it('keeps grey once where one channel is asked for', async () => {
    const { train } = await readMnist('mnist', folder, { channels: 1, train: 1 });
    expect(train).toMatchObject({ count: 1, channels: 1 });
    expect([...train.pixels.subarray(15 * 32 + 14, 15 * 32 + 18)]).toEqual([1, 2, 3, 4]);
  });

  it('refuses labels out of range, another count, and larger images', async () => {
    const put = (data: Uint8Array): void => writeFileSync(join(folder, 't10k-labels-idx1-ubyte'), data);
    put(idx([2], [7, 10]));
    await expect(readMnist('mnist', folder)).rejects.toThrow(/byte 9: expected a label below 10 for image 1, found 10/);
    put(idx([3], [7, 1, 1]));
    await expect(readMnist('mnist', folder)).rejects.toThrow(/expected 2 labels.*found 3/);
    put(labels);
    writeFileSync(join(folder, 't10k-images-idx3-ubyte.gz'), idx([1, 40, 1], new Array<number>(40).fill(1)));
    put(idx([1], [1]));
    await expect(readMnist('mnist', folder)).rejects.toThrow(/at most 32x32 pixels, found 40x1/);
  });

  const skipped = 'needs the Debian package dataset-fashion-mnist';
  it.skipIf(!existsSync(FASHION))(`reads and verifies all of Fashion-MNIST (${skipped})`, async () => {
    const report = await verifyImages({ name: 'fashion-mnist', folder: FASHION });
    expect(report).toMatchObject({ isSound: true, counts: { train: 60_000, test: 10_000 } });
    expect(report.findings.filter(({ what }) => what.startsWith('known checksum')).length).toBe(4);
  });
});
