import { createRandomStreams, type RandomStream } from '@oneiros/random';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { perturb, perturbationKinds, type Perturbation } from './perturb.ts';

const stream = (tick = 0): RandomStream => createRandomStreams(1).stream('perturb', tick);
const shape = { count: 3, height: 8, width: 8, channels: 2 };
const size = shape.height * shape.width * shape.channels;
const images = stream(99).fillUniform(new Float32Array(shape.count * size), -1, 1);

const anyPerturbation = fc.record({
  kind: fc.constantFrom(...perturbationKinds),
  level: fc.double({ min: 0, max: 1, noNaN: true }),
  tileSidePx: fc.integer({ min: 1, max: 8 }),
  maskFor: fc.constantFrom('image' as const, 'batch' as const),
}) as fc.Arbitrary<Perturbation>;

describe('perturb', () => {
  it('keeps shape and range, leaves its input alone and depends on its stream only', () => {
    fc.assert(
      fc.property(anyPerturbation, fc.integer({ min: 0, max: 1000 }), (perturbation, tick) => {
        const before = images.slice();
        const perturbed = perturb(images, shape, perturbation, stream(tick));
        expect(perturbed).toHaveLength(images.length);
        // Blur rounds each of its two sums to float32.
        expect(perturbed.every((value) => Math.abs(value) <= 1 + 1e-6)).toBe(true);
        expect(images).toEqual(before);
        expect(perturb(images, shape, perturbation, stream(tick))).toEqual(perturbed);
      }),
    );
  });

  it.each(perturbationKinds)('changes nothing at level 0: %s', (kind) => {
    expect(perturb(images, shape, { kind, level: 0, tileSidePx: 4 }, stream())).toEqual(images);
  });

  it.each(['occlusion', 'contrast'] as const)('leaves grey at level 1: %s', (kind) => {
    const grey = perturb(images, shape, { kind, level: 1, tileSidePx: 4 }, stream());
    expect(grey.every((value) => value === 0)).toBe(true);
  });

  it.each(perturbationKinds)('takes levels further from the image: %s', (kind) => {
    const distances = [0.1, 0.3, 0.6, 0.9].map((level) => {
      const perturbed = perturb(images, shape, { kind, level, tileSidePx: 1 }, stream());
      return perturbed.reduce((sum, value, i) => sum + (value - images[i]!) ** 2, 0);
    });
    // Noise images: a shift of one pixel already makes another image, so only the first step is compared there.
    const ascending = kind === 'shift' ? distances.slice(0, 2) : distances;
    expect(ascending).toEqual([...ascending].sort((a, b) => a - b));
    expect(distances[0]).toBeGreaterThanOrEqual(0);
  });

  it.each([
    [{ kind: 'noise', level: 1.1 }, /level/],
    [{ kind: 'blur', level: NaN }, /level/],
    [{ kind: 'occlusion', level: 0.5, tileSidePx: 0 }, /tileSidePx/],
  ] as [Perturbation, RegExp][])('refuses %j', (perturbation, message) => {
    expect(() => perturb(images, shape, perturbation, stream())).toThrow(message);
  });

  it('refuses images of another shape', () => {
    expect(() => perturb(images, { ...shape, count: 2 }, { kind: 'noise', level: 0.1 }, stream())).toThrow(/length/);
  });
});

