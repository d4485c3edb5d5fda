import type { DreamImages } from '../source/run-source.ts';

export const rowNames = ['seen', 'reconstructed', 'nrem', 'rem'] as const;
export type RowName = (typeof rowNames)[number];

/** What a row is called on the page. */
export const rowTitles: Readonly<Record<RowName, string>> = {
  seen: 'Seen',
  reconstructed: 'Reconstruction',
  nrem: 'NREM dream',
  rem: 'REM dream',
};

type Sheet = Pick<DreamImages, 'height' | 'width' | 'channels'>;

/** Values of one image. @param row [images, height, width, channels] */
export function imageAt(row: Float32Array, index: number, { height, width, channels }: Sheet): Float32Array {
  const size = height * width * channels;
  return row.subarray(index * size, (index + 1) * size);
}

/**
 * An image for a canvas.
 * @param image [height, width, channels] in [-1, 1], one or three channels; what is outside is clipped
 * @returns [height, width, 4], 0..255; where a value is not a number, transparent
 */
export function toRgba(image: Float32Array, { height, width, channels }: Sheet): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray(height * width * 4);
  for (let pixel = 0; pixel < height * width; pixel++) {
    let isNumber = true;
    for (let channel = 0; channel < 3; channel++) {
      const value = image[pixel * channels + Math.min(channel, channels - 1)]!;
      isNumber &&= !Number.isNaN(value);
      rgba[pixel * 4 + channel] = Math.round((value + 1) * 127.5);
    }
    rgba[pixel * 4 + 3] = isNumber ? 255 : 0;
  }
  return rgba;
}

/** The greatest whole zoom at which so many columns fit, 1..8. */
export function integerZoom(availablePx: number, columns: number, widthPx: number, gapPx: number): number {
  const each = (availablePx - gapPx * (columns - 1)) / Math.max(1, columns);
  return Math.min(8, Math.max(1, Math.floor(each / widthPx)));
}
