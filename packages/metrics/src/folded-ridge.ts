import type { FeatureProducts } from './feature-products.ts';
import type { Readout } from './readout.ts';
import type { LabelledLatents } from './samples.ts';

export interface FoldedRidgeOptions extends LabelledLatents {
  readonly classes: number;
  /** [samples], the part that each sample is in. */
  readonly foldOf: Uint32Array;
  readonly folds: number;
  readonly products: FeatureProducts;
}

/**
 * The normal equations (C_f + shift I) w = b of one ridge regression for each part f held out, and of one on all samples,
 * side by side: column f * classes + k is class k of regression f, the last regression is that on all samples. C_f and b are
 * the covariances, divided by the number of samples, of the features with each other and with the one-hot labels.
 */
export interface FoldedRidge {
  /** [size, columns] */
  readonly right: Float64Array;
  /** C_f times the columns of each regression. */
  readonly apply: (vectors: Float64Array) => Float64Array;
  /** [columns], a penalty in terms of each regression's variances. */
  readonly shiftsOf: (penalty: number) => Float64Array;
  /** Share of all samples that are told right by the regression that did not see them. */
  readonly heldOutAccuracy: (solution: Float64Array) => number;
  /** The regression on all samples. */
  readonly readoutOf: (solution: Float64Array) => Readout;
}

export function createFoldedRidge(options: FoldedRidgeOptions): FoldedRidge {
  const { labels, classes, foldOf, folds, products } = options;
  const count = labels.length;
  const regressions = folds + 1;
  const columns = regressions * classes;
  const { size, samples, means, variances } = describeFolds(options);
  const frequencies = frequenciesOf(options, samples);

  /** [columns], each regression's mean times its columns. */
  const meansTimes = (vectors: Float64Array): Float64Array => {
    const offsets = new Float64Array(columns);
    for (let j = 0; j < size; j++) {
      for (let c = 0; c < columns; c++) {
        offsets[c]! += means[Math.floor(c / classes) * size + j]! * vectors[j * columns + c]!;
      }
    }
    return offsets;
  };
  /** Centred features, transposed, times errors of the samples that each regression sees. Errors are changed. */
  const backprojectSeen = (errors: Float64Array): Float64Array => {
    const sums = new Float64Array(columns);
    for (let i = 0; i < count; i++) {
      for (let f = 0; f < regressions; f++) {
        const share = foldOf[i] === f ? 0 : 1 / samples[f]!;
        for (let c = f * classes; c < (f + 1) * classes; c++) {
          const error = errors[i * columns + c]! * share;
          errors[i * columns + c] = error;
          sums[c]! += error;
        }
      }
    }
    const result = products.backproject(errors);
    for (let j = 0; j < size; j++) {
      for (let c = 0; c < columns; c++) {
        result[j * columns + c]! -= means[Math.floor(c / classes) * size + j]! * sums[c]!;
      }
    }
    return result;
  };
  const biasOf = (solution: Float64Array): Float64Array => {
    const offsets = meansTimes(solution);
    return frequencies.map((frequency, c) => frequency - offsets[c]!);
  };

  const targets = new Float64Array(count * columns);
  for (let i = 0; i < count; i++) {
    for (let c = 0; c < columns; c++) targets[i * columns + c] = (labels[i] === c % classes ? 1 : 0) - frequencies[c]!;
  }
  return {
    right: backprojectSeen(targets),
    apply(vectors) {
      const projected = products.project(vectors);
      const offsets = meansTimes(vectors);
      for (let row = 0; row < projected.length; row += columns) {
        for (let c = 0; c < columns; c++) projected[row + c]! -= offsets[c]!;
      }
      return backprojectSeen(projected);
    },
    // Features that never change have no variance to be relative to; any shift then gives weights of 0.
    shiftsOf: (penalty) =>
      Float64Array.from({ length: columns }, (_, c) => penalty * (variances[Math.floor(c / classes)]! || 1)),
    heldOutAccuracy(solution) {
      const projected = products.project(solution);
      const bias = biasOf(solution);
      let correct = 0;
      for (let i = 0; i < count; i++) {
        const first = foldOf[i]! * classes;
        const valueOf = (k: number): number => projected[i * columns + first + k]! + bias[first + k]!;
        let best = 0;
        for (let k = 1; k < classes; k++) if (valueOf(k) > valueOf(best)) best = k;
        if (best === labels[i]) correct++;
      }
      return correct / count;
    },
    readoutOf(solution) {
      const weights = new Float64Array(classes * size);
      for (let k = 0; k < classes; k++) {
        for (let j = 0; j < size; j++) weights[k * size + j] = solution[j * columns + folds * classes + k]!;
      }
      return { classes, size, weights, bias: biasOf(solution).slice(folds * classes), losses: [] };
    },
  };
}

interface FoldDescription {
  readonly size: number;
  /** [regressions], how many samples each sees. */
  readonly samples: Float64Array;
  /** [regressions, size], of the samples that each sees. */
  readonly means: Float64Array;
  /** [regressions], mean variance of a feature over the samples that each sees. */
  readonly variances: Float64Array;
}

function describeFolds({ latents, labels, foldOf, folds }: FoldedRidgeOptions): FoldDescription {
  const count = labels.length;
  const size = latents.length / count;
  const samples = new Float64Array(folds + 1);
  const sums = new Float64Array((folds + 1) * size);
  const whole = folds * size;
  for (let i = 0; i < count; i++) {
    samples[foldOf[i]!]!++;
    const target = foldOf[i]! * size;
    for (let j = 0; j < size; j++) sums[target + j]! += latents[i * size + j]!;
  }
  for (let f = 0; f < folds; f++) {
    samples[folds]! += samples[f]!;
    for (let j = 0; j < size; j++) sums[whole + j]! += sums[f * size + j]!;
  }
  // About the mean of all, which keeps the digits; what a fold's own mean changes is taken off below.
  const squares = new Float64Array(folds + 1);
  for (let i = 0; i < count; i++) {
    let square = 0;
    for (let j = 0; j < size; j++) square += (latents[i * size + j]! - sums[whole + j]! / count) ** 2;
    squares[foldOf[i]!]! += square;
    squares[folds]! += square;
  }
  const means = sums.slice();
  const variances = new Float64Array(folds + 1);
  for (let f = 0; f <= folds; f++) {
    const seen = f === folds ? count : count - samples[f]!;
    let square = f === folds ? squares[folds]! : squares[folds]! - squares[f]!;
    for (let j = 0; j < size; j++) {
      const sum = f === folds ? sums[whole + j]! : sums[whole + j]! - sums[f * size + j]!;
      means[f * size + j] = sum / seen;
      square -= seen * (sum / seen - sums[whole + j]! / count) ** 2;
    }
    samples[f] = seen;
    variances[f] = Math.max(0, square) / seen / size;
  }
  return { size, samples, means, variances };
}

/** [columns], how often each class is among the samples that each regression sees. */
function frequenciesOf({ labels, classes, foldOf, folds }: FoldedRidgeOptions, samples: Float64Array): Float64Array {
  const frequencies = new Float64Array((folds + 1) * classes);
  for (let i = 0; i < labels.length; i++) {
    for (let f = 0; f <= folds; f++) {
      if (foldOf[i] !== f) frequencies[f * classes + labels[i]!]! += 1 / samples[f]!;
    }
  }
  return frequencies;
}
