/** Samples, labels or sizes that do not belong together. */
export class SampleMismatchError extends Error {
  readonly code = 'SAMPLE_MISMATCH';
  readonly expected: string;
  readonly actual: string;

  constructor(what: string, expected: string, actual: string) {
    super(`Expected ${what} to be ${expected}, got ${actual}.`);
    this.name = 'SampleMismatchError';
    this.expected = expected;
    this.actual = actual;
  }
}

/** A number in the latents, or a loss, that is not finite: the readout would report chance and call it a result. */
export class NotFiniteError extends Error {
  readonly code = 'NOT_FINITE';

  constructor(what: string) {
    super(`Expected finite numbers, got NaN or infinity in ${what}.`);
    this.name = 'NotFiniteError';
  }
}

/** Latents so dependent on each other that the normal equations have no solution in float64; raise the penalty. */
export class SingularMatrixError extends Error {
  readonly code = 'SINGULAR_MATRIX';
  /** Row in which the decomposition broke down. */
  readonly row: number;

  constructor(row: number) {
    super(`Expected a positive definite matrix, but row ${row} has no positive pivot; raise the penalty.`);
    this.name = 'SingularMatrixError';
    this.row = row;
  }
}

/** An iteration that did not settle. */
export class NotConvergedError extends Error {
  readonly code = 'NOT_CONVERGED';

  constructor(what: string, limit: string) {
    super(`Expected ${what} to converge within ${limit}; the numbers are too far apart in size, rescale them.`);
    this.name = 'NotConvergedError';
  }
}

/** Samples or features that never change: there is nothing to be relative to. */
export class NoVarianceError extends Error {
  readonly code = 'NO_VARIANCE';

  constructor(what: string) {
    super(`Expected ${what} to vary, all are the same.`);
    this.name = 'NoVarianceError';
  }
}
