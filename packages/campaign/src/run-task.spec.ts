import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockRun, openRun, RunLockedError } from '@oneiros/journal';
import { afterAll, describe, expect, it } from 'vitest';
import { ParentUnfinishedError, TaskConfigError, TaskEndedError } from './errors.ts';
import { keepPlan, type Plan } from './plan-file.ts';
import { planSweep } from './plan-sweep.ts';
import { runTask } from './run-task.ts';
import { sweepStatus } from './sweep-status.ts';
import { readTaskError } from './task-error.ts';
import { taskIdOf } from './task-id.ts';
import { tinyLayers, tinyNight } from './test-data/tiny-night.ts';

const root = mkdtempSync(join(tmpdir(), 'oneiros-task-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const planOf = (layers: object = tinyLayers): Plan => {
  const { tasks } = planSweep({ grid: [], seeds: [1, 2], layersOf: () => [layers] });
  return keepPlan(mkdtempSync(join(root, 'sweep-')), tasks).plan;
};
const events = (plan: Plan, index: number): string =>
  readFileSync(join(plan.tasks[index]!.folder, 'events.jsonl'), 'utf8');

describe('runTask', () => {
  it('starts a run, goes on with one that was stopped, and leaves a finished one alone', async () => {
    const plan = planOf();
    const stopped = await tinyNight({ stopAfter: 5 });
    expect(await runTask(plan.file, 0, { night: stopped })).toBe('started');
    expect(sweepStatus(plan)).toMatchObject([
      { state: 'interrupted', ticks: 5, totalTicks: 12, readout: null, reason: null },
      { state: 'waiting', ticks: 0, totalTicks: 12, secondsPerTick: null },
    ]);
    const night = await tinyNight();
    expect(await runTask(plan.folder, 0, { night })).toBe('resumed');
    const whole = events(plan, 0);
    expect(await runTask(plan.file, 0, { night })).toBe('skipped');
    expect(night.done).toEqual(['resume']);
    expect(events(plan, 0)).toBe(whole);
    expect(sweepStatus(plan)[0]).toMatchObject({ state: 'finished', ticks: 12, readout: { epoch: 2 } });

    const other = planOf();
    await runTask(other.file, 0, { night: await tinyNight() });
    expect(events(other, 0)).toBe(whole);
  });

  it('reports what diverged, tries it again only with retry, and keeps what there was', async () => {
    const plan = planOf({ ...tinyLayers, plasticity: { learningRate: 1e6 } });
    const { folder, name } = plan.tasks[0]!;
    const night = await tinyNight();
    const attempt = (retry: boolean): Promise<unknown> => runTask(plan.file, 0, { night, retry });
    await expect(attempt(false)).rejects.toMatchObject({ code: 'DIVERGED' });
    expect(sweepStatus(plan)[0]).toMatchObject({
      state: 'diverged',
      reason: expect.stringMatching(/^Diverged at tick/),
    });
    await expect(attempt(false)).rejects.toThrow(TaskEndedError);
    await expect(attempt(false)).rejects.toThrow(/diverged earlier: Diverged at tick .*--retry/);
    await expect(attempt(true)).rejects.toMatchObject({ code: 'DIVERGED' });
    expect(night.done).toEqual(['start', 'start']);
    expect(openRun(join(plan.folder, 'set-aside', `${name}-1`)).status).toBe('diverged');
    expect(existsSync(folder)).toBe(true);
  });

  it('writes down why an attempt failed that left no run, and forgets it when one succeeds', async () => {
    const plan = planOf();
    const night = await tinyNight();
    const broken = { ...night, start: () => Promise.reject(new Error('There are no images.')) };
    await expect(runTask(plan.file, 0, { night: broken })).rejects.toThrow('There are no images.');
    expect(readTaskError(plan.tasks[0]!)).toMatchObject({ code: null, message: 'There are no images.' });
    expect(sweepStatus(plan)[0]).toMatchObject({ state: 'failed', reason: 'There are no images.' });
    expect(await runTask(plan.file, 0, { night })).toBe('started');
    expect(readTaskError(plan.tasks[0]!)).toBeUndefined();
    expect(sweepStatus(plan)[0]).toMatchObject({ state: 'finished', reason: null });
  });

  it("starts from another task's brain once that one is finished", async () => {
    const [parent, longer] = [tinyLayers, { ...tinyLayers, duration: { count: 3, unit: 'epochs' } }].map(
      (layers) => planSweep({ grid: [], seeds: [1], layersOf: () => [layers] }).tasks[0]!,
    );
    const child = { ...longer!, id: taskIdOf(longer!.config, parent!.id), from: parent!.id };
    const { plan } = keepPlan(mkdtempSync(join(root, 'sweep-')), [parent!, child]);
    const night = await tinyNight();
    await expect(runTask(plan.file, 1, { night })).rejects.toThrow(ParentUnfinishedError);
    await runTask(plan.file, 0, { night });
    expect(await runTask(plan.file, 1, { night })).toBe('started');
    // Two epochs of 6 ticks are the parent's.
    expect(openRun(plan.tasks[1]!.folder)).toMatchObject({
      status: 'finished',
      manifest: { ancestry: { run: plan.tasks[0]!.folder, tick: 12 } },
    });
    expect(await runTask(plan.file, 1, { night })).toBe('skipped');
  });

  it('refuses a folder that holds a run of another configuration', async () => {
    const [plan, other] = [planOf(), planOf({ ...tinyLayers, wakeNoise: 0.5 })];
    await (await tinyNight()).start(other.tasks[0]!.config, plan.tasks[0]!.folder);
    const attempt = runTask(plan.file, 0, { night: await tinyNight() });
    await expect(attempt).rejects.toThrow(TaskConfigError);
    await expect(attempt).rejects.toThrow(/in wakeNoise\. /);
  });

  it('waits for a process that is finishing with the run, and names one that does not', async () => {
    const plan = planOf();
    await runTask(plan.file, 0, { night: await tinyNight({ stopAfter: 3 }) });
    const release = lockRun(plan.tasks[0]!.folder);
    const night = await tinyNight();
    await expect(runTask(plan.file, 0, { night, busyMs: 0 })).rejects.toThrow(RunLockedError);
    release();
    expect(await runTask(plan.file, 0, { night })).toBe('resumed');
  });
});

describe('sweepStatus', () => {
  it('tells of a run directory that is none without failing for the others', () => {
    const plan = planOf();
    mkdirSync(plan.tasks[0]!.folder);
    expect(sweepStatus(plan)).toMatchObject([
      { state: 'unreadable', reason: expect.stringContaining('run.json') },
      { state: 'waiting' },
    ]);
  });
});
