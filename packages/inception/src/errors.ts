/** A network whose tensors are not those of the Inception v3 of 2015-12-05. */
export class NetworkMismatchError extends Error {
  readonly code = 'NETWORK_MISMATCH';
  override readonly name = 'NetworkMismatchError';
  /** The tensor or layer that does not fit. */
  readonly part: string;

  constructor(part: string, expected: string, actual: string) {
    super(
      `Expected ${part} of the Inception network to be ${expected}, got ${actual}. ` +
        'The README of @oneiros/inception names the tensors that a file has to hold.',
    );
    this.part = part;
  }
}

/** Images of another shape or range than the network was trained on. */
export class ImageRangeError extends Error {
  readonly code = 'INCEPTION_IMAGES';
  override readonly name = 'ImageRangeError';

  constructor(expected: string, actual: string) {
    super(`Expected images ${expected}, got ${actual}. Scale bytes by x / 127.5 - 1, once.`);
  }
}
