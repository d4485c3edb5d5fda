import { encode } from 'fast-png';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MissingImagesError } from '../errors.ts';
import { readImageFolder } from './image-folder.ts';

let folder = '';
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'oneiros-folder-'))));
afterEach(() => rmSync(folder, { recursive: true }));

/** A 2x1 picture of one value; grey where `channels` is 1. */
const put = (path: string, value: number, channels: 1 | 3 = 3, width = 2): void => {
  const file = join(folder, path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(
    file,
    encode({ width, height: 1, depth: 8, channels, data: new Uint8Array(width * channels).fill(value) }),
  );
};

describe('readImageFolder', () => {
  it('makes a class of each folder and a test picture of every n-th by name', async () => {
    for (let i = 0; i < 6; i++) put(`dog/${i}.png`, 10 + i);
    for (let i = 0; i < 3; i++) put(`cat/${i}.PNG`, 20 + i);
    writeFileSync(join(folder, 'dog', 'notes.txt'), 'not a picture');
    const { name, train, test } = await readImageFolder(folder, { testEvery: 3 });
    expect(name).toBe(basename(folder));
    expect(train.classNames).toEqual(['cat', 'dog']);
    expect([...train.labels]).toEqual([0, 0, 1, 1, 1, 1]);
    expect([...train.pixels].filter((_, i) => i % 6 === 0)).toEqual([20, 21, 10, 11, 13, 14]);
    expect([...test.pixels].filter((_, i) => i % 6 === 0)).toEqual([22, 12, 15]);
    expect(train).toMatchObject({ height: 1, width: 2, channels: 3 });
  });

  it('takes folders train and test as they are, and repeats grey', async () => {
    for (const split of ['train', 'test']) for (const kind of ['a', 'b']) put(`${split}/${kind}/1.png`, 5, 1);
    const { train, test } = await readImageFolder(folder);
    expect([train.count, test.count]).toEqual([2, 2]);
    expect([...test.pixels.subarray(0, 6)]).toEqual([5, 5, 5, 5, 5, 5]);
    expect((await readImageFolder(folder, { channels: 1, train: 1 })).train).toMatchObject({ count: 1, channels: 1 });
  });

  it('resizes nothing: names the first picture of another size', async () => {
    put('a/1.png', 1);
    put('a/2.png', 1, 3, 4);
    await expect(readImageFolder(folder, { testEvery: 9 })).rejects.toThrow(
      /2\.png, byte 16: expected 2x1 pixels, .*nothing is resized\), found 4x1/,
    );
  });

  it('refuses colour where grey is asked for', async () => {
    put('a/1.png', 1);
    await expect(readImageFolder(folder, { channels: 1 })).rejects.toThrow(/expected a grey picture .* found colour/);
  });

  it('names a damaged picture', async () => {
    put('a/1.png', 1);
    writeFileSync(join(folder, 'a', '2.png'), 'torn');
    await expect(readImageFolder(folder)).rejects.toThrow(
      /2\.png, byte 0: expected 8 bytes of a PNG signature, found 4/,
    );
  });

  it('refuses folders without classes, pictures or test pictures', async () => {
    await expect(readImageFolder(join(folder, 'nowhere'))).rejects.toThrow(MissingImagesError);
    await expect(readImageFolder(folder)).rejects.toThrow(/1 to 256 folders/);
    put('a/1.png', 1);
    await expect(readImageFolder(folder)).rejects.toThrow(/pictures for test/);
    mkdirSync(join(folder, 'b'));
    await expect(readImageFolder(folder)).rejects.toThrow(/b: expected PNG pictures/);
  });

  it('refuses a class that only the test folder has', async () => {
    put('train/a/1.png', 1);
    put('test/a/1.png', 1);
    put('test/z/1.png', 1);
    await expect(readImageFolder(folder)).rejects.toThrow(/z: expected the class that `test` has/);
  });
});
