import { InvalidArgumentError } from '../errors.ts';

/** Axes of a mini-batch of images, [count, height, width, channels] row by row. */
export interface ImageShape {
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/** @throws InvalidArgumentError where the numbers are not those of so many images */
export function expectImages(images: Float32Array, { count, height, width, channels }: ImageShape): void {
  const size = count * height * width * channels;
  if (images.length === size) return;
  const expected = `${count} x ${height} x ${width} x ${channels} = ${size}`;
  throw new InvalidArgumentError('the length of the images', expected, images.length);
}
