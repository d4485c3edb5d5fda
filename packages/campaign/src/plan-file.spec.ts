import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { PlanDiffersError, PlanUnreadableError, TaskMissingError } from './errors.ts';
import { keepPlan, parentOf, readPlan, taskAt } from './plan-file.ts';
import { planSweep, type PlannedTask } from './plan-sweep.ts';
import { taskIdOf } from './task-id.ts';

const root = mkdtempSync(join(tmpdir(), 'oneiros-plan-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const newFolder = (): string => mkdtempSync(join(root, 'sweep-'));

const planned = (conditions: readonly string[], seeds: readonly number[], base: object = {}): PlannedTask[] =>
  planSweep({
    grid: [{ key: 'condition', values: conditions }],
    seeds,
    layersOf: ({ condition }) => [base, { condition }],
  }).tasks;

describe('keepPlan', () => {
  it('writes a plan whole, reads it back, and takes it up again whatever the order', () => {
    const folder = join(newFolder(), 'deep', 'sweep');
    const { plan, added } = keepPlan(folder, planned(['pad', 'no-rem'], [1, 2]));
    expect(added).toHaveLength(4);
    expect(readPlan(folder)).toEqual(plan);
    expect(readPlan(plan.file)).toEqual(plan);
    expect(plan.tasks.map(({ index, name }) => [index, name])).toEqual([
      [0, 'pad-seed-1'],
      [1, 'no-rem-seed-1'],
      [2, 'pad-seed-2'],
      [3, 'no-rem-seed-2'],
    ]);
    const again = keepPlan(folder, planned(['no-rem', 'pad'], [2, 1]));
    expect(again).toEqual({ plan, added: [] });
  });

  it('refuses another grid and says what differs', () => {
    const folder = newFolder();
    keepPlan(folder, planned(['pad', 'no-rem'], [1]));
    const before = readFileSync(join(folder, 'plan.json'), 'utf8');
    const failure = (): unknown => keepPlan(folder, planned(['pad', 'wake-only'], [1]));
    expect(failure).toThrow(PlanDiffersError);
    expect(failure).toThrow(/1 that it has not: wake-only-seed-1; not 1 of its own: no-rem-seed-1.*--extend/);
    expect(readFileSync(join(folder, 'plan.json'), 'utf8')).toBe(before);
  });

  it('names the keys where the same combinations came to other configurations', () => {
    const folder = newFolder();
    keepPlan(folder, planned(['pad'], [1, 2]));
    expect(() => keepPlan(folder, planned(['pad'], [1, 2], { batchSize: 8 }))).toThrow(
      /has the same combinations with other values of batchSize\. /,
    );
  });

  it('keeps whose brain a task starts from, and takes the same plan up again', () => {
    const folder = newFolder();
    const [parent, child] = planned(['pad', 'no-rem'], [1]) as [PlannedTask, PlannedTask];
    const forked = { ...child, id: taskIdOf(child.config, parent.id), from: parent.id };
    const { plan } = keepPlan(folder, [parent, forked]);
    expect(readPlan(folder)).toEqual(plan);
    expect(plan.tasks.map((task) => parentOf(plan, task)?.name)).toEqual([undefined, 'pad-seed-1']);
    expect(keepPlan(folder, [parent, forked]).added).toEqual([]);
  });

  it('adds tasks with extend, and leaves index, name and folder of the others alone', () => {
    const folder = newFolder();
    const { plan } = keepPlan(folder, planned(['pad'], [1]));
    const longer = keepPlan(folder, planned(['no-rem', 'pad'], [1, 2]), { extend: true });
    expect(longer.plan.tasks[0]).toEqual(plan.tasks[0]);
    expect(longer.added.map(({ index, name }) => [index, name])).toEqual([
      [1, 'no-rem-seed-1'],
      [2, 'no-rem-seed-2'],
      [3, 'pad-seed-2'],
    ]);
    expect(readPlan(folder)).toEqual(longer.plan);
  });

  it('has a name and a folder for each of two tasks that would be called alike', () => {
    const folder = newFolder();
    keepPlan(folder, planned(['pad'], [1]));
    const { added } = keepPlan(folder, planned(['pad'], [1], { batchSize: 8 }), { extend: true });
    expect(added[0]!.name).toBe(`pad-seed-1-${added[0]!.id}`);
    expect(readPlan(folder).tasks).toHaveLength(2);
  });

  it('knows the tasks of a plan made before a key with a default came into being', () => {
    const folder = newFolder();
    const tasks = planned(['pad'], [1]);
    keepPlan(folder, tasks);
    const earlier = { ...tasks[0]!.config, store: undefined };
    const old = planOf([{ ...taskOf(0), config: earlier }]);
    writeFileSync(join(folder, 'plan.json'), old);
    expect(keepPlan(folder, tasks).added).toEqual([]);
  });
});

const taskOf = (index: number): Record<string, unknown> & { config: object } => ({
  index,
  name: `t${index}`,
  overrides: {},
  folder: `t${index}`,
  config: planned(['pad'], [index])[0]!.config,
});

const planOf = (tasks: readonly (Record<string, unknown> & { config: object })[]): string =>
  JSON.stringify({
    version: 1,
    tasks: tasks.map((task) => ({ id: taskIdOf({ ...task.config }, task['from'] as string | undefined), ...task })),
  });

describe('a plan that cannot be', () => {
  const good = taskOf(0);
  const cases: readonly [string, string, RegExp][] = [
    ['no JSON', '{"version": 1, "tasks": [{"ind', /Expected the plan of a sweep: /],
    ['not a plan', '[]', /the whole: /],
    ['no tasks', '{"version":1,"tasks":[]}', /tasks: /],
    ['a later version', planOf([good]).replace('"version":1', '"version":2'), /version: /],
    ['a folder elsewhere', planOf([{ ...good, folder: '../../etc' }]), /tasks\.0\.folder: .*beside the plan/],
    ['an absolute folder', planOf([{ ...good, folder: '/tmp' }]), /tasks\.0\.folder/],
    ['the folder itself', planOf([{ ...good, folder: '..' }]), /tasks\.0\.folder/],
    ['an unknown key', planOf([{ ...good, command: 'rm' }]), /tasks\.0: .*command/],
    ['a gap in the numbers', planOf([good, taskOf(2)]), /Expected task 1 in place 1, got task 2/],
    ['a changed configuration', planOf([{ ...good, id: '0'.repeat(12) }]), /task 0 is not the one that was planned/],
    [
      'no configuration',
      planOf([{ ...good, config: { batchsize: 1 } }]),
      /Task 0 is no configuration: batchsize.*batchSize/,
    ],
    ['a task twice', planOf([good, { ...good, index: 1, folder: 't1' }]), /every id once/],
    [
      'a parent that comes later',
      planOf([{ ...good, from: taskIdOf({ ...taskOf(1).config }) }, taskOf(1)]),
      /does not come before/,
    ],
    ['a parent that is none', planOf([{ ...good, from: 'the first' }]), /tasks\.0\.from: /],
    ['a folder twice', planOf([good, { ...taskOf(1), folder: 't0' }]), /every folder once/],
  ];
  it.each(cases)('%s: says so', (_name, text, message) => {
    const file = join(newFolder(), 'plan.json');
    writeFileSync(file, text);
    expect(() => readPlan(file)).toThrow(PlanUnreadableError);
    expect(() => readPlan(file)).toThrow(message);
    expect(() => readPlan(file)).toThrow(file);
  });

  it('is missing: says so', () => {
    expect(() => readPlan(newFolder())).toThrow(/plan\.json: Expected the plan of a sweep: .*ENOENT/);
  });

  it('has not the task that is asked for: says which it has', () => {
    const { plan } = keepPlan(newFolder(), planned(['pad'], [1, 2]));
    expect(() => taskAt(plan, 2)).toThrow(TaskMissingError);
    expect(() => taskAt(plan, 2)).toThrow(/0 to 1, got 2/);
  });

  it('is torn or has a byte changed anywhere: reads as before, or is refused by name', () => {
    const folder = newFolder();
    const { plan } = keepPlan(folder, planned(['pad', 'no-rem'], [1]));
    const bytes = readFileSync(plan.file);
    const file = join(newFolder(), 'plan.json');
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(255), fc.boolean(), (at, value, isTorn) => {
        const damaged = isTorn ? bytes.subarray(0, at) : Buffer.from(bytes);
        if (!isTorn) damaged[at] = value;
        writeFileSync(file, damaged);
        try {
          expect(readPlan(file).tasks.map(({ config }) => config)).toEqual(plan.tasks.map(({ config }) => config));
        } catch (error) {
          expect(error).toBeInstanceOf(PlanUnreadableError);
        }
      }),
      { numRuns: 300 },
    );
  });
});
