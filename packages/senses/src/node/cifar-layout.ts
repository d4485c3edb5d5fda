import { MalformedFileError } from '../errors.ts';

/** Side of every image of the layout, in pixels. */
export const CIFAR_SIDE_PX = 32;
const PLANE = CIFAR_SIDE_PX * CIFAR_SIDE_PX;
/** One label byte, then the red, the green and the blue plane. */
export const CIFAR_RECORD_BYTES = 1 + 3 * PLANE;

/** Labelled images on their way into an `ImageSet`. */
export interface LabelledPixels {
  readonly count: number;
  /** [count, height, width, channels], 0..255. */
  readonly pixels: Uint8Array;
  readonly labels: Uint8Array;
}

/**
 * Reads records of the CIFAR-10 binary layout: 3,073 bytes each, planes of 32x32 in row-major order.
 *
 * @param file named in errors
 * @param classes labels are below it
 * @param limit reads no more than this many records, though the whole file must be in shape
 * @returns pixels [count, 32, 32, 3]
 * @throws MalformedFileError for torn records, an empty file, or a label out of range
 */
export function parseCifarLayout(bytes: Uint8Array, file: string, classes: number, limit = Infinity): LabelledPixels {
  const remainder = bytes.length % CIFAR_RECORD_BYTES;
  if (bytes.length === 0 || remainder !== 0) {
    throw new MalformedFileError({
      file,
      offset: bytes.length - remainder,
      expected: `whole records of ${CIFAR_RECORD_BYTES} bytes, at least one`,
      found: bytes.length === 0 ? 'an empty file' : `a torn record of ${remainder} bytes`,
    });
  }
  const count = Math.min(bytes.length / CIFAR_RECORD_BYTES, limit);
  const pixels = new Uint8Array(count * 3 * PLANE);
  const labels = new Uint8Array(count);
  for (let record = 0; record < count; record++) {
    const start = record * CIFAR_RECORD_BYTES;
    const label = bytes[start]!;
    if (label >= classes) {
      throw new MalformedFileError({
        file,
        offset: start,
        expected: `a label below ${classes} in record ${record}`,
        found: `${label}`,
      });
    }
    labels[record] = label;
    let to = record * 3 * PLANE;
    for (let pixel = start + 1; pixel <= start + PLANE; pixel++) {
      pixels[to++] = bytes[pixel]!;
      pixels[to++] = bytes[pixel + PLANE]!;
      pixels[to++] = bytes[pixel + 2 * PLANE]!;
    }
  }
  return { count, pixels, labels };
}

/** Puts parts one after the other; all have images of the same size. */
export function joinParts(parts: readonly LabelledPixels[]): LabelledPixels {
  if (parts.length === 1) return parts[0]!;
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  const pixels = new Uint8Array(parts.reduce((sum, part) => sum + part.pixels.length, 0));
  const labels = new Uint8Array(count);
  let image = 0;
  let byte = 0;
  for (const part of parts) {
    labels.set(part.labels, image);
    pixels.set(part.pixels, byte);
    image += part.count;
    byte += part.pixels.length;
  }
  return { count, pixels, labels };
}
