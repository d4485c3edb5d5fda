import { CHUNK_BINS, curveNames, type CurveName, type TimelineChunk } from '@oneiros/timeline';
import { binsIn, type Scene } from './scene.ts';

/** A curve as a lane shows it. */
export interface CurveStyle {
  readonly curve: CurveName;
  readonly label: string;
  readonly color: string;
  readonly dash?: readonly number[];
}

export const levelCurves: readonly CurveStyle[] = [
  { curve: 'ach', label: 'ACh', color: 'ach' },
  { curve: 'na', label: 'NA', color: 'na', dash: [5, 2] },
];

export const gateCurves: readonly CurveStyle[] = [
  { curve: 'discriminator', label: 'discriminator gain', color: 'series-1' },
  { curve: 'target', label: 'discriminator target', color: 'series-4', dash: [5, 2] },
  { curve: 'sign', label: 'feedback sign', color: 'series-5', dash: [2, 2] },
  { curve: 'nrem', label: 'perturbed replay', color: 'series-3', dash: [8, 2, 2, 2] },
];

export const lossCurves: readonly CurveStyle[] = [
  { curve: 'lossReconstruction', label: 'L image', color: 'series-1' },
  { curve: 'lossDivergence', label: 'L KL', color: 'series-5' },
  { curve: 'lossReality', label: 'L real', color: 'series-2' },
  { curve: 'lossNrem', label: 'L NREM', color: 'series-3' },
  { curve: 'lossAdversarial', label: 'L REM', color: 'series-4' },
];

/** Least and greatest values of curves in view; null where nothing finite was measured. */
export function extentOf(
  scene: Scene,
  curves: readonly CurveName[],
  isPositive = false,
): readonly [number, number] | null {
  let [low, high] = [Infinity, -Infinity];
  for (const segment of scene.segments) {
    const [first, end] = binsIn(segment);
    for (const name of curves) {
      const { min, max } = segment.chunk.curves[name];
      for (let bin = first; bin < end; bin += 1) {
        if (max[bin]! > high) high = max[bin]!;
        if (min[bin]! < low && (!isPositive || min[bin]! > 0)) low = min[bin]!;
      }
    }
  }
  return low <= high ? [low, high] : null;
}

/** Measurements of curves in view, and how many of them are no numbers. */
export function countMeasured(scene: Scene, curves: readonly CurveName[]): { measured: number; notFinite: number } {
  let [measured, notFinite] = [0, 0];
  for (const segment of scene.segments) {
    const [first, end] = binsIn(segment);
    for (const name of curves) {
      const { count, mean } = segment.chunk.curves[name];
      for (let bin = first; bin < end; bin += 1) {
        measured += count[bin]!;
        if (count[bin]! > 0 && Number.isNaN(mean[bin]!)) notFinite += 1;
      }
    }
  }
  return { measured, notFinite };
}

/** The bin of a chunk that holds a tick. */
export const binOf = (chunk: TimelineChunk, tick: number): number =>
  Math.min(chunk.bins - 1, Math.max(0, Math.floor(tick / chunk.ticksPerBin) - chunk.index * CHUNK_BINS));

/** Value of every curve at a tick or, where a bin holds several, their mean; the last measured one up to it, where it has none. */
export function valuesAt(chunk: TimelineChunk, tick: number): Record<CurveName, number | null> {
  const at = binOf(chunk, tick);
  return Object.fromEntries(
    curveNames.map((name) => {
      const { mean, count } = chunk.curves[name];
      let bin = at;
      while (bin > at - 64 && bin > 0 && count[bin] === 0) bin -= 1;
      return [name, count[bin] === 0 ? null : mean[bin]!];
    }),
  ) as Record<CurveName, number | null>;
}
