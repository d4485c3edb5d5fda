/** One thing that is wrong with a configuration. */
export interface ConfigProblem {
  /** Such as `plasticity.learningRate`; empty for the whole. */
  readonly path: string;
  readonly message: string;
  /** The key that was probably meant. */
  readonly suggestion?: string;
}

/** A configuration that the schema refuses. */
export class ConfigError extends Error {
  readonly code = 'CONFIG_INVALID';
  override readonly name = 'ConfigError';
  readonly problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[]) {
    const lines = problems.map(({ path, message, suggestion }) => {
      const advice = suggestion === undefined ? '' : ` Did you mean ${suggestion}?`;
      return `${path === '' ? 'The configuration' : path}: ${message}.${advice}`;
    });
    super(lines.join('\n'));
    this.problems = problems;
  }
}

/** A loss that is not a number, infinite or beyond `divergedAboveLoss`; the weights are those from before the tick. */
export class DivergedError extends Error {
  readonly code = 'DIVERGED';
  override readonly name = 'DivergedError';
  readonly tick: number;
  /** Such as `reconstruction`; `weights` where a weight is not finite. */
  readonly loss: string;
  readonly value: number;

  constructor(tick: number, loss: string, value: number) {
    super(
      `Diverged at tick ${tick}: ${loss} is ${value}. Lower plasticity.learningRate, or start again from a checkpoint.`,
    );
    this.tick = tick;
    this.loss = loss;
    this.value = value;
  }
}

/** Images that the configuration did not ask for, or too few of them. */
export class ImagesMismatchError extends Error {
  readonly code = 'IMAGES_MISMATCH';
  override readonly name = 'ImagesMismatchError';
}

/** A snapshot of a brain of another shape, version or store. */
export class SnapshotMismatchError extends Error {
  readonly code = 'SNAPSHOT_MISMATCH';
  override readonly name = 'SnapshotMismatchError';
}

/** A tick was asked for after the last one. */
export class FinishedError extends Error {
  readonly code = 'FINISHED';
  override readonly name = 'FinishedError';

  constructor(totalTicks: number) {
    super(
      `Expected a tick below ${totalTicks}, where the run ends; there is none left. Fork the run with a longer duration.`,
    );
  }
}

/** A probe that looks at dreams through a network was asked without one. */
export class NetworkNeededError extends Error {
  readonly code = 'NETWORK_NEEDED';
  override readonly name = 'NetworkNeededError';

  constructor() {
    super('Expected a network of features (`network` of the context): realism is measured between what it sees.');
  }
}
