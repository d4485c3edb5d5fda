/** Latents whose size does not fit what the store already holds or what they are mixed with. */
export class LatentShapeError extends Error {
  readonly code = 'LATENT_SHAPE';
  readonly expected: string;
  readonly actual: readonly number[];

  constructor(what: string, expected: string, actual: readonly number[]) {
    super(`Expected ${what} of shape ${expected}, got [${actual.join(', ')}].`);
    this.name = 'LatentShapeError';
    this.expected = expected;
    this.actual = actual;
  }
}

/** A replay that asks for what was never encoded, or for spontaneous activity that was not given. */
export class MissingEpisodeError extends Error {
  readonly code = 'MISSING_EPISODE';
  readonly needed: 'recent' | 'noise' | 'episodes';

  constructor(needed: 'recent' | 'noise' | 'episodes', advice: string) {
    super(`There is nothing to replay from: ${advice}`);
    this.name = 'MissingEpisodeError';
    this.needed = needed;
  }
}

/** A store of a size or a time constant that makes no sense. */
export class StoreOptionError extends RangeError {
  readonly code = 'STORE_OPTION';
  readonly option: string;

  constructor(option: string, expected: string, actual: unknown) {
    super(`Expected ${option} to be ${expected}, got ${String(actual)}.`);
    this.name = 'StoreOptionError';
    this.option = option;
  }
}

/** A snapshot that was taken from another kind of store, or that is damaged. */
export class SnapshotMismatchError extends Error {
  readonly code = 'SNAPSHOT_MISMATCH';

  constructor(expected: string, actual: string) {
    super(`Expected a snapshot with ${expected}, got ${actual}; restore it into the kind of store it was taken from.`);
    this.name = 'SnapshotMismatchError';
  }
}

/** A store that is used after it was disposed of. */
export class StoreDisposedError extends Error {
  readonly code = 'STORE_DISPOSED';

  constructor() {
    super('This store was disposed of; create a new one.');
    this.name = 'StoreDisposedError';
  }
}
