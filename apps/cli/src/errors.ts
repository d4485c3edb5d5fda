/** The caller asked for something that cannot be: a bad flag, value, file or combination. Exit code 2. */
export class UsageError extends Error {
  readonly code = 'CLI_USAGE';
  /** @param message what was expected, what came, what to do. */
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}

/** A key of the configuration that does not exist. Exit code 2. */
export class UnknownKeyError extends Error {
  readonly code = 'CLI_UNKNOWN_KEY';
  readonly key: string;
  readonly suggestion: string | undefined;
  /** @param origin where the key was written, such as `--set` or `oneiros.yaml`. */
  constructor(key: string, origin: string, suggestion: string | undefined) {
    const advice = suggestion === undefined ? '' : ` Did you mean \`${suggestion}\`?`;
    super(
      `Expected a key of the configuration, got \`${key}\` from ${origin}.${advice} \`oneiros config show\` lists all keys.`,
    );
    this.name = 'UnknownKeyError';
    this.key = key;
    this.suggestion = suggestion;
  }
}

/** A value of the configuration that its key does not take. Exit code 2. */
export class InvalidValueError extends Error {
  readonly code = 'CLI_INVALID_VALUE';
  readonly key: string;
  constructor(key: string, origin: string, problem: string) {
    super(
      `The value of \`${key}\` from ${origin} does not fit: ${problem}. \`oneiros config schema\` tells what each key takes.`,
    );
    this.name = 'InvalidValueError';
    this.key = key;
  }
}

/** A file of configuration that could not be read. Exit code 2. */
export class ConfigFileError extends Error {
  readonly code = 'CLI_CONFIG_FILE';
  readonly path: string;
  constructor(path: string, problem: string) {
    super(`Expected a YAML file with a configuration at ${path}: ${problem}.`);
    this.name = 'ConfigFileError';
    this.path = path;
  }
}

/** A run directory that must not be written over. Exit code 2. */
export class RunExistsError extends Error {
  readonly code = 'CLI_RUN_EXISTS';
  readonly path: string;
  constructor(path: string) {
    super(
      `${path} exists already, and a run is never written over. Choose another --out, or continue it: oneiros resume ${path}`,
    );
    this.name = 'RunExistsError';
    this.path = path;
  }
}
