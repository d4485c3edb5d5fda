import { solvePositiveDefinite } from './cholesky.ts';
import { SampleMismatchError } from './errors.ts';
import type { Readout } from './readout.ts';
import { addScatter, ROWS_A_BLOCK, ROWS_A_TILE } from './scatter.ts';
import { measureSamples, type LabelledLatents } from './samples.ts';

export interface RidgeOptions extends LabelledLatents {
  readonly classes: number;
  /** lambda, added to the variance of every latent, relative to their mean variance; > 0; 1e-3 unless given. */
  readonly penalty?: number;
}

/**
 * The fast probe: a linear readout in closed form. W and b minimise the mean squared distance of W z + b from the one-hot
 * labels plus lambda |W|²; the bias is not penalised. It is not the paper's readout: it
 * needs no learning rate, no seed and no order of samples, and takes a fraction of the time.
 * @throws SampleMismatchError, NotFiniteError, SingularMatrixError
 */
export function ridgeReadout(options: RidgeOptions): Readout {
  const { latents, labels, classes, penalty = 1e-3 } = options;
  if (!(penalty > 0)) throw new SampleMismatchError('penalty', 'above 0', `${penalty}`);
  const { count, size } = measureSamples(options, classes);
  const mean = meanOf(latents, count, size);
  const covariance = covarianceOf(latents, mean, count, size);
  let trace = 0;
  for (let j = 0; j < size; j++) trace += covariance[j * size + j]!;
  // Latents that never change have no variance to be relative to; any ridge then gives W = 0.
  const ridge = trace === 0 ? 1 : (penalty * trace) / size;
  for (let j = 0; j < size; j++) covariance[j * size + j]! += ridge;

  const samplesOf = new Float64Array(classes);
  const weights = new Float64Array(classes * size);
  for (let i = 0; i < count; i++) {
    const label = labels[i]!;
    samplesOf[label]! += 1;
    for (let j = 0; j < size; j++) weights[label * size + j]! += (latents[i * size + j]! - mean[j]!) / count;
  }
  solvePositiveDefinite(covariance, weights, size);
  const bias = Float64Array.from(samplesOf, (samples, k) => {
    let projected = 0;
    for (let j = 0; j < size; j++) projected += weights[k * size + j]! * mean[j]!;
    return samples / count - projected;
  });
  return { classes, size, weights, bias, losses: [] };
}

function meanOf(latents: ArrayLike<number>, count: number, size: number): Float64Array {
  const mean = new Float64Array(size);
  for (let i = 0; i < count; i++) for (let j = 0; j < size; j++) mean[j]! += latents[i * size + j]!;
  return mean.map((sum) => sum / count);
}

/** Lower triangle of the covariance (divided by count). */
function covarianceOf(latents: ArrayLike<number>, mean: Float64Array, count: number, size: number): Float64Array {
  const covariance = new Float64Array(size * size);
  const x = new Float64Array(ROWS_A_BLOCK * size);
  for (let from = 0; from < count; from += ROWS_A_BLOCK) {
    const rows = Math.min(ROWS_A_BLOCK, count - from);
    for (let row = 0; row < rows; row++) {
      for (let j = 0; j < size; j++) x[row * size + j] = latents[(from + row) * size + j]! - mean[j]!;
    }
    x.fill(0, rows * size);
    addScatter(x, Math.ceil(rows / ROWS_A_TILE) * ROWS_A_TILE, size, covariance);
  }
  return covariance.map((sum) => sum / count);
}
