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

/** Some tasks of a sweep failed; the others are done. Exit code 3. */
export class SweepFailedError extends Error {
  readonly code = 'SWEEP_FAILED';
  readonly failures: readonly { readonly name: string; readonly message: string }[];
  constructor(failures: readonly { readonly name: string; readonly message: string }[], taskCount: number) {
    const lines = failures.map(({ name, message }) => `  ${name}: ${message}`);
    super(`${failures.length} of ${taskCount} tasks failed:\n${lines.join('\n')}`);
    this.name = 'SweepFailedError';
    this.failures = failures;
  }
}
