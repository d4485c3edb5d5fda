import { NotFiniteError, SampleMismatchError } from './errors.ts';
import { addScatter, ROWS_A_BLOCK, ROWS_A_TILE } from './scatter.ts';

/** A cloud of samples as mean and covariance. */
export interface Gaussian {
  readonly size: number;
  /** Samples it was measured on. */
  readonly count: number;
  /** [size] */
  readonly mean: Float64Array;
  /** [size, size], symmetric; divided by count - 1. */
  readonly covariance: Float64Array;
}

/** What samples add up to; enough to go on adding. */
export interface Moments {
  readonly count: number;
  /** [size] */
  readonly mean: Float64Array;
  /** [size, size], sums of products of deviations from the mean, on and below the diagonal. */
  readonly scatter: Float64Array;
}

/** Mean and covariance of samples that come in parts and need not be kept. */
export interface GaussianAccumulator {
  readonly size: number;
  /** Samples added so far. */
  readonly count: number;
  /**
   * @param features [samples, size], row by row; copied.
   * @throws SampleMismatchError where it is no whole number of samples; NotFiniteError, and then nothing was added.
   */
  add(features: Float32Array | Float64Array): void;
  /** Adds what another one has seen; the other stays as it is. @throws SampleMismatchError where sizes differ. */
  merge(other: GaussianAccumulator): void;
  /** Everything so far, a copy. */
  moments(): Moments;
  /** @throws SampleMismatchError where fewer than two samples were added: one has no covariance. */
  finish(): Gaussian;
}

/**
 * Measures a cloud of samples in one pass. Samples are added in blocks of 64 about each block's own mean, and blocks are
 * joined by Chan's update, so that means far from zero cost no digits. The result is the same to the last bit however
 * `add` was given the samples.
 * @param size numbers in a sample.
 * @source Chan, Golub & LeVeque 1983, The American Statistician 37:242, equations 1.5
 */
export function createGaussian(size: number): GaussianAccumulator {
  if (!Number.isInteger(size) || size < 1) throw new SampleMismatchError('size', 'an integer from 1', String(size));
  let whole: Moments = { count: 0, mean: new Float64Array(size), scatter: new Float64Array(size * size) };
  const block = new Float64Array(ROWS_A_BLOCK * size);
  let rows = 0;

  return {
    size,
    get count() {
      return whole.count + rows;
    },
    add(features) {
      checkFeatures(features, size);
      for (let from = 0; from < features.length;) {
        const taken = Math.min(features.length - from, block.length - rows * size);
        block.set(features.subarray(from, from + taken), rows * size);
        rows += taken / size;
        from += taken;
        if (rows < ROWS_A_BLOCK) continue;
        whole = addBlock(whole, block, rows);
        rows = 0;
      }
    },
    merge(other) {
      if (other.size !== size) throw new SampleMismatchError('the other size', `${size}`, `${other.size}`);
      const added = other.moments();
      whole = addBlock(whole, block, rows);
      rows = 0;
      for (let i = 0; i < added.scatter.length; i++) whole.scatter[i]! += added.scatter[i]!;
      whole = joinMeans(whole, added);
    },
    moments() {
      const { count, mean, scatter } = whole;
      return addBlock({ count, mean: mean.slice(), scatter: scatter.slice() }, block.slice(), rows);
    },
    finish() {
      const { count, mean, scatter } = this.moments();
      if (count < 2) throw new SampleMismatchError('samples of a Gaussian', 'at least two', `${count}`);
      for (let i = 0; i < size; i++) {
        for (let j = 0; j <= i; j++) {
          const covariance = scatter[i * size + j]! / (count - 1);
          scatter[i * size + j] = covariance;
          scatter[j * size + i] = covariance;
        }
      }
      return { size, count, mean, covariance: scatter };
    },
  };
}

/** Checks that features are whole, finite samples. @throws SampleMismatchError, NotFiniteError */
function checkFeatures(features: Float32Array | Float64Array, size: number): void {
  if (features.length % size !== 0) {
    throw new SampleMismatchError('features', `a multiple of ${size}`, `${features.length} numbers`);
  }
  for (let i = 0; i < features.length; i++) {
    if (!Number.isFinite(features[i]!))
      throw new NotFiniteError(`feature ${i % size} of sample ${Math.floor(i / size)}`);
  }
}

/** Adds the first rows of a block; arrays of both are changed. */
function addBlock(moments: Moments, block: Float64Array, rows: number): Moments {
  if (rows === 0) return moments;
  const size = moments.mean.length;
  const padded = Math.ceil(rows / ROWS_A_TILE) * ROWS_A_TILE;
  block.fill(0, rows * size, padded * size);
  const mean = new Float64Array(size);
  for (let i = 0; i < rows * size; i++) mean[i % size]! += block[i]!;
  for (let j = 0; j < size; j++) mean[j]! /= rows;
  for (let i = 0; i < rows * size; i++) block[i]! -= mean[i % size]!;
  addScatter(block, padded, size, moments.scatter);
  return joinMeans(moments, { count: rows, mean });
}

/** Moments about the mean of two sets of samples whose scatters about their own means are added already; changes a's arrays. */
function joinMeans({ count, mean, scatter }: Moments, b: Pick<Moments, 'count' | 'mean'>): Moments {
  const size = mean.length;
  const total = count + b.count;
  if (b.count === 0) return { count, mean, scatter };
  const shift = b.mean.map((value, j) => value - mean[j]!);
  for (let i = 0; i < size; i++) {
    const factor = (count / total) * b.count * shift[i]!;
    for (let j = 0; j <= i; j++) scatter[i * size + j]! += factor * shift[j]!;
    mean[i]! += (b.count / total) * shift[i]!;
  }
  return { count: total, mean, scatter };
}
