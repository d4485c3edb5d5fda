import { join } from 'node:path';
import type { ImageCollection, ImageSet } from '../image-set.ts';
import { CIFAR_SIDE_PX, joinParts, parseCifarLayout, type LabelledPixels } from './cifar-layout.ts';
import { readBytes } from './read-bytes.ts';
import type { SplitLimits } from './split-limits.ts';

/** In the order of the labels. */
export const CIFAR10_CLASSES = [
  'airplane', 'automobile', 'bird', 'cat', 'deer', 'dog', 'frog', 'horse', 'ship', 'truck',
] as const; // prettier-ignore

/** The files of each split, in the official order. */
export const CIFAR10_FILES = {
  train: ['data_batch_1.bin', 'data_batch_2.bin', 'data_batch_3.bin', 'data_batch_4.bin', 'data_batch_5.bin'],
  test: ['test_batch.bin'],
} as const;

/**
 * CIFAR-10 from its binary version, 50,000 + 10,000 images of 32x32 in colour.
 *
 * @param folder holds `data_batch_1.bin` ... `test_batch.bin`
 * @throws MissingImagesError, MalformedFileError
 * @source Krizhevsky 2009, Learning multiple layers of features from tiny images
 */
export async function readCifar10(folder: string, limits: SplitLimits = {}): Promise<ImageCollection> {
  return {
    name: 'cifar10',
    train: await readSplit(folder, 'train', limits.train ?? Infinity),
    test: await readSplit(folder, 'test', limits.test ?? Infinity),
  };
}

async function readSplit(folder: string, split: 'train' | 'test', limit: number): Promise<ImageSet> {
  const parts: LabelledPixels[] = [];
  let wanted = limit;
  for (const name of CIFAR10_FILES[split]) {
    if (wanted <= 0) break;
    const file = join(folder, name);
    const bytes = await readBytes(file, 'Get the set with `oneiros data get cifar10`, or name its folder.');
    const part = parseCifarLayout(bytes, file, CIFAR10_CLASSES.length, wanted);
    parts.push(part);
    wanted -= part.count;
  }
  const side = { height: CIFAR_SIDE_PX, width: CIFAR_SIDE_PX, channels: 3 };
  return { name: 'cifar10', split, ...joinParts(parts), ...side, classNames: CIFAR10_CLASSES };
}
