import { NotFiniteError, SampleMismatchError } from './errors.ts';
import type { Gaussian } from './gaussian.ts';
import { rowProducts } from './row-products.ts';
import { symmetricEigen, symmetricEigenvalues } from './symmetric-eigen.ts';

/** Eigenvalues below zero by more than this share of the largest are no rounding. */
const NEGATIVE_SHARE = 1e-6;

/**
 * Fréchet (2-Wasserstein) distance, squared, of two normal distributions, as the FID uses it:
 * `|μ₁ - μ₂|² + tr(Σ₁ + Σ₂ - 2 (Σ₁ Σ₂)^½)`. With Σ₁ = V D V', the root has the trace of `(D^½ V' Σ₂ V D^½)^½`, which is
 * symmetric: two eigendecompositions, no complex numbers. Directions without variance drop out. What rounding leaves below
 * zero, in an eigenvalue or in the distance, counts as 0.
 * @throws SampleMismatchError where sizes differ or a covariance is not positive semidefinite; NotFiniteError
 * @source Dowson & Landau 1982, J. Multivariate Analysis 12:450, equation 4; Heusel et al. 2017 (FID), equation 6
 */
export function frechetDistance(a: Gaussian, b: Gaussian): number {
  if (a.size !== b.size) throw new SampleMismatchError('both Gaussians', `of one size (${a.size})`, `${b.size}`);
  const { size } = a;
  const { values, vectors } = symmetricEigen(a.covariance, size);
  const rank = values.findLastIndex((value) => value > values[0]! * size * Number.EPSILON) + 1;
  rejectNegative(values);
  const roots = vectors.slice(0, rank * size);
  for (let i = 0; i < roots.length; i++) roots[i]! *= Math.sqrt(values[Math.floor(i / size)]!);
  const projected = rank === 0 ? new Float64Array(0) : rowProducts(rowProducts(roots, b.covariance, size), roots, size);
  const shared = rank === 0 ? new Float64Array(0) : symmetricEigenvalues(projected, rank);
  rejectNegative(shared);
  let distance = 0;
  for (let j = 0; j < size; j++) {
    distance += (a.mean[j]! - b.mean[j]!) ** 2 + a.covariance[j * size + j]! + b.covariance[j * size + j]!;
  }
  if (!Number.isFinite(distance)) throw new NotFiniteError('a mean or covariance');
  // What rounding leaves of a zero, of the order of ε times the largest, would have a root of the order of √ε.
  const floor = (shared[0] ?? 0) * size * Number.EPSILON;
  for (const value of shared) if (value > floor) distance -= 2 * Math.sqrt(value);
  return Math.max(0, distance);
}

/** @param values the largest first. */
function rejectNegative(values: Float64Array): void {
  const smallest = values.at(-1) ?? 0;
  if (smallest < -NEGATIVE_SHARE * Math.max(values[0] ?? 0, Number.MIN_VALUE)) {
    throw new SampleMismatchError('covariances', 'positive semidefinite', `an eigenvalue of ${smallest}`);
  }
}
