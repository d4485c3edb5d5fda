import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeBackends } from '@oneiros/engine';
import { benchReportSchema } from './bench-report.ts';
import { formatExamination } from './examine.ts';
import { inspectMachine } from './machine.ts';
import type { CycleProfile } from './profile.ts';

const program = join(import.meta.dirname, '..', '..', 'bin', 'oneiros.js');
let cache: string;
beforeAll(async () => {
  cache = await mkdtemp(join(tmpdir(), 'oneiros-doctor-'));
});
afterAll(() => rm(cache, { recursive: true, force: true }));

/** Runs the built command with an empty cache of engines. */
async function oneiros(...parameters: string[]): Promise<{ stdout: string; stderr: string; code: number }> {
  const env = { ...process.env, ONEIROS_CACHE: cache, NO_COLOR: '1' };
  return promisify(execFile)(process.execPath, [program, ...parameters], { env, cwd: cache }).then(
    ({ stdout, stderr }) => ({ stdout, stderr, code: 0 }),
    (error: { stdout: string; stderr: string; code: number }) => error,
  );
}

const tiny = ['--batch-size', '4', '--base-width', '2', '--latent-size', '4', '--threads', '1', '--cycles', '2'];

describe('oneiros doctor', () => {
  it('tells of every back end whether it loads, or why not and what to do', async () => {
    const { stdout } = await oneiros('doctor', '--json');
    const report = JSON.parse(stdout) as { schema: string; backends: { name: string }[]; machine: object };
    expect(report.schema).toBe('oneiros/doctor/1');
    expect(report.backends.map(({ name }) => name)).toEqual(['onednn', 'tensorflow', 'webgpu', 'cpu']);
    expect(report.backends[1]).toEqual({
      name: 'tensorflow',
      available: false,
      reason: 'it was not added',
      advice: 'Add it: oneiros engine add tensorflow.',
    });
    expect(report.machine).toMatchObject({ node: process.version, threads: inspectMachine().threads });
  });

  it('is read by people, too', () => {
    const machine = { ...inspectMachine(), cores: 2, threads: 1, memoryLimitMiB: 512 };
    const backends = [{ name: 'onednn', available: false, reason: 'it is not built', advice: 'Build it.' } as const];
    const convolutions = [
      { layer: 'V2', forward: 'winograd-f4x2', backwardData: 'winograd-f2x2', backwardWeights: 'onednn-direct' },
    ];
    const data = [{ name: 'scenes', folder: null, isHere: true }];
    const text = formatExamination({ machine, backends, convolutions, data });
    expect(text).toMatch(/V2 +winograd-f4x2, winograd-f2x2, onednn-direct/);
    expect(text).toMatch(/2 cores, 1 thread for this process/);
    expect(text).toMatch(/this process may use 512 MiB/);
    expect(text).toMatch(/onednn +no +it is not built\n +Build it\./);
    expect(text).toMatch(/scenes +always here/);
  });
});

describe('oneiros doctor --profile', () => {
  const native = describeBackends().then((all) => all.some(({ name, available }) => name === 'onednn' && available));

  it('tells of every kernel what it costs a cycle, and what is in none', async ({ skip }) => {
    if (!(await native)) skip('the native back end does not load here');
    const { stdout } = await oneiros('doctor', '--profile', '--json', ...tiny);
    const report = JSON.parse(stdout) as CycleProfile & { schema: string };
    expect(report.schema).toBe('oneiros/doctor-profile/1');
    const inKernels = report.kernels.reduce((sum, { ms }) => sum + ms, 0);
    expect(inKernels + report.outsideMs).toBeCloseTo(report.cycleMs, 6);
    // Wake, NREM and REM encode once each and NREM dreams before that: V1 ascends three times.
    const ascents = report.kernels.filter(({ kernel }) => kernel === 'ConvolutionBiasActivation');
    expect(ascents.find(({ detail }) => detail.startsWith('32x32x3'))).toMatchObject({ calls: 3 });
    expect(report.peaks.flopsPerSecond).toBeGreaterThan(1e9);
    expect(report.peaks.bytesPerSecond).toBeGreaterThan(1e8);
  });

  it('is not mixed with --bench', async () => {
    expect((await oneiros('doctor', '--profile', '--bench')).code).toBe(2);
  });
});

