import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { InvalidArgumentError, MalformedFileError } from '../errors.ts';
import type { ImageCollection, ImageSet } from '../image-set.ts';
import { parseIdx } from './idx.ts';
import { readBytes } from './read-bytes.ts';
import type { SplitLimits } from './split-limits.ts';

/** The two sets of the same files and shape. */
export type MnistName = 'mnist' | 'fashion-mnist';

/** In the order of the labels. */
export const MNIST_CLASSES: Readonly<Record<MnistName, readonly string[]>> = {
  mnist: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
  'fashion-mnist': [
    'T-shirt', 'trouser', 'pullover', 'dress', 'coat', 'sandal', 'shirt', 'sneaker', 'bag', 'ankle boot',
  ], // prettier-ignore
};

/** Images and labels of each split; each may also carry `.gz`. */
export const MNIST_FILES = {
  train: { images: 'train-images-idx3-ubyte', labels: 'train-labels-idx1-ubyte' },
  test: { images: 't10k-images-idx3-ubyte', labels: 't10k-labels-idx1-ubyte' },
} as const;

/** Side that smaller images are padded to with black, in pixels. */
const PADDED_SIDE_PX = 32;

/** How to read grey images. */
export interface MnistOptions extends SplitLimits {
  /** 3 repeats the grey value (the default: the cortex sees three channels), 1 keeps it once. */
  readonly channels?: 1 | 3;
}

/**
 * MNIST or Fashion-MNIST: 60,000 + 10,000 grey images of 28x28, set in the middle of 32x32 black pixels.
 *
 * @param folder holds the four files of `MNIST_FILES`, plain or gzipped
 * @throws MissingImagesError, MalformedFileError, InvalidArgumentError
 * @source LeCun et al. 1998, Gradient-based learning applied to document recognition; Xiao et al. 2017, Fashion-MNIST
 */
export async function readMnist(name: MnistName, folder: string, options: MnistOptions = {}): Promise<ImageCollection> {
  const channels = options.channels ?? 3;
  if (channels !== 1 && channels !== 3) throw new InvalidArgumentError('channels', '1 or 3', channels);
  return {
    name,
    train: await readSplit(name, folder, 'train', channels, options.train ?? Infinity),
    test: await readSplit(name, folder, 'test', channels, options.test ?? Infinity),
  };
}

async function readSplit(
  name: MnistName,
  folder: string,
  split: 'train' | 'test',
  channels: 1 | 3,
  limit: number,
): Promise<ImageSet> {
  const advice = `Get the set with \`oneiros data get ${name}\`, or name its folder.`;
  const imageFile = await plainOrGzipped(join(folder, MNIST_FILES[split].images));
  const labelFile = await plainOrGzipped(join(folder, MNIST_FILES[split].labels));
  const images = parseIdx(await readBytes(imageFile, advice), imageFile, 3);
  const labels = parseIdx(await readBytes(labelFile, advice), labelFile, 1);
  const [total, height, width] = images.dims as [number, number, number];
  if (labels.data.length !== total) {
    const expected = `${total} labels, as ${imageFile} has images`;
    throw new MalformedFileError({ file: labelFile, offset: 4, expected, found: `${labels.data.length}` });
  }
  if (height > PADDED_SIDE_PX || width > PADDED_SIDE_PX) {
    const expected = `images of at most ${PADDED_SIDE_PX}x${PADDED_SIDE_PX} pixels`;
    throw new MalformedFileError({ file: imageFile, offset: 8, expected, found: `${height}x${width}` });
  }
  const wrong = labels.data.findIndex((label) => label >= MNIST_CLASSES[name].length);
  if (wrong >= 0) {
    const expected = `a label below ${MNIST_CLASSES[name].length} for image ${wrong}`;
    throw new MalformedFileError({ file: labelFile, offset: 8 + wrong, expected, found: `${labels.data[wrong]}` });
  }
  const count = Math.min(total, limit);
  return {
    name,
    split,
    count,
    height: PADDED_SIDE_PX,
    width: PADDED_SIDE_PX,
    channels,
    pixels: padToSide(images.data, count, height, width, channels),
    labels: labels.data.slice(0, count),
    classNames: MNIST_CLASSES[name],
  };
}

const plainOrGzipped = (file: string): Promise<string> =>
  access(file).then(
    () => file,
    () => `${file}.gz`,
  );

/** @returns [count, 32, 32, channels], black around the image */
function padToSide(grey: Uint8Array, count: number, height: number, width: number, channels: number): Uint8Array {
  const pixels = new Uint8Array(count * PADDED_SIDE_PX * PADDED_SIDE_PX * channels);
  const top = (PADDED_SIDE_PX - height) >> 1;
  const left = (PADDED_SIDE_PX - width) >> 1;
  for (let image = 0; image < count; image++) {
    for (let y = 0; y < height; y++) {
      const from = (image * height + y) * width;
      const to = ((image * PADDED_SIDE_PX + top + y) * PADDED_SIDE_PX + left) * channels;
      for (let x = 0; x < width; x++) pixels.fill(grey[from + x]!, to + x * channels, to + (x + 1) * channels);
    }
  }
  return pixels;
}
