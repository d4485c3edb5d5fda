import { decode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { createCanvas, textSize, type Picture } from './canvas.ts';
import { drawSheet, encodeSheet, type Panel } from './draw-sheet.ts';
import { glyphHeight, glyphOf, glyphWidth } from './font.ts';

const white = [255, 255, 255] as const;
const black = [0, 0, 0] as const;
const picture = (color: readonly number[]): Picture => ({
  width: 2,
  height: 2,
  channels: 3,
  pixels: Uint8Array.from([...color, ...color, ...color, ...color]),
});
const panel = (heading: string, color: readonly number[]): Panel => ({
  heading,
  rows: [{ label: 'seen', pictures: [picture(color), picture(color)] }],
});

describe('the font', () => {
  it('has a whole glyph for every letter, digit and mark in use', () => {
    const characters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.,:-+/()%=@?_';
    const drawings = new Set<string>();
    for (const character of characters) {
      const glyph = glyphOf(character);
      expect(glyph).toHaveLength(glyphHeight);
      expect(glyph.every((row) => row.length === glyphWidth && /^[#.]+$/.test(row))).toBe(true);
      drawings.add(glyph.join('\n'));
    }
    expect(drawings.size).toBe(characters.length);
  });

  it('shows a question mark for what it does not know', () => {
    expect(glyphOf('ß')).toBe(glyphOf('?'));
  });
});

describe('createCanvas', () => {
  it('enlarges every pixel to one square, and spreads grey over three channels', () => {
    const canvas = createCanvas(4, 2, black);
    canvas.image(0, 0, { width: 2, height: 1, channels: 1, pixels: Uint8Array.from([10, 20]) }, 2);
    const row = [10, 10, 10, 10, 10, 10, 20, 20, 20, 20, 20, 20];
    expect([...canvas.pixels]).toEqual([...row, ...row]);
  });

  it('writes text inside the room that it says it takes', () => {
    const { width, height } = textSize('Ag', 2);
    const canvas = createCanvas(width + 10, height + 10, white);
    canvas.text(5, 5, 'Ag', black, 2);
    const inked: [number, number][] = [];
    for (let i = 0; i < canvas.pixels.length; i += 3) {
      if (canvas.pixels[i] === 0) inked.push([(i / 3) % canvas.width, Math.floor(i / 3 / canvas.width)]);
    }
    expect(inked.length).toBeGreaterThan(0);
    expect(inked.every(([x, y]) => x >= 5 && x < 5 + width && y >= 5 && y < 5 + height)).toBe(true);
  });

  it('cuts off what lies outside', () => {
    const canvas = createCanvas(2, 2, black);
    canvas.fill(-5, 1, 20, 20, white);
    expect([...canvas.pixels]).toEqual([0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 255, 255]);
  });
});

describe('drawSheet', () => {
  it('sets panels side by side, their pictures enlarged and whole', () => {
    const canvas = drawSheet([panel('early', [200, 0, 0]), panel('late', [0, 0, 200])], { scale: 3 });
    const { data, width, height } = decode(encodeSheet(canvas));
    expect([width, height]).toEqual([canvas.width, canvas.height]);
    const count = (red: number, blue: number): number => {
      let pixels = 0;
      for (let i = 0; i < data.length; i += 3)
        if (data[i] === red && data[i + 1] === 0 && data[i + 2] === blue) pixels++;
      return pixels;
    };
    // Two pictures of (2 * 3)² pixels in each panel.
    expect([count(200, 0), count(0, 200)]).toEqual([72, 72]);
  });

  it('refuses panels whose rows differ, and an empty sheet', () => {
    const other = { heading: 'late', rows: [{ label: 'dreamed', pictures: [picture(black)] }] };
    expect(() => drawSheet([panel('early', black), other], { scale: 1 })).toThrow(/same rows; "late"/);
    expect(() => drawSheet([], { scale: 1 })).toThrow(RangeError);
  });
});
