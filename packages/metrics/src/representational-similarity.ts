import { NotFiniteError, SampleMismatchError } from './errors.ts';
import { rowProducts } from './row-products.ts';

export interface RepresentationalSimilarityOptions {
  readonly samples: number;
  /** Numbers in a pattern. */
  readonly size: number;
}

export interface RepresentationalSimilarity {
  /** Linear centred kernel alignment, 0..1: 1 where one is a rotation and scaling of the other; null where either never changes. */
  readonly cka: number | null;
  /**
   * Correlation of the two patterns of a sample, -1..1, its mean over the samples whose patterns both vary over their
   * numbers; null where there is none.
   */
  readonly meanPatternCorrelation: number | null;
}

type Activities = Float32Array | Float64Array;

/**
 * How similar two representations of the same samples are.
 * `CKA = |Y'X|² / (|X'X| |Y'Y|)` with Frobenius norms and columns that are centred over samples.
 * @param a, b [samples, size], row by row: activities of the same units in the same order.
 * @throws SampleMismatchError where sizes do not fit or there is one sample alone; NotFiniteError
 * @source Kornblith et al. 2019, "Similarity of neural network representations revisited", equation 4
 */
export function representationalSimilarity(
  a: Activities,
  b: Activities,
  { samples, size }: RepresentationalSimilarityOptions,
): RepresentationalSimilarity {
  check('the first activities', a, samples, size);
  check('the second activities', b, samples, size);
  return { cka: centredKernelAlignment(a, b, samples, size), meanPatternCorrelation: patternCorrelation(a, b, size) };
}

function check(what: string, activities: Activities, samples: number, size: number): void {
  if (!Number.isInteger(samples) || samples < 2) {
    throw new SampleMismatchError('samples', 'an integer from 2', String(samples));
  }
  if (!Number.isInteger(size) || size < 1) throw new SampleMismatchError('size', 'an integer from 1', String(size));
  if (activities.length !== samples * size) {
    throw new SampleMismatchError(what, `${samples} x ${size} numbers`, String(activities.length));
  }
  for (let i = 0; i < activities.length; i++) {
    if (!Number.isFinite(activities[i]!)) {
      throw new NotFiniteError(`number ${i % size} of sample ${Math.floor(i / size)} of ${what}`);
    }
  }
}

/**
 * By products of units where those are fewer than samples, else by products of samples: the same numbers, since
 * |Y'X|² = tr(XX' YY').
 */
function centredKernelAlignment(a: Activities, b: Activities, samples: number, size: number): number | null {
  const [x, y] = [centredColumns(a, samples, size), centredColumns(b, samples, size)];
  if (x === null || y === null) return null;
  if (size < samples) {
    const shared = squaredNorm(rowProducts(x, y, samples));
    return shared / Math.sqrt(squaredNorm(rowProducts(x, x, samples)) * squaredNorm(rowProducts(y, y, samples)));
  }
  const [rowsX, rowsY] = [transpose(x, size, samples), transpose(y, size, samples)];
  const [kernelX, kernelY] = [rowProducts(rowsX, rowsX, size), rowProducts(rowsY, rowsY, size)];
  let shared = 0;
  for (let i = 0; i < kernelX.length; i++) shared += kernelX[i]! * kernelY[i]!;
  return shared / Math.sqrt(squaredNorm(kernelX) * squaredNorm(kernelY));
}

/** @returns [size, samples], each unit about its mean, in units of the largest deviation; null where all are 0. */
function centredColumns(activities: Activities, samples: number, size: number): Float64Array | null {
  const columns = transpose(activities, samples, size);
  let largest = 0;
  for (let j = 0; j < size; j++) {
    const column = columns.subarray(j * samples, (j + 1) * samples);
    const mean = column.reduce((sum, value) => sum + value, 0) / samples;
    const varies = column.some((value) => value !== column[0]);
    for (let i = 0; i < samples; i++) {
      column[i] = varies ? column[i]! - mean : 0;
      largest = Math.max(largest, Math.abs(column[i]!));
    }
  }
  return largest === 0 ? null : columns.map((value) => value / largest);
}

function transpose(matrix: Activities, rows: number, columns: number): Float64Array {
  const transposed = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) transposed[j * rows + i] = matrix[i * columns + j]!;
  return transposed;
}

const squaredNorm = (matrix: Float64Array): number => matrix.reduce((sum, value) => sum + value * value, 0);

function patternCorrelation(a: Activities, b: Activities, size: number): number | null {
  let [sum, varying] = [0, 0];
  for (let start = 0; start < a.length; start += size) {
    const correlation = correlate(a.subarray(start, start + size), b.subarray(start, start + size));
    if (correlation === null) continue;
    sum += correlation;
    varying++;
  }
  return varying === 0 ? null : sum / varying;
}

function correlate(a: Activities, b: Activities): number | null {
  if (a.every((value) => value === a[0]) || b.every((value) => value === b[0])) return null;
  const size = a.length;
  let [meanA, meanB] = [0, 0];
  for (let j = 0; j < size; j++) {
    meanA += a[j]! / size;
    meanB += b[j]! / size;
  }
  let [aa, bb, ab] = [0, 0, 0];
  for (let j = 0; j < size; j++) {
    const [u, v] = [a[j]! - meanA, b[j]! - meanB];
    aa += u * u;
    bb += v * v;
    ab += u * v;
  }
  return ab / (Math.sqrt(aa) * Math.sqrt(bb));
}
