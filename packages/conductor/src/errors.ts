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
