import { describe, expect, it } from 'vitest';
import { envelopePath, stepPath } from './lane-paths.ts';

const box = { from: 0, to: 100, width: 100, height: 10, least: 0, most: 1 };
const heights = (path: string): number[] => [...path.matchAll(/[V ]([\d.]+)/g)].map(([, y]) => Number(y));

describe('stepPath', () => {
  it('holds each value until the next', () => {
    expect(stepPath([0, 50, 100], [1, 0], box)).toBe('M0 0H0V0H50H50V10H100');
  });

  it('shows the least and the most where many fall on a pixel', () => {
    const values = Array.from({ length: 10_000 }, (_, i) => (i === 5050 ? 0 : 0.5));
    const path = stepPath(
      Array.from({ length: 10_001 }, (_, i) => i / 100),
      values,
      box,
    );
    expect(heights(path)).toContain(10);
    expect(path.length).toBeLessThan(5000);
  });

  it('draws what is in view', () => {
    expect(stepPath([0, 50, 100, 150], [1, 0, 1], { ...box, from: 60, to: 90 })).toBe('M0 10H0V10H100');
  });
});

describe('envelopePath', () => {
  it('runs along the most and back along the least', () => {
    expect(envelopePath([0.5, 0.5], [1, 0.5], { from: 0, to: 100 }, box)).toBe('M25 -0.6L75 4.4L75 5.6L25 5.6Z');
    expect(envelopePath([], [], { from: 0, to: 100 }, box)).toBe('');
  });
});
