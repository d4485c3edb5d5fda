import { describe, expect, it } from 'vitest';
import type { LatentPlane } from '../source/run-source.ts';
import { extentOf, latentPoints, latentSummary, latentTable, needsFit } from './live-latents.ts';

const plane: LatentPlane = {
  tick: 30,
  explained: [0.56, 0.161],
  clean: Float32Array.of(1, 0, -1, 2),
  occluded: Float32Array.of(1, 1, -1, 2),
  labels: Uint8Array.of(3, 0),
  classNames: ['ball', 'cube', 'mug', 'tree'],
};

describe('latents of the living brain', () => {
  it('lie in a square around zero, the second axis upwards', () => {
    expect(extentOf(plane)).toBeCloseTo(2.1, 12);
    expect(latentPoints(plane, 2, 100)).toEqual([
      { x: 75, y: 50, occludedX: 75, occludedY: 25, label: 3 },
      { x: 25, y: 0, occludedX: 25, occludedY: 0, label: 0 },
    ]);
  });

  it('keep their axes until points leave the square or crowd in it', () => {
    // They span 3 along one of the axes and reach to 2.
    expect([1.9, 2.1, 11.9, 12.5].map((extent) => needsFit(plane, extent))).toEqual([true, false, false, true]);
  });

  it('are told in words and numbers', () => {
    expect(latentSummary(plane, 24)).toBe(
      '2 test images of 4 classes; the axes, fitted after 24 ticks, explain 56 % and 16 % of the variance. Occlusion moves an image by 0.50 on average.',
    );
    expect(latentTable({ ...plane, occluded: null }).rows).toEqual([
      [0, 'tree', 1, 0, null, null],
      [1, 'ball', -1, 2, null, null],
    ]);
  });
});
