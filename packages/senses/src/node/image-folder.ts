import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { InvalidArgumentError, MalformedFileError, MissingImagesError } from '../errors.ts';
import type { ImageCollection, ImageSet } from '../image-set.ts';
import { decodePng, type PngPixels } from './png-pixels.ts';
import { readBytes } from './read-bytes.ts';
import type { SplitLimits } from './split-limits.ts';

/** How to read a folder of pictures. */
export interface ImageFolderOptions extends SplitLimits {
  /** Without folders `train` and `test`: every n-th picture of a class, by name, is a test picture; 6 by default. */
  readonly testEvery?: number;
  /** 3 repeats grey values (the default), 1 wants grey pictures. */
  readonly channels?: 1 | 3;
}

interface Picture {
  readonly file: string;
  readonly label: number;
}

const LARGEST_PNG_BYTES = 8 * 2 ** 20;
const LARGEST_SET_BYTES = 2 ** 30;
const MOST_CLASSES = 256;

/**
 * Pictures sorted into one folder a class: `train/CLASS/*.png` and `test/CLASS/*.png`, or `CLASS/*.png` and every n-th
 * for testing. Classes and pictures are taken in the order of their names; all have one size, nothing is resized.
 *
 * @throws MissingImagesError, MalformedFileError, InvalidArgumentError
 */
export async function readImageFolder(folder: string, options: ImageFolderOptions = {}): Promise<ImageCollection> {
  const testEvery = options.testEvery ?? 6;
  if (!Number.isInteger(testEvery) || testEvery < 2)
    throw new InvalidArgumentError('testEvery', 'an integer from 2', testEvery);
  const channels = options.channels ?? 3;
  if (channels !== 1 && channels !== 3) throw new InvalidArgumentError('channels', '1 or 3', channels);

  const top = await foldersIn(folder);
  const isSplit = top.includes('train') && top.includes('test');
  const classNames = isSplit ? await foldersIn(join(folder, 'train')) : top;
  if (classNames.length === 0 || classNames.length > MOST_CLASSES) {
    const expected = `1 to ${MOST_CLASSES} folders, one a class`;
    throw new MissingImagesError(folder, expected, `It has ${classNames.length}.`);
  }
  const split = isSplit
    ? await splitByFolder(folder, classNames)
    : splitByName(await picturesOf(folder, classNames), testEvery);
  const name = basename(folder);
  const load = (kind: 'train' | 'test', size?: ImageSet): Promise<ImageSet> =>
    readPictures({ name, split: kind, classNames, channels }, folder, split[kind].slice(0, options[kind]), size);
  const train = await load('train');
  return { name, train, test: await load('test', train) };
}

const byName = (a: string, b: string): number => (a < b ? -1 : 1);

async function entriesOf(folder: string): Promise<Dirent[]> {
  return readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error;
    throw new MissingImagesError(folder, 'a folder with one folder of PNG pictures a class', 'Check the path.');
  });
}

const foldersIn = async (folder: string): Promise<string[]> =>
  (await entriesOf(folder))
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => entry.name)
    .sort(byName);

async function picturesOf(folder: string, classNames: readonly string[]): Promise<Picture[]> {
  const pictures: Picture[] = [];
  for (const [label, className] of classNames.entries()) {
    const names = (await entriesOf(join(folder, className)))
      .filter((entry) => !entry.isDirectory() && entry.name.toLowerCase().endsWith('.png'))
      .map((entry) => entry.name)
      .sort(byName);
    if (names.length === 0)
      throw new MissingImagesError(join(folder, className), 'PNG pictures', 'Remove empty classes.');
    pictures.push(...names.map((picture) => ({ file: join(folder, className, picture), label })));
  }
  return pictures;
}

async function splitByFolder(
  folder: string,
  classNames: readonly string[],
): Promise<Record<'train' | 'test', Picture[]>> {
  const tested = await foldersIn(join(folder, 'test'));
  const stray = tested.find((name) => !classNames.includes(name));
  if (stray !== undefined)
    throw new MissingImagesError(join(folder, 'train', stray), 'the class that `test` has', 'Add it.');
  return {
    train: await picturesOf(join(folder, 'train'), classNames),
    test: await picturesOf(join(folder, 'test'), classNames),
  };
}

function splitByName(pictures: readonly Picture[], testEvery: number): Record<'train' | 'test', Picture[]> {
  const train: Picture[] = [];
  const test: Picture[] = [];
  const seen = new Map<number, number>();
  for (const picture of pictures) {
    const place = (seen.get(picture.label) ?? 0) + 1;
    seen.set(picture.label, place);
    (place % testEvery === 0 ? test : train).push(picture);
  }
  return { train, test };
}

type Frame = Pick<ImageSet, 'name' | 'split' | 'classNames'> & { readonly channels: 1 | 3 };

async function readPictures(
  frame: Frame,
  folder: string,
  pictures: readonly Picture[],
  like?: ImageSet,
): Promise<ImageSet> {
  if (pictures.length === 0) {
    const advice = 'Add pictures, or give `train` and `test` folders.';
    throw new MissingImagesError(folder, `pictures for ${frame.split}`, advice);
  }
  let size: { readonly height: number; readonly width: number } | undefined = like;
  let pixels = new Uint8Array(0);
  const labels = new Uint8Array(pictures.length);
  for (const [i, { file, label }] of pictures.entries()) {
    const picture = decodePng(await readBytes(file, 'It was just listed.', LARGEST_PNG_BYTES), file);
    size ??= picture;
    if (picture.width !== size.width || picture.height !== size.height) {
      const expected = `${size.width}x${size.height} pixels, as the pictures before it (nothing is resized)`;
      throw new MalformedFileError({ file, offset: 16, expected, found: `${picture.width}x${picture.height}` });
    }
    const bytes = size.height * size.width * frame.channels;
    if (i === 0) pixels = allocate(folder, bytes * pictures.length);
    copyPicture(picture, file, frame.channels, pixels.subarray(i * bytes, (i + 1) * bytes));
    labels[i] = label;
  }
  return { ...frame, count: pictures.length, height: size!.height, width: size!.width, pixels, labels };
}

function allocate(folder: string, bytes: number): Uint8Array<ArrayBuffer> {
  if (bytes > LARGEST_SET_BYTES) {
    const expected = `pictures of at most ${LARGEST_SET_BYTES} bytes in all`;
    throw new MalformedFileError({ file: folder, offset: 0, expected, found: `${bytes}` });
  }
  return new Uint8Array(bytes);
}

function copyPicture(picture: PngPixels, file: string, channels: 1 | 3, target: Uint8Array): void {
  if (picture.channels === channels) target.set(picture.pixels);
  else if (channels === 1) {
    throw new MalformedFileError({ file, offset: 25, expected: 'a grey picture (channels: 1)', found: 'colour' });
  } else picture.pixels.forEach((grey, pixel) => target.fill(grey, pixel * 3, pixel * 3 + 3));
}
