import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ImageSet } from '../image-set.ts';
import { createScenes } from '../scenes/create-scenes.ts';
import { canUnpack, NO_SHARED, unpackShared } from './test-support/shared-data.ts';
import { KNOWN_SETS } from './known-sets.ts';
import { inspectImages, verifyImages, type Finding } from './verify-images.ts';

/** Grey 1x2 images, two bytes each. */
const setOf = (split: 'train' | 'test', pixels: readonly number[], labels: readonly number[]): ImageSet => ({
  name: 'tiny',
  split,
  count: labels.length,
  height: 1,
  width: 2,
  channels: 1,
  pixels: Uint8Array.from(pixels),
  labels: Uint8Array.from(labels),
  classNames: ['a', 'b'],
});
const sound = setOf('train', [1, 2, 3, 4], [0, 1]);
const inspect = (train: ImageSet, test = setOf('test', [5, 6, 7, 8], [0, 1])): Finding[] =>
  inspectImages({ name: 'tiny', train, test });

describe('inspectImages', () => {
  it('finds nothing in a sound set', () => {
    expect(inspect(sound)).toEqual([]);
  });

  it('finds nothing in drawn scenes', () => {
    expect(inspectImages(createScenes({ seed: 2, train: 300, test: 100 }))).toEqual([]);
  });

  it('finds labels out of range and empty classes', () => {
    const findings = inspect(setOf('train', [1, 2, 3, 4], [0, 2]));
    expect(findings).toContainEqual({
      severity: 'error',
      where: 'train',
      what: 'image 1 has label 2, expected one below 2',
    });
    expect(findings).toContainEqual({ severity: 'error', where: 'train', what: 'class 1 (b) has no image' });
  });

  it('finds black and flat images', () => {
    const whats = inspect(setOf('train', [0, 0, 9, 9, 1, 2], [0, 1, 1])).map(({ what }) => what);
    expect(whats).toEqual(['all-black images: 0', 'images of one flat colour: 1']);
  });

  it('finds images that occur twice, within and across splits, and under two labels', () => {
    const findings = inspect(setOf('train', [1, 2, 1, 2, 3, 4], [0, 0, 1]), setOf('test', [3, 4, 1, 2], [1, 1]));
    expect(findings.map(({ where, what }) => `${where}: ${what}`)).toEqual([
      'train: images that occur twice: train 1 (a) = train 0 (a)',
      'test: class 0 (a) has no image',
      'test: images that occur twice: test 0 (b) = train 2 (b)',
      'test: the same image under two labels: test 1 (b) = train 0 (a)',
    ]);
  });

  it('finds mislabelled sets where the published balance is known', () => {
    const known = { ...KNOWN_SETS.cifar10, counts: { train: 4, test: 2 } };
    const train = setOf('train', [1, 2, 3, 4, 5, 6, 7, 8], [0, 1, 1, 1]);
    const findings = inspectImages({ name: 'tiny', train, test: setOf('test', [8, 9, 9, 8], [0, 1]) }, known);
    expect(findings.map(({ what }) => what)).toEqual([
      'class 0 (a) has 1 images, expected 2: mislabelled',
      'class 1 (b) has 3 images, expected 2: mislabelled',
    ]);
  });
});

describe('verifyImages', () => {
  it('reports a set that cannot be read instead of failing', async () => {
    const report = await verifyImages({ name: 'cifar10', folder: '/nowhere' });
    expect(report.isSound).toBe(false);
    expect(report.findings[0]!.what).toMatch(/data_batch_1\.bin: expected a file, found nothing/);
  });

  it.skipIf(!canUnpack())(`tells a known file from one with a changed byte (${NO_SHARED})`, async () => {
    const source = unpackShared('svhn');
    const folder = mkdtempSync(join(tmpdir(), 'oneiros-verify-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    copyFileSync(join(source, 'train_head.bin'), join(folder, 'train_head.bin'));
    const bytes = readFileSync(join(source, 'test_part.bin'));
    bytes[5000]! ^= 1;
    writeFileSync(join(folder, 'test_part.bin'), bytes);
    const report = await verifyImages({ name: 'svhn', folder });
    expect(report.findings.slice(0, 2)).toEqual([
      {
        severity: 'note',
        where: 'train_head.bin',
        what: 'known checksum (the first 1,083 official training digits)',
      },
      {
        severity: 'warning',
        where: 'test_part.bin',
        what: 'its checksum is none that we know: another copy, or changed',
      },
    ]);
    expect(report).toMatchObject({ isSound: true, counts: { train: 1083, test: 7136 } });

    writeFileSync(join(folder, 'SHA256SUMS'), `${'0'.repeat(64)}  test_part.bin\n`);
    expect(await verifyImages({ name: 'svhn', folder })).toMatchObject({ isSound: false });
    writeFileSync(join(folder, 'test_part.bin'), bytes.subarray(0, 5000));
    expect((await verifyImages({ name: 'svhn', folder })).findings.map(({ what }) => what)).toContainEqual(
      expect.stringMatching(/byte 3073: expected whole records/),
    );
  });
});
