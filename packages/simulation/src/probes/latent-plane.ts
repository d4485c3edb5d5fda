import { principalAxes, projectOn } from '@oneiros/metrics';
import type { EncodedImages } from './encode-images.ts';

/** Where latents lie on the plane along which they vary most; parallel lists, a point each. */
export interface LatentPlane {
  /** Share of the variance along each of the first principal axes, at most ten. */
  readonly explained: number[];
  readonly points: { x: number[]; y: number[]; label: number[]; occluded: boolean[] };
}

const AXES = 10;

/**
 * Fits principal axes to the clean and the occluded latents of some classes together, and puts the first images of each class
 * on the first two.
 *
 * @param occluded [count, latent], the same images in the same order
 * @throws SampleMismatchError, NoVarianceError where there is nothing to fit
 */
export function fitLatentPlane(
  { latents, labels, count }: EncodedImages,
  occluded: Float32Array,
  classes: readonly number[],
  pointsPerClass: number,
): LatentPlane {
  const size = latents.length / count;
  const chosen = Array.from({ length: count }, (_, i) => i).filter((i) => classes.includes(labels[i]!));
  const both = new Float32Array(2 * chosen.length * size); // clean rows, then occluded ones
  chosen.forEach((image, row) => {
    both.set(latents.subarray(image * size, (image + 1) * size), row * size);
    both.set(occluded.subarray(image * size, (image + 1) * size), (chosen.length + row) * size);
  });
  const axes = principalAxes(both, { size, count: Math.min(AXES, size, 2 * chosen.length - 1) });
  const along = axes.variances.length;
  const projected = projectOn(axes, both); // [2 · chosen, along]

  const points: LatentPlane['points'] = { x: [], y: [], label: [], occluded: [] };
  for (const label of classes) {
    const rows = chosen.flatMap((image, row) => (labels[image] === label ? [row] : [])).slice(0, pointsPerClass);
    for (const isOccluded of [false, true]) {
      for (const row of rows) {
        const at = (isOccluded ? chosen.length + row : row) * along;
        points.x.push(projected[at]!);
        points.y.push(along > 1 ? projected[at + 1]! : 0);
        points.label.push(label);
        points.occluded.push(isOccluded);
      }
    }
  }
  // Shares of variances that rounding leaves a hair above 1.
  return { explained: Array.from(axes.explained, (share) => Math.min(1, share)), points };
}