describe('occlusion', () => {
  const white = new Float32Array(400 * size).fill(1);
  const many = { ...shape, count: 400 };
  const maskOf = (occluded: Float32Array, image: number): string =>
    occluded.subarray(image * size, (image + 1) * size).join();

  it('drops whole tiles in all channels alike', () => {
    const occluded = perturb(white, many, { kind: 'occlusion', level: 0.5, tileSidePx: 4 }, stream());
    for (let image = 0; image < 20; image++) {
      for (let y = 0; y < 8; y++) {
        for (let x = 0; x < 8; x++) {
          const at = (yy: number, xx: number, channel: number) => occluded[((image * 8 + yy) * 8 + xx) * 2 + channel];
          expect(at(y, x, 1)).toBe(at(y, x, 0));
          expect(at(y, x, 0)).toBe(at(y - (y % 4), x - (x % 4), 0));
        }
      }
    }
  });

  it('draws a mask for each image, or one for the batch, and drops that share', () => {
    const each = perturb(white, many, { kind: 'occlusion', level: 0.3, tileSidePx: 2 }, stream());
    const one = perturb(white, many, { kind: 'occlusion', level: 0.3, tileSidePx: 2, maskFor: 'batch' }, stream());
    const masksOf = (occluded: Float32Array) => new Set(Array.from({ length: 400 }, (_, i) => maskOf(occluded, i)));
    expect(masksOf(one).size).toBe(1);
    expect(masksOf(each).size).toBeGreaterThan(300);
    // 400 x 16 tiles: the share's standard deviation is sqrt(0.3 · 0.7 / 6400) = 0.0057; five of them.
    const kept = each.reduce((sum, value) => sum + value, 0) / each.length;
    expect(Math.abs(kept - 0.7)).toBeLessThan(0.03);
  });
});

describe('noise', () => {
  it('has the standard deviation that its level names, before it is clipped', () => {
    const grey = new Float32Array(100 * size);
    const noisy = perturb(grey, { ...shape, count: 100 }, { kind: 'noise', level: 0.2 }, stream());
    const deviation = Math.sqrt(noisy.reduce((sum, value) => sum + value ** 2, 0) / noisy.length);
    // 12,800 numbers: relative standard error 1 / sqrt(2 · 12800) = 0.6 %; clipping starts at five deviations.
    expect(Math.abs(deviation / 0.2 - 1)).toBeLessThan(0.03);
  });
});

describe('blur', () => {
  it('keeps an even image even up to its edges', () => {
    const even = new Float32Array(shape.count * size).fill(0.5);
    const blurred = perturb(even, shape, { kind: 'blur', level: 1 }, stream());
    expect(blurred.every((value) => Math.abs(value - 0.5) < 1e-6)).toBe(true);
  });

  it('spreads a point as a Gaussian does', () => {
    // 32 pixels at level ¼: sigma 1 px. The window is cut at 3 px; its weights sum to 1 with
    // Σ exp(-k²/2), k = -3..3 = 1 + 2 (0.606531 + 0.135335 + 0.011109) = 2.505950, so the middle is 1 / 2.505950² = 0.159241
    // and its neighbour 0.606531 as much.
    const point = new Float32Array(32 * 32);
    point[16 * 32 + 16] = 1;
    const blurred = perturb(
      point,
      { count: 1, height: 32, width: 32, channels: 1 },
      { kind: 'blur', level: 0.25 },
      stream(),
    );
    expect(blurred[16 * 32 + 16]).toBeCloseTo(0.159241, 5);
    expect(blurred[16 * 32 + 17]).toBeCloseTo(0.159241 * 0.606531, 5);
    expect(blurred[15 * 32 + 16]).toBeCloseTo(0.159241 * 0.606531, 5);
    expect(blurred[16 * 32 + 20]).toBe(0);
  });
});

describe('shift', () => {
  it('moves every pixel of an image alike and lets grey in', () => {
    const numbered = Float32Array.from({ length: 64 }, (_, i) => (i + 1) / 100);
    const one = { count: 1, height: 8, width: 8, channels: 1 };
    for (let tick = 0; tick < 20; tick++) {
      const shifted = perturb(numbered, one, { kind: 'shift', level: 0.5 }, stream(tick)); // 2 px
      const moves = new Set<string>();
      shifted.forEach((value, to) => {
        if (value === 0) return;
        const from = Math.round(value * 100) - 1;
        moves.add(`${Math.floor(to / 8) - Math.floor(from / 8)},${(to % 8) - (from % 8)}`);
      });
      expect(moves.size).toBe(1);
      const [down, right] = [...moves][0]!.split(',').map(Number) as [number, number];
      expect(Math.hypot(down, right)).toBeGreaterThan(2 - Math.SQRT1_2);
      expect(Math.hypot(down, right)).toBeLessThan(2 + Math.SQRT1_2);
      expect(shifted.filter((value) => value !== 0)).toHaveLength((8 - Math.abs(down)) * (8 - Math.abs(right)));
    }
  });
});