describe('oneiros doctor --bench', () => {
  it('prints one JSON object of its schema, measured in processes of their own', async () => {
    const { stdout, stderr } = await oneiros('doctor', '--bench', '--json', '--no-peers', '--backend', 'cpu', ...tiny);
    const report = benchReportSchema.parse(JSON.parse(stdout));
    expect(stderr).toMatch(/preparing cpu/);
    expect(report.backends).toHaveLength(1);
    expect(report.backends[0]).toMatchObject({ name: 'cpu', secondsPerCycle: report.secondsPerCycle, reason: null });
    expect(report.imagesPerSecond).toBeCloseTo(4 / report.secondsPerCycle, 9);
    // Node alone takes some 40 MiB.
    expect(report.residentMiB).toBeGreaterThan(40);
    expect(report.machine.measured).toEqual({ cycles: 2, threads: 1, batchSize: 4, baseWidth: 2, latentSize: 4 });
    expect(report.peers).toEqual([]);
  });

  it('names what it leaves out and why, and fails where nothing is left', async () => {
    const { stderr, stdout, code } = await oneiros(
      'doctor',
      '--bench',
      '--no-peers',
      '--backend',
      'tensorflow',
      ...tiny,
    );
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/tensorflow is left out: .*it was not added/);
    expect(stderr).toMatch(/cpu is left out: more than 300 s/);
    expect(stderr).toMatch(/Expected at least one back end to measure[^]*NOTHING_MEASURED/);
  });

  it('says why PyTorch is left out', async () => {
    const peers = ['--peer-python', 'no-such-python'];
    const { stderr, code } = await oneiros('doctor', '--bench', '--backend', 'cpu', ...peers, ...tiny);
    expect(code).toBe(0);
    expect(stderr).toMatch(/PyTorch is left out: no-such-python does not import torch/);
  });

  it.each([
    [['--cycles', '0'], /whole number from 1/],
    [['--backend', 'webgl'], /Expected one of onednn, tensorflow, webgpu, cpu/],
    [['--no-peers', '--peer-python', 'python3'], /got both/],
  ])('refuses %j', async (flags, message) => {
    const { stderr, code } = await oneiros('doctor', '--bench', ...flags);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });
});

describe('oneiros engine', () => {
  it('prints the plan of an addition and does nothing', async () => {
    const { stdout, code } = await oneiros('engine', 'add', 'tensorflow', '--dry-run');
    expect(code).toBe(0);
    expect(stdout).toMatch(/npm: fetch @tensorflow\/tfjs-node@4\.22\.0[^]*Undone by: oneiros engine remove tensorflow/);
    expect(existsSync(join(cache, 'engines'))).toBe(false);
  });

  it('adds oneDNN, too, and takes no flags of tensorflow for it', async () => {
    const { stdout, code } = await oneiros('engine', 'add', 'onednn', '--dry-run');
    if (process.platform === 'linux' && process.arch === 'x64') {
      expect(stdout).toMatch(/fetch onednn-cpu-gomp==2023\.2\.0[^]*Undone by: oneiros engine remove onednn/);
    } else {
      expect(code).toBe(1);
    }
    expect(await oneiros('engine', 'add', 'onednn', '--gpu', '--dry-run')).toMatchObject({ code: 2 });
  });

  it('labels the GPU as untested', async () => {
    const { stdout } = await oneiros('engine', 'add', 'tensorflow', '--gpu', '--dry-run', '--json');
    const plan = JSON.parse(stdout) as { schema: string; warnings: string[] };
    expect(plan.schema).toBe('oneiros/engine-plan/1');
    expect(plan.warnings.join()).toMatch(/untested/);
  });

  it('lists what loads, and removing what is not there is no error', async () => {
    const { stdout } = await oneiros('engine', 'list');
    expect(stdout).toMatch(/^tensorflow +no +it was not added\. Add it: oneiros engine add tensorflow\.$/m);
    const removed = await oneiros('engine', 'remove', 'tensorflow');
    expect(removed).toMatchObject({ code: 0, stdout: `There was none in ${join(cache, 'engines', 'tensorflow')}\n` });
  });
});
