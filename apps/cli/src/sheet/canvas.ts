import { glyphHeight, glyphOf, glyphWidth } from './font.ts';

export type Color = readonly [red: number, green: number, blue: number];

/** A picture in memory that sheets are drawn on: red, green, blue bytes, row by row. */
export interface Canvas {
  readonly width: number;
  readonly height: number;
  /** [height, width, 3]. */
  readonly pixels: Uint8Array;
  fill(left: number, top: number, width: number, height: number, color: Color): void;
  /** Draws an image enlarged by a whole factor, so that every pixel stays one square. */
  image(left: number, top: number, image: Picture, scale: number): void;
  /** Writes one line; `top` is the top of capital letters. */
  text(left: number, top: number, text: string, color: Color, scale: number): void;
}

/** One image in bytes. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** 1 (grey) or 3 (red, green, blue). */
  readonly channels: number;
  /** [height, width, channels], 0..255. */
  readonly pixels: Uint8Array;
}

export function createCanvas(width: number, height: number, background: Color): Canvas {
  const pixels = new Uint8Array(width * height * 3);
  const fill: Canvas['fill'] = (left, top, fillWidth, fillHeight, [red, green, blue]) => {
    for (let y = Math.max(0, top); y < Math.min(height, top + fillHeight); y++) {
      for (let x = Math.max(0, left); x < Math.min(width, left + fillWidth); x++) {
        const at = (y * width + x) * 3;
        pixels[at] = red;
        pixels[at + 1] = green;
        pixels[at + 2] = blue;
      }
    }
  };
  fill(0, 0, width, height, background);
  return {
    width,
    height,
    pixels,
    fill,
    image(left, top, image, scale) {
      for (let y = 0; y < image.height; y++) {
        for (let x = 0; x < image.width; x++) {
          fill(left + x * scale, top + y * scale, scale, scale, colorAt(image, x, y));
        }
      }
    },
    text(left, top, text, color, scale) {
      [...text].forEach((character, i) => {
        const start = left + i * (glyphWidth + 1) * scale;
        glyphOf(character).forEach((row, y) =>
          [...row].forEach((ink, x) => {
            if (ink === '#') fill(start + x * scale, top + y * scale, scale, scale, color);
          }),
        );
      });
    },
  };
}

/** The room that one line of text takes, in pixels. */
export function textSize(text: string, scale: number): { width: number; height: number } {
  return { width: Math.max(0, [...text].length * (glyphWidth + 1) - 1) * scale, height: glyphHeight * scale };
}

function colorAt(image: Picture, x: number, y: number): Color {
  const at = (y * image.width + x) * image.channels;
  const first = image.pixels[at]!;
  return image.channels === 1 ? [first, first, first] : [first, image.pixels[at + 1]!, image.pixels[at + 2]!];
}
