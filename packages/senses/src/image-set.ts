/** Images in memory with their labels: the one contract between every reader and everything that looks at images. */
export interface ImageSet {
  /** Such as `cifar10`, `svhn`, `scenes`. */
  readonly name: string;
  readonly split: 'train' | 'test';
  readonly count: number;
  readonly height: number;
  readonly width: number;
  /** 1 (grey) or 3 (red, green, blue). */
  readonly channels: number;
  /** [count, height, width, channels], row-major, 0..255. */
  readonly pixels: Uint8Array;
  /** [count], each an index into `classNames`. */
  readonly labels: Uint8Array;
  readonly classNames: readonly string[];
  /** [classes] which of the joined sets a class is of, from 0; absent where it is one set. */
  readonly classSets?: readonly number[];
}

/** The two splits of one data set. */
export interface ImageCollection {
  readonly name: string;
  readonly train: ImageSet;
  readonly test: ImageSet;
}
