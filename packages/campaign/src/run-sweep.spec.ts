import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { keepPlan, type Plan, type Task } from './plan-file.ts';
import { planSweep, type PlannedTask } from './plan-sweep.ts';
import { runSweep } from './run-sweep.ts';
import { taskIdOf } from './task-id.ts';
import { tinyLayers } from './test-data/tiny-night.ts';

const root = mkdtempSync(join(tmpdir(), 'oneiros-sweep-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A parent, two tasks that start from its brain, and one that starts with a new one. */
function family(): Plan {
  const { tasks } = planSweep({ grid: [], seeds: [1, 2, 3, 4], layersOf: () => [tinyLayers] });
  const [parent, left, right, other] = tasks as [PlannedTask, PlannedTask, PlannedTask, PlannedTask];
  const childOf = (task: PlannedTask): PlannedTask => ({
    ...task,
    id: taskIdOf(task.config, parent.id),
    from: parent.id,
  });
  return keepPlan(mkdtempSync(join(root, 'plan-')), [parent, childOf(left), childOf(right), other]).plan;
}

/** Lives through nothing and ends with a code. */
const endingWith = (codeOf: (task: Task) => number) => (task: Task) =>
  [process.execPath, '-e', `setTimeout(() => process.exit(${codeOf(task)}), 50)`] as const;

describe('runSweep', () => {
  it('starts a task only when the one whose brain it takes has ended, and others meanwhile', async () => {
    const plan = family();
    const log: string[] = [];
    const sweep = runSweep({
      plan,
      jobs: 3,
      command: endingWith(() => 0),
      onStart: ({ index }) => log.push(`start ${index}`),
      onEnd: ({ index }) => log.push(`end ${index}`),
    });
    const results = await sweep.done;
    expect([...results.values()].every(({ kind }) => kind === 'finished')).toBe(true);
    expect(log.slice(0, 2)).toEqual(['start 0', 'start 3']);
    for (const child of [1, 2]) expect(log.indexOf(`start ${child}`)).toBeGreaterThan(log.indexOf('end 0'));
  });

  it('tells of tasks whose parent failed, and does the others', async () => {
    const plan = family();
    const started: number[] = [];
    const { done } = runSweep({
      plan,
      jobs: 1,
      command: endingWith(({ index }) => (index === 0 ? 1 : 0)),
      onStart: ({ index }) => started.push(index),
    });
    const results = await done;
    expect(started).toEqual([0, 3]);
    expect(plan.tasks.map((task) => results.get(task)!.kind)).toEqual(['failed', 'failed', 'failed', 'finished']);
    expect(results.get(plan.tasks[1]!)).toMatchObject({
      message: expect.stringMatching(/brain of seed-1.*not finished/),
    });
  });
});
