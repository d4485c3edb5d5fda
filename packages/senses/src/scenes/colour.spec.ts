import { createRandomStreams } from '@oneiros/random';
import { describe, expect, it } from 'vitest';
import { blend, brightnessOf, colourOf, drawContrasting, drawMuted } from './colour.ts';

describe('colours', () => {
  it('follow hue, saturation and value', () => {
    const rounded = (hue: number, saturation: number, value: number): number[] =>
      colourOf(hue, saturation, value).map((channel) => Math.round(channel * 1e9) / 1e9);
    expect(rounded(0, 1, 1)).toEqual([1, 0, 0]);
    expect(rounded(1 / 3, 1, 0.5)).toEqual([0, 0.5, 0]);
    expect(rounded(0.77, 0, 0.4)).toEqual([0.4, 0.4, 0.4]);
    expect(blend([0, 0, 0], [1, 0.5, 0], 0.5)).toEqual([0.5, 0.25, 0]);
  });

  it('differ from what they stand out against, brighter as often as darker', () => {
    const random = createRandomStreams(1).stream('colours');
    let brighter = 0;
    for (let i = 0; i < 1000; i++) {
      const behind = drawMuted(random);
      expect(brightnessOf(behind)).toBeGreaterThan(0.39);
      expect(brightnessOf(behind)).toBeLessThan(0.61);
      const difference = brightnessOf(drawContrasting(random, behind, 0.25)) - brightnessOf(behind);
      expect(Math.abs(difference)).toBeGreaterThan(0.25 - 1e-9);
      if (difference > 0) brighter++;
    }
    // A fair coin: 500 +- 5 x 16.
    expect(Math.abs(brighter - 500)).toBeLessThan(80);
  });
});
