/** Combinations of a grid that are no configurations. Found before anything runs. */
export class SweepInvalidError extends Error {
  readonly code = 'SWEEP_CONFIG_INVALID';
  override readonly name = 'SweepInvalidError';
  readonly problems: readonly CellProblem[];

  constructor(problems: readonly CellProblem[]) {
    super([...byMessage(problems)].map(([message, cells]) => `In ${listed(cells, 3)}: ${message}`).join('\n'));
    this.problems = problems;
  }
}

/** What is wrong with one combination. */
export interface CellProblem {
  /** Such as `condition=no-rem, batchSize=1, seed=3`. */
  readonly cell: string;
  readonly message: string;
}

/** A plan that exists already and plans something else. */
export class PlanDiffersError extends Error {
  readonly code = 'SWEEP_CONFIG_CHANGED';
  override readonly name = 'PlanDiffersError';
  /** Names of tasks that the plan has not. */
  readonly added: readonly string[];
  /** Names of tasks that the plan has and that are not asked for now. */
  readonly missing: readonly string[];

  constructor(
    file: string,
    { added, missing, changed }: { added: readonly string[]; missing: readonly string[]; changed: readonly string[] },
  ) {
    const parts = [
      ...(changed.length > 0 ? [`the same combinations with other values of ${changed.join(', ')}`] : []),
      ...(added.length > 0 ? [`${added.length} that it has not: ${listed(added, 5)}`] : []),
      ...(missing.length > 0 ? [`not ${missing.length} of its own: ${listed(missing, 5)}`] : []),
    ];
    super(
      `${file} holds the plan of another sweep. This one has ${parts.join('; ')}. ` +
        'Add its tasks to the plan with --extend, or choose another folder with --out.',
    );
    this.added = added;
    this.missing = missing;
  }
}

/** A plan.json that is none, is torn, or was changed by hand. */
export class PlanUnreadableError extends Error {
  readonly code = 'PLAN_UNREADABLE';
  override readonly name = 'PlanUnreadableError';
  readonly file: string;

  constructor(file: string, reason: string) {
    super(`${file}: ${reason}`);
    this.file = file;
  }
}

/** A task that starts from the brain of another one, which has not come to its end. */
export class ParentUnfinishedError extends Error {
  readonly code = 'TASK_PARENT_UNFINISHED';
  override readonly name = 'ParentUnfinishedError';
  readonly task: string;
  readonly parent: string;

  constructor(task: string, parent: string) {
    super(`${task} starts from the brain of ${parent}, which is not finished. Run that task first.`);
    this.task = task;
    this.parent = parent;
  }
}

/** A task that the plan has not. */
export class TaskMissingError extends Error {
  readonly code = 'TASK_MISSING';
  override readonly name = 'TaskMissingError';

  constructor(file: string, index: number, count: number) {
    super(`Expected the index of a task in ${file}, 0 to ${count - 1}, got ${index}.`);
  }
}

/** A task's folder holds a run of another configuration. */
export class TaskConfigError extends Error {
  readonly code = 'TASK_CONFIG_CHANGED';
  override readonly name = 'TaskConfigError';
  readonly keys: readonly string[];

  constructor(folder: string, keys: readonly string[]) {
    super(
      `${folder} holds a run that differs from what the plan says in ${keys.join(', ')}. Move it away, or plan into another folder.`,
    );
    this.keys = keys;
  }
}

/** A task whose run diverged or failed earlier; it is not tried again unasked. */
export class TaskEndedError extends Error {
  readonly code: 'TASK_DIVERGED' | 'TASK_FAILED';
  override readonly name = 'TaskEndedError';

  constructor(folder: string, status: 'diverged' | 'failed', reason: string | null) {
    super(`${folder} has ${status} earlier: ${reason ?? 'it did not say why.'} Try it again with --retry.`);
    this.code = status === 'diverged' ? 'TASK_DIVERGED' : 'TASK_FAILED';
  }
}

/** The first few of many. */
export function listed(names: readonly string[], count: number): string {
  const more = names.length - count;
  return names.slice(0, count).join('; ') + (more > 0 ? `; and ${more} more` : '');
}

function byMessage(problems: readonly CellProblem[]): Map<string, string[]> {
  const cells = new Map<string, string[]>();
  for (const { cell, message } of problems) cells.set(message, [...(cells.get(message) ?? []), cell]);
  return cells;
}

/** A metric that runs cannot have. */
export class MetricUnknownError extends Error {
  readonly code = 'METRIC_UNKNOWN';
  override readonly name = 'MetricUnknownError';

  constructor(metric: string, known: string) {
    super(`Expected a metric: ${known}; got ${metric}.`);
  }
}

/** A probe was measured, and its result has no such number. */
export class MetricMissingError extends Error {
  readonly code = 'METRIC_MISSING';
  override readonly name = 'MetricMissingError';

  /** @param keys what the result holds where the way to the number ended */
  constructor(metric: string, keys: readonly string[]) {
    const there = keys.length === 0 ? 'the way there ends early' : `there is ${listed(keys, 12)}`;
    super(`Expected a number at ${metric}: ${there}.`);
  }
}
