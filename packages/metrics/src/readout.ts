import type { RandomStream } from '@oneiros/random';
import { NotFiniteError, SampleMismatchError } from './errors.ts';
import { measureSamples, type LabelledLatents } from './samples.ts';
import {
  addOuterProducts,
  CLASSES_A_TILE,
  crossEntropyErrors,
  padTo,
  projectRows,
  ROWS_A_TILE,
} from './softmax-batch.ts';

/** A linear classifier of latents: the class with the largest W z + b. */
export interface Readout {
  readonly classes: number;
  /** Numbers in a latent. */
  readonly size: number;
  /** W [classes, size], row by row. */
  readonly weights: Float64Array;
  /** b [classes]; zeros where it was trained without. */
  readonly bias: Float64Array;
  /** Mean cross-entropy over the samples of each epoch, as they were met; empty in closed form. */
  readonly losses: readonly number[];
}

export interface ReadoutOptions extends LabelledLatents {
  readonly classes: number;
  /** Draws the initial weights, then the order of each epoch. */
  readonly random: RandomStream;
  /** 20 unless given. */
  readonly epochs?: number;
  /** 0.2 unless given. */
  readonly learningRate?: number;
  /** 64 unless given; the last mini-batch of an epoch may be smaller, and is trained on. */
  readonly batchSize?: number;
  /** Whether there is a bias; true unless given. */
  readonly bias?: boolean;
}

const positiveInteger = (name: string, value: number): void => {
  if (!Number.isInteger(value) || value < 1) throw new SampleMismatchError(name, 'an integer from 1', String(value));
};

/** Copies rows `order[from..]` of the latents into a tile-padded mini-batch. */
function gatherRows(
  latents: ArrayLike<number>,
  order: Uint32Array,
  from: number,
  count: number,
  size: number,
  x: Float64Array,
): void {
  for (let row = 0; row < count; row++) {
    const source = order[from + row]! * size;
    const target = row * size;
    for (let j = 0; j < size; j++) x[target + j] = latents[source + j]!;
  }
  x.fill(0, count * size);
}

/**
 * Trains the paper's linear readout: softmax cross-entropy on latents, plain stochastic gradient descent, every sample
 * counted. Weights and bias start uniform in ±1/sqrt(size), as PyTorch's linear layer. Latents are not changed; nothing is
 * standardised, as in the paper.
 * @throws SampleMismatchError where latents, labels, classes or sizes do not fit; NotFiniteError where a latent is not
 * finite or the training diverges.
 * @source Deperrois et al. 2022, eLife 11:e76384, methods "Training of linear readout"
 */
export function trainReadout(options: ReadoutOptions): Readout {
  const {
    latents,
    labels,
    classes,
    random,
    epochs = 20,
    learningRate = 0.2,
    batchSize = 64,
    bias: hasBias = true,
  } = options;
  const { count, size } = measureSamples(options, classes);
  positiveInteger('epochs', epochs);
  positiveInteger('batchSize', batchSize);
  const padded = padTo(classes, CLASSES_A_TILE);
  const rows = padTo(Math.min(batchSize, count), ROWS_A_TILE);
  const weights = new Float64Array(padded * size);
  const bias = new Float64Array(padded);
  const bound = 1 / Math.sqrt(size);
  for (let i = 0; i < classes * size; i++) weights[i] = (2 * random.uniform() - 1) * bound;
  if (hasBias) for (let k = 0; k < classes; k++) bias[k] = (2 * random.uniform() - 1) * bound;

  const x = new Float64Array(rows * size);
  const errors = new Float64Array(rows * padded);
  const batchLabels = new Uint32Array(rows);
  const losses: number[] = [];
  for (let epoch = 0; epoch < epochs; epoch++) {
    const order = random.permutation(count);
    let loss = 0;
    for (let from = 0; from < count; from += batchSize) {
      const batch = Math.min(batchSize, count - from);
      const tiled = padTo(batch, ROWS_A_TILE);
      gatherRows(latents, order, from, batch, size, x);
      for (let row = 0; row < batch; row++) batchLabels[row] = labels[order[from + row]!]!;
      projectRows(x, weights, bias, errors, tiled, size, padded);
      loss += crossEntropyErrors(errors, batchLabels, batch, classes, padded);
      addOuterProducts(x, errors, weights, hasBias ? bias : undefined, -learningRate / batch, tiled, size, padded);
    }
    if (!Number.isFinite(loss)) throw new NotFiniteError(`the loss of epoch ${epoch}; lower the learning rate`);
    losses.push(loss / count);
  }
  return { classes, size, weights: weights.slice(0, classes * size), bias: bias.slice(0, classes), losses };
}

/** How one class was read out. */
export interface ClassAccuracy {
  readonly samples: number;
  readonly correct: number;
  /** correct / samples; null where the class has no sample. */
  readonly accuracy: number | null;
}

export interface ReadoutTest {
  readonly samples: number;
  readonly correct: number;
  /** 0..1, every sample counted. */
  readonly accuracy: number;
  /** [true class][predicted class], counts. */
  readonly confusion: readonly (readonly number[])[];
  readonly perClass: readonly ClassAccuracy[];
  /** Mean -ln p(label), in nats. */
  readonly loss: number;
}

const TEST_ROWS = 64;

/**
 * Tests a readout on every sample; where two classes tie, the lower one is predicted.
 * @throws SampleMismatchError where the samples do not fit the readout.
 */
export function testReadout(readout: Readout, samples: LabelledLatents): ReadoutTest {
  const { classes, size } = readout;
  const { count, size: actualSize } = measureSamples(samples, classes);
  if (actualSize !== size) throw new SampleMismatchError('latents', `${size} numbers a sample`, `${actualSize}`);
  const padded = padTo(classes, CLASSES_A_TILE);
  const weights = new Float64Array(padded * size);
  weights.set(readout.weights);
  const bias = new Float64Array(padded);
  bias.set(readout.bias);
  const x = new Float64Array(TEST_ROWS * size);
  const logits = new Float64Array(TEST_ROWS * padded);
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  const batchLabels = new Uint32Array(TEST_ROWS);
  const confusion = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  let loss = 0;
  for (let from = 0; from < count; from += TEST_ROWS) {
    const batch = Math.min(TEST_ROWS, count - from);
    gatherRows(samples.latents, order, from, batch, size, x);
    projectRows(x, weights, bias, logits, padTo(batch, ROWS_A_TILE), size, padded);
    for (let row = 0; row < batch; row++) {
      const label = samples.labels[from + row]!;
      batchLabels[row] = label;
      let best = 0;
      for (let k = 1; k < classes; k++) if (logits[row * padded + k]! > logits[row * padded + best]!) best = k;
      confusion[label]![best]! += 1;
    }
    loss += crossEntropyErrors(logits, batchLabels, batch, classes, padded);
  }
  const perClass = confusion.map((predicted, k) => {
    const total = predicted.reduce((sum, n) => sum + n, 0);
    return { samples: total, correct: predicted[k]!, accuracy: total === 0 ? null : predicted[k]! / total };
  });
  const correct = perClass.reduce((sum, each) => sum + each.correct, 0);
  return { samples: count, correct, accuracy: correct / count, confusion, perClass, loss: loss / count };
}
