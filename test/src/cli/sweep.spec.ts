import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorkspace, jsonOf, oneiros, startOneiros, tiny } from './oneiros.ts';

const workspace = createWorkspace();
const where = { cwd: workspace.path };
const inside = (...path: string[]): string => join(workspace.path, ...path);
afterAll(() => workspace.remove());

/** Two conditions and two seeds on a tiny cortex: 4 runs of 8 or 12 ticks an epoch. */
const grid = ['sweep', ...tiny, '--epochs', '4', '--grid', 'condition=pad,no-rem', '--seeds', '1..2'];
const names = ['pad-seed-1', 'no-rem-seed-1', 'pad-seed-2', 'no-rem-seed-2'];
const settings = [...grid, '--set', 'checkpoints.everyTicks=5'];

/** Every file of every run of a sweep whose content must not depend on how often it was stopped. */
function contentOf(sweep: string): Map<string, Buffer> {
  const files = names.flatMap((name) =>
    readdirSync(inside(sweep, name), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.\w+$/.test(file) && file !== 'run.json')
      .map((file) => join(name, file)),
  );
  return new Map(files.sort().map((file) => [file, readFileSync(inside(sweep, file))]));
}

function expectSameRuns(sweep: string, as: string): void {
  const [content, expected] = [contentOf(sweep), contentOf(as)];
  expect([...content.keys()]).toEqual([...expected.keys()]);
  for (const [file, bytes] of content) expect(bytes.equals(expected.get(file)!), `${file} differs`).toBe(true);
}

/** Lines in the event logs of a sweep. */
const eventsIn = (sweep: string): number =>
  names
    .map((name) => inside(sweep, name, 'events.jsonl'))
    .reduce((sum, log) => sum + (existsSync(log) ? readFileSync(log, 'utf8').split('\n').length - 1 : 0), 0);

beforeAll(async () => {
  const { code, stderr } = await oneiros([...settings, '--out', 'whole'], where);
  expect(code, stderr).toBe(0);
}, 120_000);

