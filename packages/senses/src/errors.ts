/** Everything that this package refuses. `code` tells the kind apart without reading the message. */
export abstract class SensesError extends Error {
  abstract readonly code: string;
}

/** A file whose bytes are not what its format says. */
export class MalformedFileError extends SensesError {
  readonly code = 'SENSES_MALFORMED_FILE';
  override readonly name = 'MalformedFileError';
  readonly file: string;
  /** Byte where reading stopped making sense; inside a compressed part it counts the unpacked bytes. */
  readonly offset: number;
  readonly expected: string;
  readonly found: string;

  constructor(where: { file: string; offset: number; expected: string; found: string }) {
    super(`${where.file}, byte ${where.offset}: expected ${where.expected}, found ${where.found}.`);
    this.file = where.file;
    this.offset = where.offset;
    this.expected = where.expected;
    this.found = where.found;
  }
}

/** A file or folder of a data set that is not where it should be. */
export class MissingImagesError extends SensesError {
  readonly code = 'SENSES_MISSING_IMAGES';
  override readonly name = 'MissingImagesError';
  readonly path: string;

  constructor(path: string, expected: string, advice: string) {
    super(`${path}: expected ${expected}, found nothing. ${advice}`);
    this.path = path;
  }
}

/** An argument outside what a function takes. */
export class InvalidArgumentError extends SensesError {
  readonly code = 'SENSES_INVALID_ARGUMENT';
  override readonly name = 'InvalidArgumentError';

  constructor(argument: string, expected: string, found: unknown) {
    super(`Expected ${argument} to be ${expected}, got ${String(found)}.`);
  }
}

/** A download that did not come to its end; what came is kept where `resumable` says so. */
export class DownloadError extends SensesError {
  readonly code = 'SENSES_DOWNLOAD';
  override readonly name = 'DownloadError';
  readonly url: string;
  /** Status of HTTP where there was an answer. */
  readonly status: number | undefined;

  constructor(url: string, problem: string, advice: string, status?: number) {
    super(`${url}: ${problem}. ${advice}`);
    this.url = url;
    this.status = status;
  }
}

/** A file that came whole but is not the one that was published; it is not kept. */
export class ChecksumError extends SensesError {
  readonly code = 'SENSES_CHECKSUM';
  override readonly name = 'ChecksumError';
  readonly file: string;
  readonly expected: string;
  readonly found: string;

  constructor(file: string, algorithm: string, expected: string, found: string) {
    super(
      `${file}: expected ${algorithm} ${expected}, found ${found}. It is not the published file and was removed; ` +
        'try again, or name another source with --from.',
    );
    this.file = file;
    this.expected = expected;
    this.found = found;
  }
}
