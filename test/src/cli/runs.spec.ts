import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { decode } from 'fast-png';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorkspace, jsonOf, oneiros, startOneiros, tiny, type Finished } from './oneiros.ts';

const workspace = createWorkspace();
const where = { cwd: workspace.path };
const inRun = (run: string, ...path: string[]): string => join(workspace.path, run, ...path);
afterAll(() => workspace.remove());

/** 8 images in mini-batches of 2, two epochs: 8 cycles of Wake, NREM and REM. */
const totalTicks = 24;
let whole: Finished;
beforeAll(async () => {
  whole = await oneiros(['run', ...tiny, '--out', 'whole', '--json'], where);
});

describe('run', () => {
  it('lives to the end and tells what was learned as one line of JSON', () => {
    expect(whole.code, whole.stderr).toBe(0);
    expect(whole.stdout.trimEnd().split('\n')).toHaveLength(1);
    expect(jsonOf(whole)).toMatchObject({
      schema: 'oneiros/run/1',
      run: 'whole',
      status: 'finished',
      ticks: totalTicks,
      baselines: { pixels: expect.any(Number), before: expect.any(Number) },
      readouts: [{ epoch: 1 }, { epoch: 2 }],
      testImages: 4,
    });
  });

  it('leaves a sheet for each moment and one of early and late', () => {
    const sheets = readdirSync(inRun('whole', 'dreams')).filter((name) => name.endsWith('.png'));
    expect(sheets.sort()).toEqual(['000000.png', '000012.png', '000024.png', 'early-and-late.png']);
  });

  it('never writes over a run', async () => {
    const before = readFileSync(inRun('whole', 'run.json'), 'utf8');
    const { code, stderr } = await oneiros(['run', ...tiny, '--out', 'whole'], where);
    expect(code).toBe(2);
    expect(stderr).toContain('exists already');
    expect(readFileSync(inRun('whole', 'run.json'), 'utf8')).toBe(before);
  });

  it('names runs after what they are, with a number behind where the name is taken', async () => {
    const names: unknown[] = [];
    for (let i = 0; i < 2; i++) {
      const run = await oneiros(
        ['run', ...tiny, '--cycles', '1', '--condition', 'wake-only', '--seed', '5', '--json'],
        where,
      );
      names.push(jsonOf(run)['run']);
    }
    expect(names).toEqual([join('runs', 'tiny-wake-only-5'), join('runs', 'tiny-wake-only-5-2')]);
    const listed = jsonOf(await oneiros(['runs', '--json'], where));
    expect(listed['runs']).toMatchObject([{ status: 'finished' }, { status: 'finished' }]);
  });

  it('makes nothing in a dry run, and says what the run would be', async () => {
    const dry = await oneiros(['run', ...tiny, '--out', 'dry', '--dry-run', '--json'], where);
    expect(dry.code, dry.stderr).toBe(0);
    expect(jsonOf(dry)).toMatchObject({ schema: 'oneiros/plan/1', ticks: totalTicks, batchesPerEpoch: 4, epochs: 2 });
    expect(existsSync(inRun('dry'))).toBe(false);
  });

  it('is quiet with -q: the report on stdout, nothing but warnings on stderr', async () => {
    const quiet = await oneiros(['-q', 'run', ...tiny, '--cycles', '1', '--out', 'quiet'], where);
    expect(quiet.stdout).toMatch(/^3 of 3 ticks, /);
    expect(quiet.stderr.split('\n').filter((line) => line !== '' && !line.startsWith('warning: '))).toEqual([]);
  });

  it('stops with 4 where learning diverges, names tick and loss, and keeps the last good checkpoint', async () => {
    const rate = ['--set', 'plasticity.learningRate=1e6'];
    const { code, stderr } = await oneiros(['run', ...tiny, ...rate, '--out', 'diverged'], where);
    expect(code).toBe(4);
    expect(stderr).toMatch(/Diverged at tick \d+: \w+/);
    expect(stderr).toContain('code: DIVERGED');
    expect(readdirSync(inRun('diverged', 'checkpoints')).length).toBeGreaterThan(0);
  });

  it('forks another brain with a changed configuration and records where it came from', async () => {
    const change = ['--set', 'objectives.adversarial=0', '--epochs', '3'];
    const { code, stderr } = await oneiros(['run', '--from', `whole@${totalTicks}`, ...change, '--out', 'fork'], where);
    expect(code, stderr).toBe(0);
    const { ancestry } = JSON.parse(readFileSync(inRun('fork', 'run.json'), 'utf8')) as { ancestry: object };
    expect(ancestry).toMatchObject({ tick: totalTicks, changed: ['duration.count', 'objectives.adversarial'] });
  });
});

