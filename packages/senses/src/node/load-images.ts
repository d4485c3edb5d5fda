import { createScenes, EMBEDDED_SCENES } from '../scenes/create-scenes.ts';
import { InvalidArgumentError } from '../errors.ts';
import type { ImageCollection } from '../image-set.ts';
import { readCifar10 } from './cifar10.ts';
import { readImageFolder } from './image-folder.ts';
import { readMnist } from './mnist.ts';
import type { SplitLimits } from './split-limits.ts';
import { readSvhn } from './svhn.ts';

/** Every image set that can be loaded by name. */
export const IMAGE_SET_NAMES = ['scenes', 'cifar10', 'svhn', 'mnist', 'fashion-mnist', 'folder'] as const;

export type ImageSetName = (typeof IMAGE_SET_NAMES)[number];

/** Which images to load. */
export interface LoadOptions extends SplitLimits {
  readonly name: ImageSetName;
  /** Where the files lie; every set but `scenes` needs it. */
  readonly folder?: string;
  /** Of `scenes` only. */
  readonly seed?: number;
}

/**
 * Loads an image set: from files, or drawn (`scenes`).
 *
 * @param options `train` and `test` take only the first images of a split
 * @throws MissingImagesError, MalformedFileError, InvalidArgumentError
 */
export async function loadImages(options: LoadOptions): Promise<ImageCollection> {
  for (const limit of [options.train, options.test]) {
    if (limit !== undefined && !(Number.isInteger(limit) && limit >= 1)) {
      throw new InvalidArgumentError('a count of images', 'an integer from 1', limit);
    }
  }
  const limits = omitUndefined({ train: options.train, test: options.test });
  switch (options.name) {
    case 'scenes':
      return createScenes({ ...EMBEDDED_SCENES, ...limits, ...omitUndefined({ seed: options.seed }) });
    case 'cifar10':
      return readCifar10(folderOf(options), limits);
    case 'svhn':
      return readSvhn(folderOf(options), limits);
    case 'mnist':
    case 'fashion-mnist':
      return readMnist(options.name, folderOf(options), limits);
    case 'folder':
      return readImageFolder(folderOf(options), limits);
    default:
      options.name satisfies never;
      throw new InvalidArgumentError('the image set', `one of ${IMAGE_SET_NAMES.join(', ')}`, options.name);
  }
}

function folderOf({ name, folder }: LoadOptions): string {
  if (folder === undefined || folder === '') throw new InvalidArgumentError(`the folder of ${name}`, 'a path', folder);
  return folder;
}

/** Left-out fields stay left out, as optional ones must. */
function omitUndefined<T extends Record<string, number | undefined>>(fields: T): { [K in keyof T]?: number } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: number;
  };
}
