import type { RunConfigInput } from '@oneiros/simulation';
import { UsageError } from '../errors.ts';

/** How much of the paper's work is done: said in every caption, because figures of another scale are other figures. */
export interface Scale {
  readonly name: string;
  /** For people. */
  readonly words: string;
  readonly seeds: string;
  /** Epochs, at most those that a target asks for. */
  readonly epochs: number;
  readonly layer: RunConfigInput;
}

const everyEpochKept: RunConfigInput = { checkpoints: { keepEveryEpochs: 1 } };

const scales: readonly Scale[] = [
  {
    name: 'paper',
    words: "the paper's network, images and seeds",
    seeds: '1..4',
    epochs: 100,
    layer: everyEpochKept,
  },
  {
    name: 'laptop',
    words: "the paper's network, 10 epochs, one seed",
    seeds: '1',
    epochs: 10,
    layer: everyEpochKept,
  },
  {
    name: 'small',
    words: 'a quarter of the width, 10,000 images, 5 epochs, two seeds',
    seeds: '1..2',
    epochs: 5,
    layer: { ...everyEpochKept, model: { baseWidth: 16, latentSize: 64 }, data: { train: 10_000, test: 2000 } },
  },
  {
    name: 'tiny',
    words: 'a few neurons, to try the command and not to learn from',
    seeds: '1',
    epochs: 2,
    layer: {
      ...everyEpochKept,
      model: { baseWidth: 2, latentSize: 4 },
      data: { train: 48, test: 20 },
      batchSize: 4,
      probes: { readoutEpochs: 2, readoutBatchSize: 4, areasEveryCycles: 0 },
      dreams: { count: 4 },
    },
  },
];

/** @throws UsageError that names the scales */
export function scaleNamed(name: string): Scale {
  const scale = scales.find((each) => each.name === name);
  if (scale !== undefined) return scale;
  throw new UsageError(`Expected --scale ${scales.map((each) => each.name).join(', ')}, got ${name}.`);
}
