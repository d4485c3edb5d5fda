import type { RandomStream } from '@oneiros/random';
import { SampleMismatchError } from './errors.ts';
import { createFoldedRidge } from './folded-ridge.ts';
import { plainProducts, type FeatureProducts } from './feature-products.ts';
import type { Readout } from './readout.ts';
import { measureSamples, type LabelledLatents } from './samples.ts';
import { solveShifted } from './shifted-conjugate-gradients.ts';

export interface FeatureReadoutOptions extends LabelledLatents {
  readonly classes: number;
  /** Penalties to choose from, relative to the mean variance of a feature; 1e-4, 1e-3, ... 100 unless given. */
  readonly penalties?: readonly number[];
  /** Parts that are held out in turn; 5 unless given. */
  readonly folds?: number;
  /** Draws which sample is in which part. */
  readonly random: RandomStream;
  /** Products with the latents; in float64 on plain arrays unless given. */
  readonly products?: FeatureProducts;
  /** Where a solution is good enough: its residual as a share of the right side; 1e-4 unless given. */
  readonly tolerance?: number;
  /** Products after which a solution is taken as it is; 500 unless given. */
  readonly maxIterations?: number;
}

export interface FeatureReadout {
  /** Trained on all samples with the chosen penalty. */
  readonly readout: Readout;
  readonly penalty: number;
  /** For each penalty, in the order given. */
  readonly scores: readonly PenaltyScore[];
  /** Products with the features that it took. */
  readonly iterations: number;
}

export interface PenaltyScore {
  readonly penalty: number;
  /** Share of all samples that were told right by the readout that had not seen them, 0..1. */
  readonly accuracy: number;
  /** Largest relative residual that was left; above the tolerance where `maxIterations` came first. */
  readonly residual: number;
}

const PENALTIES = [1e-4, 1e-3, 1e-2, 0.1, 1, 10, 100];

/**
 * A linear readout of many features, such as a whole area's: ridge regression on one-hot labels, as `ridgeReadout`, whose
 * penalty is chosen by cross-validation (the most accurate; of equals the largest). Covariances are never formed: every
 * penalty, every held-out part and the final readout come from one sequence of products with the features.
 * @throws SampleMismatchError, NotFiniteError
 */
export function readoutFromFeatures(options: FeatureReadoutOptions): FeatureReadout {
  const { latents, labels, classes, random, penalties = PENALTIES, folds = 5 } = options;
  const { tolerance = 1e-4, maxIterations = 500 } = options;
  const { count, size } = measureSamples(options, classes);
  check(
    'folds',
    Number.isInteger(folds) && folds >= 2 && folds <= count,
    `an integer from 2 to ${count} samples`,
    folds,
  );
  check('penalties', penalties.length > 0, 'at least one', 'none');
  for (const penalty of penalties) check('penalty', penalty > 0 && penalty < Infinity, 'above 0 and finite', penalty);
  check('tolerance', tolerance > 0 && tolerance < 1, 'within 0 and 1', tolerance);
  check('maxIterations', Number.isInteger(maxIterations) && maxIterations > 0, 'an integer from 1', maxIterations);

  const foldOf = new Uint32Array(count);
  random.permutation(count).forEach((sample, i) => (foldOf[sample] = i % folds));
  const products = checked(options.products ?? plainProducts(latents, count, size), count, size);
  const ridge = createFoldedRidge({ latents, labels, classes, foldOf, folds, products });
  const { solutions, residuals, iterations } = solveShifted({
    apply: ridge.apply,
    right: ridge.right,
    columns: (folds + 1) * classes,
    shifts: penalties.map(ridge.shiftsOf),
    tolerance,
    maxIterations,
  });
  const scores = penalties.map((penalty, at) => ({
    penalty,
    accuracy: ridge.heldOutAccuracy(solutions[at]!),
    residual: residuals[at]!,
  }));
  const best = scores.reduce((a, b) =>
    b.accuracy > a.accuracy || (b.accuracy === a.accuracy && b.penalty > a.penalty) ? b : a,
  );
  return { readout: ridge.readoutOf(solutions[scores.indexOf(best)]!), penalty: best.penalty, scores, iterations };
}

function check(name: string, holds: boolean, expected: string, actual: number | string): void {
  if (!holds) throw new SampleMismatchError(name, expected, String(actual));
}

/** Products that say so where a caller's have another shape. */
function checked({ project, backproject }: FeatureProducts, count: number, size: number): FeatureProducts {
  return {
    project(weights) {
      const projected = project(weights);
      const length = (weights.length / size) * count;
      check('projected features', projected.length === length, `${length} numbers`, projected.length);
      return projected;
    },
    backproject(errors) {
      const backprojected = backproject(errors);
      const length = (errors.length / count) * size;
      check('backprojected errors', backprojected.length === length, `${length} numbers`, backprojected.length);
      return backprojected;
    },
  };
}
