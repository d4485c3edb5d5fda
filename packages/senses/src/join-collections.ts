import { InvalidArgumentError } from './errors.ts';
import type { ImageCollection, ImageSet } from './image-set.ts';

/**
 * Several collections as one, such as digits and then clothes: every class of each is a class of its own, named with its set, and
 * `classSets` tells which set a class is of. Where one of them has colours, grey images become coloured ones.
 * @throws InvalidArgumentError for one collection alone, images of different sizes, or more than 256 classes
 */
export function joinCollections(collections: readonly ImageCollection[]): ImageCollection {
  if (collections.length < 2) throw new InvalidArgumentError('collections to join', 'at least two', collections.length);
  const name = collections.map((each) => each.name).join('+');
  return {
    name,
    train: joinSets(
      name,
      collections.map(({ train }) => train),
    ),
    test: joinSets(
      name,
      collections.map(({ test }) => test),
    ),
  };
}

function joinSets(name: string, sets: readonly ImageSet[]): ImageSet {
  const { split, height, width } = sets[0]!;
  const other = sets.find((set) => set.height !== height || set.width !== width);
  if (other !== undefined) {
    throw new InvalidArgumentError(`images of ${other.name}`, `${height} x ${width} as those of ${sets[0]!.name}`, `${other.height} x ${other.width}`); // prettier-ignore
  }
  const classNames = sets.flatMap((set) => set.classNames.map((each) => `${set.name} ${each}`));
  if (classNames.length > 256)
    throw new InvalidArgumentError('classes of joined sets', 'at most 256', classNames.length);
  const count = sets.reduce((sum, set) => sum + set.count, 0);
  const channels = Math.max(...sets.map((set) => set.channels));
  const pixels = new Uint8Array(count * height * width * channels);
  const labels = new Uint8Array(count);
  let [image, firstClass] = [0, 0];
  for (const set of sets) {
    const own = set.count * height * width;
    const to = image * height * width * channels;
    if (set.channels === channels) pixels.set(set.pixels.subarray(0, own * channels), to);
    else for (let i = 0; i < own; i++) pixels.fill(set.pixels[i]!, to + channels * i, to + channels * (i + 1));
    for (let i = 0; i < set.count; i++) labels[image + i] = firstClass + set.labels[i]!;
    image += set.count;
    firstClass += set.classNames.length;
  }
  const classSets = sets.flatMap((set, index) => set.classNames.map(() => index));
  return { name, split, count, height, width, channels, pixels, labels, classNames, classSets };
}
