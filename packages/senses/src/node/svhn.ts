import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { MalformedFileError, MissingImagesError } from '../errors.ts';
import type { ImageCollection, ImageSet } from '../image-set.ts';
import { CIFAR_SIDE_PX, parseCifarLayout, type LabelledPixels } from './cifar-layout.ts';
import { parseMatlab, type MatlabArray } from './matlab.ts';
import { readBytes } from './read-bytes.ts';
import type { SplitLimits } from './split-limits.ts';

/** In the order of the labels. */
export const SVHN_CLASSES = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

/** The files a split may be in, the first one found is read: the official file, then the CIFAR-10 layout. */
export const SVHN_FILES = {
  train: ['train_32x32.mat', 'train.bin', 'train_head.bin'],
  test: ['test_32x32.mat', 'test.bin', 'test_part.bin'],
} as const;

const IMAGE_BYTES = CIFAR_SIDE_PX * CIFAR_SIDE_PX * 3;

/**
 * Street View House Numbers, cropped digits of 32x32 in colour: 73,257 + 26,032 in the official files.
 *
 * @param folder holds one of `SVHN_FILES` for each split
 * @throws MissingImagesError, MalformedFileError
 * @source Netzer et al. 2011, Reading digits in natural images with unsupervised feature learning
 */
export async function readSvhn(folder: string, limits: SplitLimits = {}): Promise<ImageCollection> {
  return {
    name: 'svhn',
    train: await readSplit(folder, 'train', limits.train ?? Infinity),
    test: await readSplit(folder, 'test', limits.test ?? Infinity),
  };
}

async function readSplit(folder: string, split: 'train' | 'test', limit: number): Promise<ImageSet> {
  const file = await findFile(folder, split);
  const bytes = await readBytes(file, 'Get the set with `oneiros data get svhn`.');
  const part = file.endsWith('.mat')
    ? parseSvhnMatlab(bytes, file, limit)
    : parseCifarLayout(bytes, file, SVHN_CLASSES.length, limit);
  const side = { height: CIFAR_SIDE_PX, width: CIFAR_SIDE_PX, channels: 3 };
  return { name: 'svhn', split, ...part, ...side, classNames: SVHN_CLASSES };
}

async function findFile(folder: string, split: 'train' | 'test'): Promise<string> {
  for (const name of SVHN_FILES[split]) {
    const file = join(folder, name);
    const isThere = await access(file).then(
      () => true,
      () => false,
    );
    if (isThere) return file;
  }
  const names = SVHN_FILES[split].join(', ');
  throw new MissingImagesError(
    folder,
    `one of ${names}`,
    'Get the set with `oneiros data get svhn`, or name its folder.',
  );
}

/**
 * Reads `X`, uint8 [32, 32, 3, count] with rows varying fastest, and `y`, labels 1..10 where 10 is digit 0.
 *
 * @param file named in errors
 * @returns pixels [count, 32, 32, 3]
 * @throws MalformedFileError
 */
export function parseSvhnMatlab(bytes: Uint8Array, file: string, limit = Infinity): LabelledPixels {
  const arrays = parseMatlab(bytes, file);
  const images = variable(arrays, 'X', file);
  const digits = variable(arrays, 'y', file);
  const refuse = (expected: string, found: string): never => {
    throw new MalformedFileError({ file, offset: 0, expected, found });
  };
  const [height, width, channels, total = 1] = images.dims;
  if (height !== CIFAR_SIDE_PX || width !== CIFAR_SIDE_PX || channels !== 3 || images.dims.length > 4 || total === 0) {
    refuse('X of [32, 32, 3, count]', `[${images.dims.join(', ')}]`);
  }
  if (digits.data.length !== total) refuse(`y with ${total} labels, as X has images`, `${digits.data.length}`);
  const { data } = images;
  if (!(data instanceof Uint8Array)) return refuse('X of bytes', 'other numbers');

  const count = Math.min(total, limit);
  const labels = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    const digit = digits.data[i]!;
    if (!(Number.isInteger(digit) && digit >= 1 && digit <= 10)) refuse(`y[${i}] to be a label of 1..10`, `${digit}`);
    labels[i] = digit % 10;
  }
  const pixels = new Uint8Array(count * IMAGE_BYTES);
  for (let image = 0; image < count; image++) {
    let to = image * IMAGE_BYTES;
    for (let y = 0; y < CIFAR_SIDE_PX; y++) {
      for (let x = 0; x < CIFAR_SIDE_PX; x++) {
        for (let c = 0; c < 3; c++) {
          pixels[to++] = data[((image * 3 + c) * CIFAR_SIDE_PX + x) * CIFAR_SIDE_PX + y]!;
        }
      }
    }
  }
  return { count, pixels, labels };
}

function variable(arrays: readonly MatlabArray[], name: string, file: string): MatlabArray {
  const found = arrays.find((array) => array.name === name);
  if (found) return found;
  const names = arrays.map((array) => JSON.stringify(array.name)).join(', ') || 'none';
  throw new MalformedFileError({ file, offset: 128, expected: `a numeric variable "${name}"`, found: names });
}
