import { NoVarianceError, SampleMismatchError } from './errors.ts';
import { createGaussian } from './gaussian.ts';
import { rowProducts } from './row-products.ts';
import { symmetricEigen } from './symmetric-eigen.ts';

export interface PrincipalAxesOptions {
  /** Numbers in a sample. */
  readonly size: number;
  /** How many axes, 1..min(size, samples - 1). */
  readonly count: number;
}

/** The directions along which samples vary most. */
export interface PrincipalAxes {
  readonly size: number;
  /** [size] */
  readonly mean: Float64Array;
  /** [count, size], orthonormal rows, the most variable first; the largest number of each (by size) is positive. */
  readonly axes: Float64Array;
  /** [count], variance along each axis, divided by samples - 1. */
  readonly variances: Float64Array;
  /** [count], share of the total variance, 0..1. */
  readonly explained: Float64Array;
}

/**
 * Principal component analysis, by the eigenvectors of the covariance.
 * @param samples [samples, size], row by row.
 * @throws SampleMismatchError where sizes do not fit or there are too few samples for so many axes; NotFiniteError;
 * NoVarianceError where all samples are the same.
 */
export function principalAxes(
  samples: Float32Array | Float64Array,
  { size, count }: PrincipalAxesOptions,
): PrincipalAxes {
  const gaussian = createGaussian(size);
  gaussian.add(samples);
  const { mean, covariance, count: sampleCount } = gaussian.finish();
  const most = Math.min(size, sampleCount - 1);
  if (!Number.isInteger(count) || count < 1 || count > most) {
    throw new SampleMismatchError('count', `an integer from 1 to ${most} (size, and samples - 1)`, String(count));
  }
  let total = 0;
  for (let j = 0; j < size; j++) total += covariance[j * size + j]!;
  if (total === 0) throw new NoVarianceError('samples');
  const { values, vectors } = symmetricEigen(covariance, size);
  const axes = vectors.slice(0, count * size);
  for (let k = 0; k < count; k++) fixSign(axes.subarray(k * size, (k + 1) * size));
  const variances = values.slice(0, count).map((value) => Math.max(0, value));
  return { size, mean, axes, variances, explained: variances.map((value) => value / total) };
}

function fixSign(axis: Float64Array): void {
  let largest = 0;
  for (const value of axis) if (Math.abs(value) > Math.abs(largest)) largest = value;
  if (largest < 0) for (let j = 0; j < axis.length; j++) axis[j] = -axis[j]!;
}

/**
 * Where samples lie along principal axes.
 * @param samples [samples, size]. @returns [samples, count]
 * @throws SampleMismatchError where sizes differ.
 */
export function projectOn(
  { axes, mean, size }: Pick<PrincipalAxes, 'axes' | 'mean' | 'size'>,
  samples: Float32Array | Float64Array,
): Float64Array {
  if (samples.length % size !== 0) {
    throw new SampleMismatchError('samples', `a multiple of ${size}`, `${samples.length} numbers`);
  }
  return rowProducts(
    Float64Array.from(samples, (value, i) => value - mean[i % size]!),
    axes,
    size,
  );
}
