const again = (engine: string): string =>
  `Remove and add it again: oneiros engine remove ${engine}, then oneiros engine add ${engine}.`;

/** An engine was never added to this machine's cache. */
export class EngineNotInstalledError extends Error {
  readonly code = 'ENGINE_NOT_INSTALLED';
  readonly folder: string;

  constructor(engine: string, folder: string) {
    super(`Expected the engine ${engine} in ${folder}, found none. Add it: oneiros engine add ${engine}.`);
    this.name = 'EngineNotInstalledError';
    this.folder = folder;
  }
}

/** What lies in the cache is not what was installed there. */
export class EngineDamagedError extends Error {
  readonly code = 'ENGINE_DAMAGED';
  readonly path: string;
  readonly problem: string;

  /** @param problem what was expected and what was found, without the path. */
  constructor(engine: string, path: string, problem: string) {
    super(`${path} is damaged: ${problem}. ${again(engine)}`);
    this.name = 'EngineDamagedError';
    this.path = path;
    this.problem = problem;
  }
}

/** What was fetched is not what this version of Oneiros names. */
export class ChecksumMismatchError extends Error {
  readonly code = 'CHECKSUM_MISMATCH';
  readonly path: string;
  readonly expected: string;
  readonly actual: string;

  constructor(path: string, expected: string, actual: string) {
    super(
      `Expected ${path} with checksum ${expected}, got ${actual}: the download is torn or is not the pinned release. ` +
        'Nothing was installed; try again, and look at the mirrors that npm and pip are set to.',
    );
    this.name = 'ChecksumMismatchError';
    this.path = path;
    this.expected = expected;
    this.actual = actual;
  }
}

/** A program that the installation needs is not on the PATH. */
export class MissingToolError extends Error {
  readonly code = 'MISSING_TOOL';
  readonly tool: string;

  constructor(tool: string, advice: string) {
    super(`Expected the program ${tool} on the PATH, found none. ${advice}`);
    this.name = 'MissingToolError';
    this.tool = tool;
  }
}

/** A program of the installation failed or took too long. */
export class CommandFailedError extends Error {
  readonly code = 'COMMAND_FAILED';
  readonly command: string;
  readonly outcome: string;
  /** The last lines of its output. */
  readonly tail: string;

  constructor(command: string, outcome: string, tail: string) {
    super(`${command} ${outcome}.${tail === '' ? '' : `\n${tail}`}`);
    this.name = 'CommandFailedError';
    this.command = command;
    this.outcome = outcome;
    this.tail = tail;
  }
}

/** No library is published for this machine that the recipe knows. */
export class UnsupportedPlatformError extends Error {
  readonly code = 'UNSUPPORTED_PLATFORM';
  readonly platform: string;

  constructor(engine: string, platform: string, known: readonly string[]) {
    super(
      `Expected one of ${known.join(', ')} to add ${engine}, this machine is ${platform}. Build the native back end against the system's oneDNN.`,
    );
    this.name = 'UnsupportedPlatformError';
    this.platform = platform;
  }
}
