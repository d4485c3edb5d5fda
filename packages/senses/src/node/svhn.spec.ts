import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MissingImagesError } from '../errors.ts';
import { writeMatlab } from './test-support/matlab-writer.ts';
import { canUnpack, NO_SHARED, sharedPath, unpackShared } from './test-support/shared-data.ts';
import { parseSvhnMatlab, readSvhn } from './svhn.ts';

/** Two images; the value at row r, column c, channel k of image i is r + 2c + 60k + 7i, stored with rows first. */
const value = (i: number, r: number, c: number, k: number): number => r + 2 * c + 60 * k + 7 * i;
const columnMajor = (count: number): number[] => {
  const values: number[] = [];
  for (let i = 0; i < count; i++) {
    for (let k = 0; k < 3; k++) {
      for (let c = 0; c < 32; c++) for (let r = 0; r < 32; r++) values.push(value(i, r, c, k));
    }
  }
  return values;
};
const fileOf = (count: number, digits: readonly number[], dims = [32, 32, 3, count]): Uint8Array =>
  writeMatlab(
    [
      { name: 'X', dims, values: columnMajor(count), storage: 'uint8' },
      { name: 'y', dims: [digits.length, 1], values: digits, storage: 'double' },
    ],
    true,
    true,
  );

describe('parseSvhnMatlab', () => {
  it('turns columns into rows, channels last, and label 10 into digit 0', () => {
    const { count, pixels, labels } = parseSvhnMatlab(fileOf(2, [10, 3]), 'a.mat');
    expect(count).toBe(2);
    expect([...labels]).toEqual([0, 3]);
    for (const [i, r, c, k] of [
      [0, 0, 0, 0],
      [1, 5, 9, 2],
      [1, 31, 0, 1],
      [0, 3, 31, 2],
    ] as const) {
      expect(pixels[((i * 32 + r) * 32 + c) * 3 + k]).toBe(value(i, r, c, k));
    }
    expect(parseSvhnMatlab(fileOf(2, [10, 3]), 'a.mat', 1)).toMatchObject({ count: 1, labels: Uint8Array.of(0) });
  });

  it('refuses labels out of 1..10, other shapes and missing variables', () => {
    expect(() => parseSvhnMatlab(fileOf(1, [11]), 'a.mat')).toThrow(
      /expected y\[0\] to be a label of 1\.\.10, found 11/,
    );
    expect(() => parseSvhnMatlab(fileOf(1, [1, 2]), 'a.mat')).toThrow(/y with 1 labels.*found 2/);
    expect(() => parseSvhnMatlab(fileOf(2, [1, 2], [32, 64, 3, 1]), 'a.mat')).toThrow(/found \[32, 64, 3, 1\]/);
    expect(() => parseSvhnMatlab(writeMatlab([], true, true), 'a.mat')).toThrow(/variable "X", found none/);
  });
});

describe('readSvhn', () => {
  let folder = '';
  beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'oneiros-svhn-'))));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('says which files it looked for', async () => {
    await expect(readSvhn(folder)).rejects.toThrow(MissingImagesError);
    await expect(readSvhn(folder)).rejects.toThrow(/one of train_32x32\.mat, train\.bin, train_head\.bin/);
  });

  it('prefers the official files', async () => {
    writeFileSync(join(folder, 'train_32x32.mat'), fileOf(2, [10, 3]));
    writeFileSync(join(folder, 'test_32x32.mat'), fileOf(1, [9]));
    const { train, test } = await readSvhn(folder);
    expect(train).toMatchObject({ split: 'train', count: 2, height: 32, width: 32, channels: 3 });
    expect([...test.labels]).toEqual([9]);
  });

  it.skipIf(!canUnpack())(`reads the official digits alike from both layouts (${NO_SHARED})`, async () => {
    const unpacked = await readSvhn(unpackShared('svhn'));
    expect([unpacked.train.count, unpacked.test.count]).toEqual([1083, 7136]);
    const file = sharedPath('datasets/svhn/sample_32x32.mat')!;
    const sample = parseSvhnMatlab(readFileSync(file), file);
    expect(sample.count).toBe(200);
    // The sample's images, read from the other layout and written by another program, are found among these.
    const keys = new Map<string, number>();
    for (const set of [unpacked.train, unpacked.test]) {
      for (let i = 0; i < set.count; i++) {
        keys.set(Buffer.from(set.pixels.subarray(i * 3072, (i + 1) * 3072)).toString('latin1'), set.labels[i]!);
      }
    }
    for (let i = 0; i < sample.count; i++) {
      const key = Buffer.from(sample.pixels.subarray(i * 3072, (i + 1) * 3072)).toString('latin1');
      expect(keys.get(key)).toBe(sample.labels[i]);
    }
  });
});
