import { createRandomStreams, type RandomStream } from '@oneiros/random';
import { describe, expect, it } from 'vitest';
import { drawOcclusion } from './occlusion.ts';

const stream = (tick: number): RandomStream => createRandomStreams(1).stream('occlusion', tick);
const size = { height: 32, width: 32 };

describe('drawOcclusion', () => {
  it('silences whole tiles from the upper left corner, cut off at the far edges', () => {
    const { mask } = drawOcclusion({ ...size, random: stream(0), tileSidePx: [5, 5], dropProbability: [0.5, 0.5] });
    for (let y = 0; y < 32; y++) {
      for (let x = 0; x < 32; x++) expect(mask[y * 32 + x]).toBe(mask[(y - (y % 5)) * 32 + (x - (x % 5))]);
    }
    expect(new Set(mask)).toEqual(new Set([0, 1]));
  });

  it('silences nothing at probability 0 and everything at 1', () => {
    const at = (probability: number): Set<number> =>
      new Set(drawOcclusion({ ...size, random: stream(1), dropProbability: [probability, probability] }).mask);
    expect(at(0)).toEqual(new Set([1]));
    expect(at(1)).toEqual(new Set([0]));
  });

  it('draws sides 1..8 and probabilities of [0, 1) uniformly, and silences that share', () => {
    const draws = Array.from({ length: 4000 }, (_, tick) => drawOcclusion({ ...size, random: stream(tick) }));
    const sides = new Array<number>(9).fill(0);
    for (const { tileSidePx } of draws) sides[tileSidePx]!++;
    // Chi-square with 7 degrees of freedom: 24.3 is the 99.9th percentile; 500 expected of each side.
    expect(sides.slice(1).reduce((sum, count) => sum + (count - 500) ** 2 / 500, 0)).toBeLessThan(24.3);
    expect(sides[0]).toBe(0);
    // Uniform: mean 1/2, deviation 0.289, so the mean of 4,000 is within 5 x 0.0046.
    const mean = draws.reduce((sum, { dropProbability }) => sum + dropProbability, 0) / draws.length;
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.023);
    for (const { mask, tileSidePx, dropProbability } of draws) {
      const share = mask.filter((kept) => kept === 0).length / mask.length;
      // Tiles are independent: six deviations of the share of dropped tiles, the area of cut tiles added.
      const tiles = Math.floor(32 / tileSidePx) ** 2;
      expect(Math.abs(share - dropProbability)).toBeLessThan(6 * Math.sqrt(0.25 / tiles));
    }
  });

  it('refuses empty or impossible ranges', () => {
    expect(() => drawOcclusion({ ...size, random: stream(0), tileSidePx: [0, 8] })).toThrow(/tileSidePx/);
    expect(() => drawOcclusion({ ...size, random: stream(0), dropProbability: [0.6, 0.5] })).toThrow(/dropProbability/);
  });
});
