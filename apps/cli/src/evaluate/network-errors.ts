/** No network of features was found where it was named or looked for. Exit code 2. */
export class NetworkMissingError extends Error {
  readonly code = 'CLI_NETWORK_MISSING';
  override readonly name = 'NetworkMissingError';

  constructor(looked: readonly string[]) {
    super(
      `Expected the Inception network of 2015-12-05 as a safetensors file at ${looked.join(' or ')}, found none. ` +
        'Name it with --network FILE or ONEIROS_INCEPTION; the README of @oneiros/inception tells what it has to hold.',
    );
  }
}

/** A network file that describes itself in a way that cannot be read. Exit code 2. */
export class NetworkFileError extends Error {
  readonly code = 'CLI_NETWORK_FILE';
  override readonly name = 'NetworkFileError';

  constructor(file: string, reason: string) {
    super(`${file}: ${reason}. Name another file with --network FILE.`);
  }
}

/** A file of cached features that is not what was written, or cannot be written. */
export class FeatureCacheError extends Error {
  readonly code = 'FEATURE_CACHE';
  override readonly name = 'FeatureCacheError';
  readonly file: string;

  constructor(file: string, reason: string, advice: string, cause?: unknown) {
    super(`${file}: ${reason} ${advice}`, { cause });
    this.file = file;
  }
}