describe('dreams', () => {
  it('draws the moments that are asked for, enlarged', async () => {
    const sheet = await oneiros(['dreams', 'whole', '--tick', '12', '--count', '1', '--scale', '2', '--json'], where);
    const { file } = jsonOf(sheet) as { file: string };
    const { width, height, channels } = decode(readFileSync(inRun(file)));
    // Four rows of 64 pixels with 10 between, and margins; one column of 64 beside the labels.
    expect(channels).toBe(3);
    expect(height).toBeGreaterThan(4 * 64 + 3 * 10);
    expect(width).toBeGreaterThan(64);
  });

  it('names the moments there are when another is asked for', async () => {
    const { code, stderr } = await oneiros(['dreams', 'whole', '--tick', '13'], where);
    expect(code).toBe(2);
    expect(stderr).toContain('0, 12, 24');
  });
});

describe('interrupting', () => {
  const events = (run: string): string => readFileSync(inRun(run, 'events.jsonl'), 'utf8');
  const lastCheckpoint = (run: string): Buffer =>
    readFileSync(inRun(run, 'checkpoints', `0000${totalTicks}.safetensors`));

  it.each(['SIGINT', 'SIGTERM', 'SIGUSR2'] as const)(
    '%s ends with 75 after a checkpoint, and resuming gives the very events and weights of a run never stopped',
    async (signal) => {
      const run = `stopped-${signal}`;
      const child = startOneiros(['run', ...tiny, '--out', run], where);
      await once(() => existsSync(inRun(run, 'events.jsonl')) && events(run).includes('"tick":4'));
      child.kill(signal);
      const stopped = await child.finished;
      expect(stopped.code, stopped.stderr).toBe(75);
      expect(stopped.stdout).toContain(`oneiros resume ${run}`);
      expect(events(run)).not.toContain('"type":"finished"');
      const resumed = await oneiros(['resume', run], where);
      expect(resumed.code, resumed.stderr).toBe(0);
      expect(events(run)).toBe(events('whole'));
      expect(lastCheckpoint(run).equals(lastCheckpoint('whole'))).toBe(true);
    },
  );

  it('ends at once with a second signal, and the run goes on from its last checkpoint', async () => {
    const child = startOneiros(['run', ...tiny, '--out', 'ended'], where);
    await once(() => existsSync(inRun('ended', 'events.jsonl')) && events('ended').includes('"tick":4'));
    child.kill('SIGINT');
    child.kill('SIGTERM');
    expect((await child.finished).code).toBe(1);
    const resumed = await oneiros(['resume', 'ended'], where);
    expect(resumed.code, resumed.stderr).toBe(0);
    expect(events('ended')).toBe(events('whole'));
  });

  it('refuses to resume what is finished', async () => {
    const { code, stderr } = await oneiros(['resume', 'whole'], where);
    expect(code).toBe(2);
    expect(stderr).toContain('nothing to resume');
  });
});

/** Waits until something holds; fails after twenty seconds. */
async function once(holds: () => boolean): Promise<void> {
  const deadline = performance.now() + 20_000;
  while (!holds()) {
    if (performance.now() > deadline) throw new Error('Waited twenty seconds in vain.');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
