/** The caller asked for something that cannot be: a bad flag, value, file or combination. Exit code 2. */
export class UsageError extends Error {
  readonly code = 'CLI_USAGE';
  /** @param message what was expected, what came, what to do. */
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}

/** A file of configuration that could not be read. Exit code 2. */
export class ConfigFileError extends Error {
  readonly code = 'CLI_CONFIG_FILE';
  readonly path: string;
  /** Whether there is no such file at all. */
  readonly missing: boolean;
  constructor(path: string, problem: string, missing = false) {
    super(`Expected a YAML file with a configuration at ${path}: ${problem}.`);
    this.name = 'ConfigFileError';
    this.path = path;
    this.missing = missing;
  }
}
