import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LatentPlane } from '../source/run-source.ts';
import { latentCsv, latentFigure } from './latent-figure.ts';
import { boundsOf, classSummaries, nearestPoint, neighbour, projection } from './scatter-model.ts';

const plane: LatentPlane = {
  tick: 3,
  explained: [0.24, 0.1],
  clean: Float32Array.of(0, 0, 2, 0, 0, 4, 2, 2),
  occluded: Float32Array.of(3, 4, 2, 0, 0, 4, 2, 2),
  labels: Uint8Array.of(0, 0, 1, 1),
  classNames: ['cross', 'ring'],
};

describe('boundsOf', () => {
  it('holds every finite point of every plane', () => {
    const value = fc.oneof(fc.float({ noDefaultInfinity: true, min: -1e6, max: 1e6 }), fc.constant(Number.NaN));
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value), { minLength: 1 }), (points) => {
        const clean = Float32Array.from(points.flat());
        const { x, y } = boundsOf([{ ...plane, clean, occluded: null }]);
        clean.forEach((each, i) => {
          if (Number.isNaN(each)) return;
          const [low, high] = i % 2 === 0 ? x : y;
          expect(each >= low && each <= high).toBe(true);
        });
      }),
    );
    expect(boundsOf([])).toEqual({ x: [-1, 1], y: [-1, 1] });
  });

  it('leaves 4 % around the extremes', () => {
    // x 0..3, y 0..4.
    const { x, y } = boundsOf([plane]);
    expect([...x, ...y].map((each) => Number(each.toFixed(6)))).toEqual([-0.12, 3.12, -0.16, 4.16]);
  });
});

describe('on the screen', () => {
  const project = projection({ x: [0, 10], y: [0, 10] }, { left: 10, top: 0, width: 200, height: 100 });

  it('keeps one scale for both axes, the data in the middle, y upwards', () => {
    // Scale 100 / 10 = 10 px a unit; the 100 px of x lie in the middle of 200: from 60.
    expect([project(0, 0), project(10, 10), project(5, 5)]).toEqual([
      [60, 100],
      [160, 0],
      [110, 50],
    ]);
  });

  it('finds the nearest point, clean or occluded, within reach', () => {
    expect(nearestPoint(plane, project, project(2, 2), 5)).toEqual({ index: 3, isOccluded: false });
    expect(nearestPoint(plane, project, project(3.1, 4), 5)).toEqual({ index: 0, isOccluded: true });
    expect(nearestPoint(plane, project, project(9, 9), 5)).toBeNull();
  });
});

it('the arrow keys go through a class and from class to class, round', () => {
  const keys = ['ArrowRight', 'ArrowLeft', 'ArrowDown', 'ArrowUp', 'End', 'x'];
  expect(keys.map((key) => neighbour(plane.labels, 1, key))).toEqual([0, 0, 2, 2, 3, 1]);
});

it('classSummaries gives centres and how far occlusion moves a class', () => {
  expect(classSummaries(plane)).toEqual([
    // Image 0 moves by (3, 4), image 1 not: (5 + 0) / 2.
    { label: 0, name: 'cross', images: 2, centre: [1, 0], moved: 2.5 },
    { label: 1, name: 'ring', images: 2, centre: [1, 3], moved: 0 },
  ]);
});

it('writes every point as CSV and both kinds as marks', () => {
  expect(latentCsv(plane).split('\r\n')[1]).toBe('3,0,cross,0,0,3,4');
  expect(latentFigure(plane, 'Latents').panels[0]!.marks.map(({ kind }) => kind)).toEqual(Array(4).fill('dots'));
  expect(latentFigure({ ...plane, occluded: null }, 'Latents').panels[0]!.marks).toHaveLength(2);
});
