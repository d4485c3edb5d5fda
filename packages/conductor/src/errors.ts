/** One thing that is wrong with a schedule. */
export interface ScheduleProblem {
  /** Where in the document, such as `gates.width`; empty for the whole of it. */
  readonly path: string;
  readonly message: string;
  /** Counted from 1, where the schedule was read from text. */
  readonly line?: number;
  readonly column?: number;
}

const describeProblem = (source: string, problem: ScheduleProblem): string => {
  const place = problem.line === undefined ? source : `${source}:${problem.line}:${problem.column}`;
  return problem.path === '' ? `${place}: ${problem.message}` : `${place}: ${problem.path}: ${problem.message}`;
};

/** A schedule that is not YAML or does not fit the schema; the message lists every problem with its line and column. */
export class ScheduleInvalidError extends Error {
  readonly code = 'SCHEDULE_INVALID';
  /** What was read: a file name, or `schedule`. */
  readonly source: string;
  readonly problems: readonly ScheduleProblem[];

  constructor(source: string, problems: readonly ScheduleProblem[]) {
    super(problems.map((problem) => describeProblem(source, problem)).join('\n'));
    this.name = 'ScheduleInvalidError';
    this.source = source;
    this.problems = problems;
  }
}

/** A schedule's file that cannot be read. */
export class ScheduleUnreadableError extends Error {
  readonly code = 'SCHEDULE_UNREADABLE';
  readonly path: string;

  constructor(path: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`Cannot read the schedule ${path}: ${reason}`, { cause });
    this.name = 'ScheduleUnreadableError';
    this.path = path;
  }
}

/** A tick that the schedule does not have. */
export class TickOutOfRangeError extends RangeError {
  readonly code = 'TICK_OUT_OF_RANGE';
  readonly tick: number;
  /** How many ticks the schedule has; Infinity where it repeats for ever. */
  readonly ticks: number;

  constructor(tick: number, ticks: number) {
    const expected = Number.isFinite(ticks) ? `an integer from 0 to ${ticks - 1}` : 'an integer from 0';
    super(`Expected a tick that is ${expected}, got ${tick}.`);
    this.name = 'TickOutOfRangeError';
    this.tick = tick;
    this.ticks = ticks;
  }
}

/** A sleep model that there is not. */
export class ModelUnknownError extends Error {
  readonly code = 'MODEL_UNKNOWN';
  readonly model: string;
  readonly known: readonly string[];

  constructor(model: string, known: readonly string[], nearest: string | undefined) {
    const advice = nearest === undefined ? `Known: ${known.join(', ')}.` : `Did you mean "${nearest}"?`;
    super(`There is no sleep model "${model}". ${advice}`);
    this.name = 'ModelUnknownError';
    this.model = model;
    this.known = known;
  }
}

/** A parameter that a sleep model does not have, or a value that it cannot take. */
export class ModelParameterError extends Error {
  readonly code = 'MODEL_PARAMETER_INVALID';
  readonly model: string;
  readonly parameter: string;

  constructor(model: string, parameter: string, problem: string) {
    super(`Sleep model ${model}: ${parameter}: ${problem}`);
    this.name = 'ModelParameterError';
    this.model = model;
    this.parameter = parameter;
  }
}

/** A snapshot that is not of this sleep model. */
export class ModelSnapshotError extends Error {
  readonly code = 'MODEL_SNAPSHOT_MISMATCH';
  readonly model: string;
  readonly expected: number;
  readonly actual: number;

  constructor(model: string, expected: number, actual: number) {
    super(
      `Expected a snapshot of ${model} with ${expected} finite numbers, got ${actual}. Restore it into a run of its own model.`,
    );
    this.name = 'ModelSnapshotError';
    this.model = model;
    this.expected = expected;
    this.actual = actual;
  }
}

/** Where in a file something is: a line of text, counted from 1, or a byte, counted from 0. */
export type FilePlace = { readonly line: number } | { readonly byte: number };

/** A scoring that is not what its format wants; says where, what was expected and what was found. */
export class HypnogramInvalidError extends Error {
  readonly code = 'HYPNOGRAM_INVALID';
  /** What was read: a file name, or `hypnogram`. */
  readonly source: string;
  readonly place: FilePlace;
  readonly expected: string;
  readonly found: string;

  constructor(source: string, place: FilePlace, expected: string, found: string) {
    const where = 'line' in place ? `line ${place.line}` : `byte ${place.byte}`;
    super(`${source}: ${where}: expected ${expected}, found ${found}`);
    this.name = 'HypnogramInvalidError';
    this.source = source;
    this.place = place;
    this.expected = expected;
    this.found = found;
  }
}

/** A scoring's file that cannot be read. */
export class HypnogramUnreadableError extends Error {
  readonly code = 'HYPNOGRAM_UNREADABLE';
  readonly path: string;

  constructor(path: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`Cannot read the hypnogram ${path}: ${reason}`, { cause });
    this.name = 'HypnogramUnreadableError';
    this.path = path;
  }
}

/** A hypnogram of more epochs than a file of one row an epoch should have. */
export class HypnogramTooLongError extends RangeError {
  readonly code = 'HYPNOGRAM_TOO_LONG';
  readonly epochs: number;

  constructor(epochs: number, most: number) {
    super(`Expected at most ${most} epochs, got ${epochs}. Export longer epochs, or a part.`);
    this.name = 'HypnogramTooLongError';
    this.epochs = epochs;
  }
}

/** A scoring in which no time has a stage, once the rule for unscored time is followed. */
export class HypnogramUnscoredError extends Error {
  readonly code = 'HYPNOGRAM_UNSCORED';
  readonly source: string;

  constructor(source: string) {
    super(`${source} has no scored time, which leaves nothing to live.`);
    this.name = 'HypnogramUnscoredError';
    this.source = source;
  }
}
