import { smoothOverLast } from '@oneiros/metrics';
import type { Point } from './measured-points.ts';
import type { RunToCompare } from './run-to-compare.ts';

/** At which epoch runs are compared. */
export type At = 'last' | { readonly epoch: number };

/** The value of one run, or why there is none. */
export type ValueAt =
  | {
      readonly value: number;
      readonly epoch: number;
      /** Smallest and largest of the values that were averaged. */
      readonly spread: readonly [low: number, high: number];
      readonly testImages: number | undefined;
      readonly options: unknown;
    }
  | { readonly value: null; readonly reason: string };

/**
 * A run's value after an epoch, averaged with those before it.
 *
 * @param smooth so many measurements in all; fewer where the run has no more
 */
export function valueAt(run: RunToCompare, points: readonly Point[], at: At, smooth: number): ValueAt {
  if (at === 'last' && run.status !== 'finished') return { value: null, reason: `${standing(run, points)}, left out` };
  if (points.length === 0) return { value: null, reason: `${standing(run, points)}, nothing measured` };
  const index = at === 'last' ? points.length - 1 : points.findIndex(({ epoch }) => epoch === at.epoch);
  if (index < 0) return { value: null, reason: `${standing(run, points)}, nothing measured at that epoch` };
  const upTo = points.slice(Math.max(0, index + 1 - smooth), index + 1);
  const values = upTo.map(({ value }) => value ?? Number.NaN);
  if (!values.every(Number.isFinite)) return { value: null, reason: `no number at epoch ${points[index]!.epoch}` };
  const { mean, low, high } = smoothOverLast(values, smooth).at(-1)!;
  const { epoch, testImages, options } = points[index]!;
  return { value: mean, epoch, spread: [low, high], testImages, options };
}

/** Such as `interrupted at epoch 2`. */
function standing({ status }: RunToCompare, points: readonly Point[]): string {
  if (status === 'waiting') return 'not begun';
  const last = points.at(-1);
  return last === undefined ? status : `${status} after epoch ${last.epoch}`;
}
