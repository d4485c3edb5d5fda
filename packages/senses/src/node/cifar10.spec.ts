import fc from 'fast-check';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MalformedFileError, MissingImagesError } from '../errors.ts';
import { CAMPAIGN_RUNS, damaged, endsWell } from './test-support/campaign.ts';
import { canUnpack, NO_SHARED, unpackShared } from './test-support/shared-data.ts';
import { parseCifarLayout } from './cifar-layout.ts';
import { readCifar10 } from './cifar10.ts';

/** A record whose red plane counts up from `start`, green is 100, blue 200. */
const record = (label: number, start: number): number[] => [
  label,
  ...Array.from({ length: 1024 }, (_, i) => (start + i) % 256),
  ...new Array<number>(1024).fill(100),
  ...new Array<number>(1024).fill(200),
];
const file = Uint8Array.from([...record(3, 0), ...record(9, 7)]);

describe('parseCifarLayout', () => {
  it('turns planes into pixels', () => {
    const { count, pixels, labels } = parseCifarLayout(file, 'a.bin', 10);
    expect(count).toBe(2);
    expect([...labels]).toEqual([3, 9]);
    expect([...pixels.subarray(0, 6)]).toEqual([0, 100, 200, 1, 100, 200]);
    expect([...pixels.subarray(3072 + 33 * 3, 3072 + 34 * 3)]).toEqual([40, 100, 200]); // 7 + 33
  });

  it('reads as many as asked for', () => {
    expect(parseCifarLayout(file, 'a.bin', 10, 1)).toMatchObject({ count: 1, labels: Uint8Array.of(3) });
  });

  it('says where a record is torn, or a label out of range', () => {
    const torn = file.subarray(0, 4000);
    expect(() => parseCifarLayout(torn, 'a.bin', 10)).toThrow('a.bin, byte 3073: expected whole records of 3073 bytes');
    expect(() => parseCifarLayout(new Uint8Array(0), 'a.bin', 10)).toThrow(/found an empty file/);
    const mislabelled = file.slice();
    mislabelled[3073] = 10;
    expect(() => parseCifarLayout(mislabelled, 'a.bin', 10)).toThrow(
      'a.bin, byte 3073: expected a label below 10 in record 1, found 10.',
    );
  });

  it('ends well on damaged files', () => {
    fc.assert(
      fc.property(damaged(file), (bytes) => endsWell(() => parseCifarLayout(bytes, 'a.bin', 10))),
      { numRuns: CAMPAIGN_RUNS },
    );
  });
});

describe('readCifar10', () => {
  let folder = '';
  beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'oneiros-cifar-'))));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('says what is missing and how to get it', async () => {
    await expect(readCifar10(folder)).rejects.toThrow(MissingImagesError);
    await expect(readCifar10(folder)).rejects.toThrow(/data_batch_1\.bin.*oneiros data get cifar10/);
  });

  it('joins the batches in order, and reads no more of them than it needs', async () => {
    for (const name of ['data_batch_1.bin', 'data_batch_2.bin', 'test_batch.bin'])
      writeFileSync(join(folder, name), file);
    const { train, test } = await readCifar10(folder, { train: 3 });
    expect([...train.labels]).toEqual([3, 9, 3]);
    expect(train.pixels.length).toBe(3 * 3072);
    expect(test).toMatchObject({ name: 'cifar10', split: 'test', count: 2, height: 32, width: 32, channels: 3 });
    await expect(readCifar10(folder)).rejects.toThrow(/data_batch_3\.bin/);
    writeFileSync(join(folder, 'data_batch_2.bin'), file.subarray(0, 100));
    await expect(readCifar10(folder, { train: 3 })).rejects.toThrow(MalformedFileError);
  });

  it.skipIf(!canUnpack())(`reads all 60,000 images (${NO_SHARED})`, async () => {
    const { train, test } = await readCifar10(unpackShared('cifar10'));
    expect([train.count, test.count]).toEqual([50_000, 10_000]);
    for (const [set, each] of [
      [train, 5000],
      [test, 1000],
    ] as const) {
      const perClass = new Array<number>(10).fill(0);
      set.labels.forEach((label) => perClass[label]!++);
      expect(perClass).toEqual(new Array(10).fill(each));
    }
    // The set opens with a frog and two trucks.
    expect([...train.labels.subarray(0, 3)].map((label) => train.classNames[label])).toEqual([
      'frog',
      'truck',
      'truck',
    ]);
  });
});
