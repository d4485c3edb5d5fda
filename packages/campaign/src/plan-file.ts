import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { replaceFile, writing } from '@oneiros/journal';
import { changedKeys, ConfigError, resolveConfig, type RunConfig } from '@oneiros/simulation';
import { canonicalJson } from '@oneiros/simulation/config';
import { z } from 'zod';
import { PlanDiffersError, PlanUnreadableError, TaskMissingError } from './errors.ts';
import type { PlannedTask } from './plan-sweep.ts';
import { taskIdOf } from './task-id.ts';
import { taskNameOf } from './task-name.ts';

const taskSchema = z.strictObject({
  index: z.int().min(0),
  id: z.string().regex(/^[0-9a-f]{12}$/),
  name: z.string().min(1),
  overrides: z.record(z.string(), z.unknown()),
  folder: z
    .string()
    .regex(/^[A-Za-z0-9._-]*[A-Za-z0-9_-][A-Za-z0-9._-]*$/, 'expected the name of a folder beside the plan'),
  config: z.record(z.string(), z.unknown()),
});
const planSchema = z.strictObject({ version: z.literal(1), tasks: z.array(taskSchema).min(1) });

/** One run of a plan. */
export interface Task extends PlannedTask {
  /** With the plan, what a task is: from 0, and never another one's. */
  readonly index: number;
  readonly name: string;
  /** Its run directory. */
  readonly folder: string;
}

/** What `plan.json` says: the whole of a sweep, for whoever runs its tasks, on this machine or another. */
export interface Plan {
  readonly file: string;
  /** Where the plan and its runs lie. */
  readonly folder: string;
  readonly tasks: readonly Task[];
}

const fileName = 'plan.json';

/**
 * @param path the file, or the folder that it lies in
 * @throws PlanUnreadableError
 */
export function readPlan(path: string): Plan {
  const file = existsSync(path) && statSync(path).isDirectory() ? join(path, fileName) : path;
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new PlanUnreadableError(file, `Expected the plan of a sweep: ${(cause as Error).message}.`);
  }
  const plan = planSchema.safeParse(value);
  if (!plan.success) {
    const { path: place, message } = plan.error.issues[0]!;
    throw new PlanUnreadableError(file, `Expected the plan of a sweep, ${place.join('.') || 'the whole'}: ${message}.`);
  }
  const folder = dirname(file);
  const tasks = plan.data.tasks.map((task, index) => ({
    ...task,
    folder: join(folder, task.folder),
    config: configOf(file, task, index),
  }));
  for (const key of ['id', 'folder'] as const) expectUnique(file, key, tasks);
  return { file, folder, tasks };
}

/** @throws TaskMissingError */
export function taskAt({ file, tasks }: Plan, index: number): Task {
  const task = tasks[index];
  if (task === undefined) throw new TaskMissingError(file, index, tasks.length);
  return task;
}

/** How a plan came about. */
export interface KeptPlan {
  readonly plan: Plan;
  /** Tasks that were written now: all of them, those of an extension, or none where the plan was there already. */
  readonly added: readonly Task[];
}

/**
 * The plan of a folder: written whole where there is none, otherwise the one that is there, which has to hold the same
 * tasks, or gets those that it has not with `extend`. Tasks keep their index, name and folder for good.
 *
 * @throws PlanDiffersError, PlanUnreadableError, RunWriteError
 */
export function keepPlan(
  folder: string,
  planned: readonly PlannedTask[],
  { extend = false }: { extend?: boolean } = {},
): KeptPlan {
  const file = join(folder, fileName);
  const before = existsSync(file) ? readPlan(file).tasks : [];
  // What an earlier Oneiros planned is compared as this one resolves it.
  const known = new Set(before.map(({ config }) => taskIdOf(config)));
  const wanted = new Set(planned.map(({ id }) => id));
  const fresh = planned.filter(({ id }) => !known.has(id));
  const gone = before.filter(({ config }) => !wanted.has(taskIdOf(config)));
  if (before.length > 0 && !extend && fresh.length + gone.length > 0) throw differs(file, fresh, gone);
  const names = new Set(before.map(({ name }) => name));
  const added = fresh.map((task, i): Task => {
    const name = taskNameOf(task.overrides, task.id, names);
    names.add(name);
    return { ...task, index: before.length + i, name, folder: join(folder, name) };
  });
  const tasks = [...before, ...added];
  if (added.length > 0) {
    writing(file, () => {
      mkdirSync(folder, { recursive: true });
      replaceFile(file, textOf(tasks));
    });
  }
  return { plan: { file, folder, tasks }, added };
}

/** One task a line, so that a plan can be read and compared by eye. */
function textOf(tasks: readonly Task[]): string {
  const lines = tasks.map(({ index, id, name, overrides, config }) =>
    JSON.stringify({ index, id, name, overrides, folder: name, config }),
  );
  return `{\n  "version": 1,\n  "tasks": [\n    ${lines.join(',\n    ')}\n  ]\n}\n`;
}

function configOf(file: string, task: z.infer<typeof taskSchema>, index: number): RunConfig {
  if (task.index !== index) {
    throw new PlanUnreadableError(file, `Expected task ${index} in place ${index}, got task ${task.index}.`);
  }
  if (task.id !== taskIdOf(task.config)) {
    throw new PlanUnreadableError(
      file,
      `The configuration of task ${index} is not the one that was planned. Plan what you want with oneiros sweep --extend.`,
    );
  }
  try {
    return resolveConfig(task.config);
  } catch (error) {
    if (error instanceof ConfigError) {
      throw new PlanUnreadableError(file, `Task ${index} is no configuration: ${error.message}`);
    }
    throw error;
  }
}

function expectUnique(file: string, key: 'id' | 'folder', tasks: readonly Task[]): void {
  const twice = tasks.find((task, index) => tasks.findIndex((other) => other[key] === task[key]) !== index);
  if (twice) throw new PlanUnreadableError(file, `Expected every ${key} once, ${twice[key]} is there twice.`);
}

/** Combinations that are in both plans but came to another configuration are told by the keys that differ. */
function differs(file: string, fresh: readonly PlannedTask[], gone: readonly Task[]): PlanDiffersError {
  const chosen = (task: PlannedTask): string => canonicalJson(task.overrides);
  const goneByChoice = new Map(gone.map((task) => [chosen(task), task]));
  const changed = new Set<string>();
  const added: string[] = [];
  for (const task of fresh) {
    const before = goneByChoice.get(chosen(task));
    if (before === undefined) added.push(taskNameOf(task.overrides, task.id));
    else changedKeys(before.config, task.config).forEach((key) => changed.add(key));
  }
  const freshChoices = new Set(fresh.map(chosen));
  const missing = gone.filter((task) => !freshChoices.has(chosen(task))).map(({ name }) => name);
  return new PlanDiffersError(file, { added, missing, changed: [...changed] });
}