describe('sweep', () => {
  it('skips what is done, tells how each task stands, and leaves the runs alone', async () => {
    const before = contentOf('whole');
    const again = await oneiros([...settings, '--out', 'whole', '--json'], where);
    expect(again.code, again.stderr).toBe(0);
    expect(jsonOf(again)).toMatchObject({
      schema: 'oneiros/sweep/1',
      states: { finished: 4 },
      tasks: names.map((name, index) => ({ index, name, state: 'finished', result: 'skipped' })),
    });
    expect([...contentOf('whole')]).toEqual([...before]);
  });

  it('gives the very run that `oneiros run` gives with the same flags', async () => {
    const flags = [...tiny, '--epochs', '4', '--set', 'checkpoints.everyTicks=5'];
    await oneiros(['run', ...flags, '--condition', 'no-rem', '--seed', '2', '--out', 'alone'], where);
    for (const file of ['config.yaml', 'events.jsonl', 'baselines.json', 'metrics.json']) {
      expect(readFileSync(inside('alone', file), 'utf8')).toBe(
        readFileSync(inside('whole/no-rem-seed-2', file), 'utf8'),
      );
    }
  });

  it('refuses another grid in the same folder, and adds to it with --extend', async () => {
    const [first, second] = ['condition=pad', 'condition=pad,wake-only'].map((axis) => [
      ...['sweep', ...tiny, '--plan-only', '--out', 'extended', '--grid', axis],
    ]) as [string[], string[]];
    await oneiros(first, where);
    const refused = await oneiros(second, where);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('1 that it has not: wake-only-seed-1');
    const extended = await oneiros([...second, '--extend', '--json'], where);
    expect(jsonOf(extended)).toMatchObject({ tasks: [{ name: 'pad-seed-1' }, { name: 'wake-only-seed-1' }] });
    expect(readdirSync(inside('extended'))).toEqual(['plan.json']);
  });

  it.each([
    ['an unknown key', ['--grid', 'batchsize=1,2'], /batchsize: no such key.* batchSize\?/],
    ['an impossible value', ['--grid', 'batchSize=1,2'], /In batchSize=1: batchSize: /],
    ['an axis without values', ['--grid', 'batchSize='], /Expected --grid KEY=VALUE/],
    ['a key that a flag gives too', ['--seed', '1', '--seeds', '1..2'], /seed is given by --seed/],
    ['seeds that run backwards', ['--seeds', '4..1'], /Expected --seeds FIRST\.\.LAST/],
    ['an unknown preset', ['--grid', 'preset=huge'], /demo, tiny, by-class or by-domain, got huge/],
    ['no jobs', ['--jobs', '0'], /Expected --jobs .* got 0/],
  ])('refuses %s before anything is made', async (_name, flags, message) => {
    const { code, stderr } = await oneiros(['sweep', ...flags, '--out', 'never'], where);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
    expect(existsSync(inside('never', 'plan.json'))).toBe(false);
  });

  it('makes nothing in a dry run, and tells what the runs would take', async () => {
    const { stdout, stderr } = await oneiros([...grid, '--out', 'dry', '--dry-run', '--json', '--jobs', '2'], where);
    // 4 mini-batches an epoch, 4 epochs: 48 ticks with REM and 32 without.
    expect(JSON.parse(stdout), stderr).toMatchObject({
      schema: 'oneiros/sweep-cost/1',
      tasks: [{ ticks: 48 }, { ticks: 32 }, { ticks: 48 }, { ticks: 32 }].map((task) => ({
        ...task,
        isDone: false,
        source: 'calibration',
      })),
      ticks: 160,
    });
    expect(existsSync(inside('dry'))).toBe(false);
    const done = await oneiros([...settings, '--out', 'whole', '--dry-run', '--json'], where);
    expect(JSON.parse(done.stdout)).toMatchObject({
      ticks: 0,
      tasks: [{ isDone: true, source: 'finished runs' }, {}, {}, {}],
    });
  });

  it('does the other tasks when one fails, names it with its error, and exits with 3', async () => {
    const axes = ['--grid', 'data.name=cifar10,scenes', '--set', 'data.folder=nowhere'];
    const failing = await oneiros(['sweep', ...tiny, ...axes, '--out', 'failing', '--json'], where);
    expect(failing.code).toBe(3);
    expect(failing.stderr).toContain('name-cifar10-seed-1: nowhere/data_batch_1.bin: expected a file');
    const error = JSON.parse(failing.stderr.trimEnd().split('\n').at(-1)!) as object;
    expect(error).toMatchObject({ error: { code: 'SWEEP_FAILED' } });
    const status = await oneiros(['sweep', 'status', 'failing', '--json'], where);
    expect(jsonOf(status)).toMatchObject({
      states: { failed: 1, finished: 1 },
      tasks: [
        { state: 'failed', reason: expect.stringContaining('nowhere') },
        { state: 'finished', ticks: 24 },
      ],
    });
    expect(readFileSync(inside('failing/logs/name-cifar10-seed-1.log'), 'utf8')).toContain('IMAGES');
  });

  it('does one task, and once only', async () => {
    await oneiros([...settings, '--out', 'single', '--plan-only'], where);
    const first = await oneiros(['sweep', 'task', 'single', '3', '--threads', '1'], where);
    expect(first.code, first.stderr).toBe(0);
    const second = await oneiros(['sweep', 'task', join('single', 'plan.json'), '3'], where);
    expect([second.code, second.stderr]).toEqual([0, 'Finished already; nothing to do.\n']);
    expect((await oneiros(['sweep', 'task', 'single', '4'], where)).code).toBe(2);
    const planning = await oneiros(['sweep', 'task', 'single', '3', '--epochs', '9'], where);
    expect([planning.code, planning.stderr]).toEqual([2, expect.stringContaining('--epochs belongs to planning')]);
    const status = jsonOf(await oneiros(['sweep', 'status', 'single', '--json'], where));
    expect(status).toMatchObject({ states: { waiting: 3, finished: 1 } });
  });
});

describe('the threads of a sweep', () => {
  /** Of the run that task 0 gives, on a back end that has threads. */
  async function threadsOf(out: string, flags: readonly string[], task: readonly string[]): Promise<unknown> {
    const backend = ['--backend', 'onednn', '--cycles', '1', ...flags];
    const planned = await oneiros(['sweep', ...tiny.slice(0, 4), ...backend, '--out', out, '--plan-only'], where);
    expect(planned.code, planned.stderr).toBe(0);
    const { code, stderr } = await oneiros(['sweep', 'task', out, '0', ...task], where);
    expect(code, stderr).toBe(0);
    const manifest = JSON.parse(readFileSync(inside(out, 'seed-1', 'run.json'), 'utf8')) as object;
    return (manifest as { backend: { threads: number } }).backend.threads;
  }

  it('are those that a task is given, unless the plan says', async () => {
    expect(await threadsOf('given', [], ['--threads', '1'])).toBe(1);
    expect(await threadsOf('shared', [], ['--threads', '3'])).toBe(3);
    expect(await threadsOf('planned', ['--threads', '2'], ['--threads', '1'])).toBe(2);
  });

  it('are shared out among jobs', async () => {
    const flags = [...tiny.slice(0, 4), '--backend', 'onednn', '--cycles', '1', '--jobs', '2', '--out', 'jobs'];
    expect((await oneiros(['sweep', ...flags], where)).code).toBe(0);
    const manifest = readFileSync(inside('jobs', 'seed-1', 'run.json'), 'utf8');
    const share = Math.max(1, Math.floor(availableParallelism() / 2));
    expect(JSON.parse(manifest)).toMatchObject({ backend: { name: 'onednn', threads: share } });
  });
});

