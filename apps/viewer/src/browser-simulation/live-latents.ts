import type { LatentPlane } from '../source/run-source.ts';
import type { TableData } from '../ui/DataTable.tsx';

/** A drawn point: an image, clean, and where tiles move it. */
export interface LatentPoint {
  readonly x: number;
  readonly y: number;
  readonly occludedX: number;
  readonly occludedY: number;
  readonly label: number;
}

/** Places of a plane in a square of `side`, and the square around all of its points. */
export function latentPoints({ clean, occluded, labels }: LatentPlane, extent: number, side: number): LatentPoint[] {
  const place = (value: number): number => ((value / extent + 1) / 2) * side;
  const moved = occluded ?? clean;
  return Array.from(labels, (label, i) => ({
    x: place(clean[2 * i]!),
    y: side - place(clean[2 * i + 1]!),
    occludedX: place(moved[2 * i]!),
    occludedY: side - place(moved[2 * i + 1]!),
    label,
  }));
}

/** Half the side of the least square around zero that holds all points, a little wider. */
export function extentOf({ clean, occluded }: LatentPlane): number {
  let most = 0;
  for (const points of [clean, occluded ?? clean]) for (const value of points) most = Math.max(most, Math.abs(value));
  return most === 0 ? 1 : 1.05 * most;
}

/** Whether points have left the square, or crowd in an eighth of it: the axes no longer show them. */
export function needsFit(plane: LatentPlane, extent: number): boolean {
  const reach = extentOf(plane);
  const { clean } = plane;
  const [low, high] = [Math.min(...clean), Math.max(...clean)];
  return reach > 1.05 * extent || high - low < extent / 4;
}

/** What the plane shows, in words. @param fittedAt ticks lived through when the axes were fitted */
export function latentSummary(plane: LatentPlane, fittedAt: number): string {
  const { explained, clean, occluded, labels, classNames } = plane;
  const [x, y] = explained.map((share) => `${Math.round(100 * share)} %`);
  const images = `${labels.length} test images of ${classNames.length} classes`;
  const axes = `the axes, fitted after ${fittedAt.toLocaleString('en')} ticks, explain ${x} and ${y} of the variance`;
  if (occluded === null) return `${images}; ${axes}.`;
  const moved = meanDistance(clean, occluded);
  return `${images}; ${axes}. Occlusion moves an image by ${moved.toPrecision(2)} on average.`;
}

export const latentTable = ({ clean, occluded, labels, classNames }: LatentPlane): TableData => ({
  columns: ['image', 'class', 'x', 'y', 'occluded x', 'occluded y'],
  rows: Array.from(labels, (label, i) => [
    i,
    classNames[label] ?? String(label),
    ...[clean[2 * i]!, clean[2 * i + 1]!],
    ...(occluded === null ? [null, null] : [occluded[2 * i]!, occluded[2 * i + 1]!]),
  ]),
});

function meanDistance(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 2) sum += Math.hypot(a[i]! - b[i]!, a[i + 1]! - b[i + 1]!);
  return (2 * sum) / a.length;
}
