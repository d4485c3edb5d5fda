import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { box, disc, ellipse, intersection, polygon, ring, stroke, union } from './distance.ts';

const place = fc.double({ min: -2, max: 2, noNaN: true });

describe('signed distances', () => {
  it('are exact for discs, rings, strokes and boxes', () => {
    expect(disc(1, 0, 0.5)(3, 0)).toBeCloseTo(1.5); // 2 to the centre
    expect(disc(1, 0, 0.5)(1, 0)).toBeCloseTo(-0.5);
    expect(ring(0, 0, 1, 0.2)(0, 0)).toBeCloseTo(0.8);
    expect(stroke(-1, 0, 1, 0, 0.1)(2, 0)).toBeCloseTo(0.9); // 1 beyond its end
    expect(box(0, 0, 1, 0.5)(4, 4.5)).toBeCloseTo(5); // 3-4-5 from its corner
    expect(box(0, 0, 1, 0.5)(0, 0)).toBeCloseTo(-0.5);
    expect(box(0, 0, 1, 1, 0.5)(2, 0)).toBeCloseTo(1);
  });

  it('vanish on the outline of an ellipse, whatever way it is turned', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 6.28, noNaN: true }), place, (turn, angle) => {
        const x = 0.8 * Math.cos(turn);
        const y = 0.3 * Math.sin(turn);
        const shape = ellipse(0.1, 0.2, 0.8, 0.3, angle);
        const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
        expect(shape(0.1 + cos * x - sin * y, 0.2 + sin * x + cos * y)).toBeCloseTo(0, 9);
      }),
    );
  });

  it('of polygons do not depend on the sense of their corners', () => {
    const corners = [
      [0, 0],
      [1, 0],
      [0.3, 1],
    ] as const;
    fc.assert(
      fc.property(place, place, (x, y) => {
        expect(polygon(...corners)(x, y)).toBeCloseTo(polygon(...[...corners].reverse())(x, y), 12);
      }),
    );
    expect(polygon(...corners)(0.4, 0.3)).toBeLessThan(0);
    expect(polygon(...corners)(0.5, -0.25)).toBeCloseTo(0.25);
  });

  it('combine: inside a union is inside either, inside an intersection inside both', () => {
    const [a, b] = [disc(-0.5, 0, 1), disc(0.5, 0, 1)];
    fc.assert(
      fc.property(place, place, (x, y) => {
        expect(union(a, b)(x, y) < 0).toBe(a(x, y) < 0 || b(x, y) < 0);
        expect(intersection(a, b)(x, y) < 0).toBe(a(x, y) < 0 && b(x, y) < 0);
      }),
    );
  });
});