describe('compare', () => {
  it('groups the runs of a sweep by everything but the seed, first what was planned first', async () => {
    const compared = await oneiros(['compare', '--runs', 'whole', '--smooth', '2', '--csv', 'whole.csv'], where);
    expect(compared.code, compared.stderr).toBe(0);
    const [title, header, ...rows] = compared.stdout.split('\n');
    expect(title).toBe(
      'readout at the end of finished runs, mean of the last 2 measurements: mean ± s.e.m. over seeds',
    );
    expect(header).toMatch(/^group +N +readout \(%\) +95 % interval +epoch +of last 2 +minus pad$/);
    expect(rows[0]).toMatch(/^pad +2 +\d+\.\d\d ± \d+\.\d\d +\S+ to \S+ +4 +\S+ to \S+ +-$/);
    expect(rows[1]).toMatch(/^no-rem +2 .* [+-]\d+\.\d\d ± \d+\.\d\d \(N 2\)$/);
    const csv = readFileSync(inside('whole.csv'), 'utf8').split('\r\n');
    expect(csv.map((line) => line.split(',').slice(0, 3))).toMatchObject([
      ['group', 'metric', 'n'],
      ['pad', 'readout', '2'],
      ['no-rem', 'readout', '2'],
      [''],
    ]);
  });

  it('answers machines with every value', async () => {
    const folders = ['whole/no-rem-seed-1', 'whole/pad-seed-1', 'whole/pad-seed-2'];
    const compared = jsonOf(
      await oneiros(['compare', ...folders, '--metric', 'loss.nrem', '--at', '3', '--json'], where),
    );
    expect(compared).toMatchObject({
      schema: 'oneiros/comparison/1',
      metric: 'loss.nrem',
      at: 3,
      groups: [
        { group: 'no-rem', n: 1, sem: null, values: [{ seed: '1', epoch: 3 }], difference: null },
        { group: 'pad', n: 2, difference: { n: 1, sem: null } },
      ],
      unread: [],
    });
  });

  it.each([
    ['no runs', ['compare'], /Expected runs to compare: folders of runs, or --runs DIR; named none/],
    ['an empty folder', ['compare', '--runs', 'nowhere'], /there is none in nowhere/],
    ['a folder that is no run', ['compare', 'whole'], /could read none\. .*run\.json/],
    ['an unknown metric', ['compare', '--runs', 'whole', '--metric', 'accuracy'], /Expected a metric: readout, ridge/],
    ['an unknown key to group by', ['compare', '--runs', 'whole', '--group', 'conditions'], /Did you mean condition\?/],
    ['an epoch that is none', ['compare', '--runs', 'whole', '--at', 'end'], /--at .* got "end"/],
  ])('refuses %s', async (_name, args, message) => {
    const { code, stderr, stdout } = await oneiros(args, where);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });
});

describe('a sweep that is stopped', () => {
  it('by a signal waits for the checkpoints, exits with 75 and goes on with the command that it prints', async () => {
    const child = startOneiros([...settings, '--out', 'stopped', '--jobs', '2'], where);
    await once(() => eventsIn('stopped') > 10);
    child.kill('SIGINT');
    const stopped = await child.finished;
    expect(stopped.code, stopped.stderr).toBe(75);
    const words = /^Go on with {2}oneiros (.*)$/m.exec(stopped.stdout)![1]!.split(' ');
    expect(words).toEqual(['sweep', 'run', 'stopped', '--jobs', '2']);
    expect(jsonOf(await oneiros(['sweep', 'status', 'stopped', '--json'], where))).not.toMatchObject({
      states: { running: expect.anything() },
    });
    const resumed = await oneiros(words, where);
    expect(resumed.code, resumed.stderr).toBe(0);
    expectSameRuns('stopped', 'whole');
  }, 120_000);

  it('by SIGKILL, its tasks with it or left behind, gives the runs of one never stopped', async () => {
    for (const [life, events] of [10, 60, 150].entries()) {
      const child = startOneiros([...settings, '--out', 'killed', '--jobs', '2'], where);
      await once(() => eventsIn('killed') > events || child.exitCode !== null);
      child.kill('SIGKILL');
      await child.finished;
      // The first time the tasks end by themselves, as their sweep is gone; then they are killed too.
      if (life > 0) for (const pid of writersOf('killed')) killIfThere(pid, 'SIGKILL');
    }
    const last = await oneiros([...settings, '--out', 'killed', '--jobs', '2', '--json'], where);
    expect(last.code, last.stderr).toBe(0);
    expectSameRuns('killed', 'whole');
  }, 120_000);
});

/** A process may have ended since its lock was read. */
function killIfThere(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Processes that hold the lock of a run; a lock may be gone before it is read. */
const writersOf = (sweep: string): number[] =>
  names.flatMap((name) => {
    try {
      return [(JSON.parse(readFileSync(inside(sweep, name, 'run.lock'), 'utf8')) as { pid: number }).pid];
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      return [];
    }
  });

/** Waits until something holds; fails after thirty seconds. */
async function once(holds: () => boolean): Promise<void> {
  const deadline = performance.now() + 30_000;
  while (!holds()) {
    if (performance.now() > deadline) throw new Error('Waited thirty seconds in vain.');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
