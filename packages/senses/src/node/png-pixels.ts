import { convertIndexedToRgb, decode } from 'fast-png';
import { MalformedFileError } from '../errors.ts';
import { keepPictureChunks } from './png-chunks.ts';

/** One decoded picture. */
export interface PngPixels {
  readonly width: number;
  readonly height: number;
  /** 1 (grey) or 3 (red, green, blue). */
  readonly channels: 1 | 3;
  /** [height, width, channels], 0..255. */
  readonly pixels: Uint8Array;
}

/**
 * Decodes a PNG of grey or colour, 8 or 16 bits or a palette, interlaced or not. 16 bits are rounded to 8; an alpha
 * channel must be opaque everywhere.
 *
 * @param file named in errors
 * @throws MalformedFileError
 */
export function decodePng(bytes: Uint8Array, file: string): PngPixels {
  const { header, png } = keepPictureChunks(bytes, file);
  const { width, height, colourType } = header;
  const decoded = attempt(file, () => decode(png, { checkCrc: true }));
  if (colourType === 3) {
    const pixels = attempt(file, () => convertIndexedToRgb(decoded));
    if (pixels.length !== width * height * 3)
      throw damaged(file, 'a palette with every colour used', 'too short a one');
    return { width, height, channels: 3, pixels: new Uint8Array(pixels) };
  }
  const stored = decoded.channels!;
  const channels = stored < 3 ? 1 : 3;
  const largest = decoded.depth === 16 ? 65_535 : 255;
  const pixels = new Uint8Array(width * height * channels);
  for (let pixel = 0; pixel < width * height; pixel++) {
    for (let c = 0; c < channels; c++) {
      pixels[pixel * channels + c] = Math.round((decoded.data[pixel * stored + c]! * 255) / largest);
    }
    if (stored !== channels && decoded.data[pixel * stored + channels] !== largest) {
      const place = `pixel (${pixel % width}, ${Math.floor(pixel / width)})`;
      throw damaged(file, 'an opaque picture', `a transparent ${place}; paint it on a background first`);
    }
  }
  return { width, height, channels, pixels };
}

const damaged = (file: string, expected: string, found: string): MalformedFileError =>
  new MalformedFileError({ file, offset: 8, expected, found });

function attempt<T>(file: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw damaged(file, 'a PNG that decodes', `"${(error as Error).message}"`);
  }
}
