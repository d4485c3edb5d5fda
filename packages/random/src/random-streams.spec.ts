import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { createRandomStreams } from './random-streams.ts';

const draw = (seed: number, name: string, tick: number, count = 4): number[] => {
  const stream = createRandomStreams(seed).stream(name, tick);
  return Array.from({ length: count }, () => stream.uniform());
};

describe('createRandomStreams', () => {
  it('gives the same numbers for the same seed, name and tick, whatever else was drawn', () => {
    const streams = createRandomStreams(7);
    const first = streams.stream('rem.noise', 12).fillNormal(new Float32Array(8));
    streams.stream('order', 3).permutation(100);
    expect(streams.stream('rem.noise', 12).fillNormal(new Float32Array(8))).toEqual(first);
  });

  it('gives other numbers as soon as seed, name or tick differ', () => {
    fc.assert(
      fc.property(fc.nat(), fc.string({ maxLength: 12 }), fc.nat(), (seed, name, tick) => {
        const base = draw(seed, name, tick).join();
        expect(draw(seed + 1, name, tick).join()).not.toBe(base);
        expect(draw(seed, `${name}'`, tick).join()).not.toBe(base);
        expect(draw(seed, name, tick + 1).join()).not.toBe(base);
      }),
    );
  });

  it('keeps pinned values, so that runs stay reproducible across versions', () => {
    expect(draw(1, 'images', 0, 3)).toMatchInlineSnapshot(`
      [
        0.7625077802222222,
        0.7591588103678077,
        0.39613182726316154,
      ]
    `);
  });

  it('fills with what it would draw one by one, wherever it begins', () => {
    for (const drawnBefore of [0, 1, 2]) {
      for (const count of [0, 1, 2, 7, 8]) {
        const [filled, single] = [1, 2].map(() => createRandomStreams(5).stream('pairs'));
        for (let i = 0; i < drawnBefore; i++) void [filled!.normal(), single!.normal()];
        const expected = Float32Array.from({ length: count }, () => 3 * single!.normal());
        expect(filled!.fillNormal(new Float32Array(count), 3)).toEqual(expected);
        expect(filled!.normal()).toBe(single!.normal());
      }
    }
  });

  it('draws normals with mean 0 and deviation 1', () => {
    const count = 200_000;
    const values = createRandomStreams(3).stream('normal').fillNormal(new Float32Array(count));
    const mean = values.reduce((sum, value) => sum + value, 0) / count;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count;
    // Standard errors: 1/sqrt(n) = 0.0022 for the mean, sqrt(2/n) = 0.0032 for the variance; five of them.
    expect(Math.abs(mean)).toBeLessThan(0.012);
    expect(Math.abs(variance - 1)).toBeLessThan(0.016);
  });

  it('draws normals in the shares of the normal distribution, also in the tail beyond the widest layer', () => {
    const count = 1_000_000;
    const values = createRandomStreams(11).stream('shares').fillNormal(new Float32Array(count));
    // Two-sided probabilities P(|x| > edge) of N(0, 1); 3.4426 is where the tail begins.
    const shares = { 0.5: 0.617075, 1: 0.317311, 2: 0.0455003, 3: 0.0026998, 3.442619855899: 0.000576, 4: 6.334e-5 };
    for (const [edge, expected] of Object.entries(shares)) {
      const seen = values.reduce((sum, value) => sum + (Math.abs(value) > Number(edge) ? 1 : 0), 0);
      const deviation = Math.sqrt(count * expected * (1 - expected));
      expect(Math.abs(seen - count * expected), `beyond ${edge}`).toBeLessThan(5 * deviation);
    }
    const positive = values.reduce((sum, value) => sum + (value > 0 ? 1 : 0), 0);
    expect(Math.abs(positive - count / 2)).toBeLessThan(5 * Math.sqrt(count / 4));
    // The fourth moment is 3, its standard error sqrt(96 / n) = 0.0098.
    const fourth = values.reduce((sum, value) => sum + value ** 4, 0) / count;
    expect(Math.abs(fourth - 3)).toBeLessThan(0.049);
  });

  it('draws every integer below the bound equally often', () => {
    const stream = createRandomStreams(5).stream('integers');
    const counts = new Array<number>(7).fill(0);
    for (let i = 0; i < 70_000; i++) counts[stream.integer(7)]!++;
    // Chi-square with 6 degrees of freedom: 22.5 is the 99.9th percentile.
    expect(counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0)).toBeLessThan(22.5);
  });

  it('permutes without losing or repeating an element', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 0, max: 300 }), (seed, count) => {
        const order = [...createRandomStreams(seed).stream('order').permutation(count)].sort((a, b) => a - b);
        expect(order).toEqual(Array.from({ length: count }, (_, i) => i));
      }),
    );
  });

  it('refuses a seed that is not a whole number', () => {
    expect(() => createRandomStreams(1.5)).toThrow(/integer from 0/);
    expect(() => createRandomStreams(-1)).toThrow(/got -1/);
  });
});
