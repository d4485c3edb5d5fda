import { describe, expect, it } from 'vitest';
import { fixPlane } from './fixed-plane.ts';

/** Along the first number with variance 4, along the third with 1; [4, 3]. */
const samples = Float32Array.of(2, 0, 1, -2, 0, 1, 2, 0, -1, -2, 0, -1);

describe('fixPlane', () => {
  it('lays samples along what varies most, with the shares of their variance', () => {
    const plane = fixPlane(samples, 3);
    expect([...plane.place(samples)]).toEqual([2, 1, -2, 1, 2, -1, -2, -1]);
    const [x, y] = plane.explained(samples);
    expect(x).toBeCloseTo(4 / 5, 12);
    expect(y).toBeCloseTo(1 / 5, 12);
  });

  it('keeps its axes for samples that vary along others', () => {
    const plane = fixPlane(samples, 3);
    const sideways = Float32Array.of(0, 1, 0, 0, -1, 0);
    expect(plane.explained(sideways)).toEqual([0, 0]);
    expect([...plane.place(sideways)].map((value) => value + 0)).toEqual([0, 0, 0, 0]);
  });

  it('puts samples of one number on a line, and says that what does not vary is not explained', () => {
    const plane = fixPlane(Float32Array.of(1, 3), 1);
    expect([...plane.place(Float32Array.of(1, 3))]).toEqual([-1, 0, 1, 0]);
    expect(plane.explained(Float32Array.of(2, 2))).toEqual([0, 0]);
  });
});
