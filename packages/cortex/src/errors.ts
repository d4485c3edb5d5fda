/** A tensor or a network shape that does not fit. */
export class ShapeMismatchError extends Error {
  readonly code = 'SHAPE_MISMATCH';
  readonly expected: string;
  readonly actual: string;
  /** @param what the thing whose shape is wrong, such as `image`. */
  constructor(what: string, expected: string, actual: string) {
    super(`Expected ${what} to be ${expected}, got ${actual}.`);
    this.name = 'ShapeMismatchError';
    this.expected = expected;
    this.actual = actual;
  }
}

/** What reaches the cortex in a tick does not fit the gates of that tick. */
export class ExperienceError extends Error {
  readonly code = 'EXPERIENCE';
  constructor(message: string) {
    super(message);
    this.name = 'ExperienceError';
  }
}

/** A synapse that is not part of this cortex. */
export class UnknownSynapseError extends Error {
  readonly code = 'UNKNOWN_SYNAPSE';
  readonly synapse: string;
  constructor(synapse: string, known: Iterable<string>) {
    super(`There is no synapse "${synapse}"; this cortex has ${[...known].join(', ')}.`);
    this.name = 'UnknownSynapseError';
    this.synapse = synapse;
  }
}

/** A value of an evaluation was asked for after its tensors were disposed. */
export class DisposedError extends Error {
  readonly code = 'DISPOSED';
  constructor(what: string) {
    super(`${what} was read after dispose(); read it before.`);
    this.name = 'DisposedError';
  }
}
