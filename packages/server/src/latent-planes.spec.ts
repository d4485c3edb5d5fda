import type { Evaluation, EvaluationOf } from '@oneiros/journal';
import { describe, expect, it } from 'vitest';
import { latentPlanes } from './latent-planes.ts';

/** Three images with latents of two numbers. */
function measured(tick: number, clean: number[], occluded: number[], testImages = 3): Evaluation {
  const labels = [0, 1, 1];
  const images = { height: 1, width: 1, channels: 1, pixels: 'AQID' };
  const result = { latentSize: 2, clean, occluded, labels, classNames: ['dark', 'bright'], images, occlusion: 0.3 };
  return {
    ...{ version: 1, probe: 'latents', tick, epoch: tick, seconds: 0, oneiros: '0.1.0' },
    backend: { name: 'cpu', threads: 1 },
    options: { testImages, occlusion: 0.3, tileSidePx: 4 },
    result: { ...result, testImages: 3 },
  } satisfies EvaluationOf<'latents'>;
}

describe('planes of latents', () => {
  // At tick 9 the samples are (±3, 0), (0, 0) clean and (0, ±1), (0, 0) occluded: the first axis is x, the second y; of the
  // squared lengths 18 + 2 = 20, x has 0.9 and y 0.1.
  const last = measured(9, [3, 0, -3, 0, 0, 0], [0, 1, 0, -1, 0, 0]);

  it('have the axes of the last tick at all of them', () => {
    // Here y varies most: on its own axes it would lie along the first.
    const first = measured(2, [0, 2, 0, -2, 0, 0], [1, 0, -1, 0, 0, 0]);
    const planes = latentPlanes([last, first])!;
    expect(planes.planes.map(({ tick }) => tick)).toEqual([2, 9]);
    expect(planes.planes[1]!.clean).toEqual([3, 0, -3, 0, 0, 0]);
    expect(planes.planes[1]!.explained[0]).toBeCloseTo(0.9, 12);
    expect(planes.planes[1]!.explained[1]).toBeCloseTo(0.1, 12);
    expect(planes.planes[0]!.clean).toEqual([0, 2, 0, -2, 0, 0]);
    expect(planes.planes[0]!.occluded).toEqual([1, 0, -1, 0, 0, 0]);
    // x has 2 of 10 squared lengths, y 8.
    expect(planes.planes[0]!.explained[0]).toBeCloseTo(0.2, 12);
    expect(planes.labels).toEqual([0, 1, 1]);
    expect(planes.images.pixels).toBe('AQID');
  });

  it('leave out ticks that were measured with other options, and stand still where nothing varies', () => {
    const other = measured(4, [1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 1, 1], 7);
    const still = measured(5, [1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 1, 1]);
    const planes = latentPlanes([other, still, last])!;
    expect(planes.planes.map(({ tick }) => tick)).toEqual([5, 9]);
    expect(planes.planes[0]!.explained).toEqual([0, 0]);
  });

  it('are none where nothing was measured', () => {
    expect(latentPlanes([])).toBeNull();
  });
});
