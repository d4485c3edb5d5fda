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
