import { execFileSync, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { createRandomStreams } from '@oneiros/random';
import type { ImageCollection, ImageSet } from '@oneiros/senses';
import { createSimulation, resolveConfig, type RunConfig, type RunConfigInput } from '@oneiros/simulation';
import { Subject } from 'rxjs';
import { stringify } from 'yaml';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readCheckpoint, writeCheckpoint } from './checkpoint.ts';
import { mixturesOf } from './dream-file.ts';
import {
  CheckpointDamagedError,
  CheckpointMissingError,
  ConfigChangedError,
  RunEndedError,
  RunLockedError,
  RunUnreadableError,
  RunWriteError,
} from './errors.ts';
import { openEventLog, readEvents } from './event-log.ts';
import { recordRun, type RecordOptions, type RecordOutcome } from './record-run.ts';
import { lockRun } from './run-lock.ts';
import { createRun, listRuns, openRun, prepareFork, resumeRun, type RunEnvironment, type WritableRun } from './run.ts';
import { readSafetensors } from './safetensors.ts';

const root = mkdtempSync(join(tmpdir(), 'oneiros-runs-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
beforeAll(async () => {
  tf.env().set('IS_TEST', true); // no greeting on the console
  await tf.setBackend('cpu');
});
let folder = '';
let count = 0;
beforeEach(() => {
  folder = join(root, `run-${count++}`);
});

/** Noise of 8 x 8 pixels, for which the cortex has V1 and IT alone. */
const noiseSet = (split: ImageSet['split']): ImageSet => ({
  ...{ name: 'scenes', split, count: 8, height: 8, width: 8, channels: 3, classNames: ['a', 'b'] },
  pixels: Uint8Array.from(
    createRandomStreams(1)
      .stream(split)
      .permutation(8 * 192),
    (value) => value % 256,
  ),
  labels: Uint8Array.from({ length: 8 }, (_, i) => i % 2),
});
const images: ImageCollection = { name: 'scenes', train: noiseSet('train'), test: noiseSet('test') };

/** Two mini-batches an epoch, three ticks each: 12 ticks. */
const tiny: RunConfigInput = {
  model: { imageSidePx: 8, baseWidth: 2, latentSize: 3 },
  batchSize: 4,
  duration: { count: 2, unit: 'epochs' },
  probes: { readoutEpochs: 1, areasEveryCycles: 0 },
  dreams: { count: 2 },
  checkpoints: { everyTicks: 4, keep: 2 },
};
const environment: RunEnvironment = { backend: { name: 'cpu', threads: 1 }, oneiros: '0.1.0' };
const create = (...layers: RunConfigInput[]): WritableRun =>
  createRun(folder, { config: resolveConfig(tiny, ...layers), environment });

async function live(run: WritableRun, options: Partial<RecordOptions> = {}): Promise<RecordOutcome> {
  const simulation = createSimulation({ config: run.config, images });
  try {
    return await recordRun({ simulation, run, ...options });
  } finally {
    simulation.dispose();
  }
}
/** Lives so many ticks and stops as an interrupt would. */
function liveTicks(run: WritableRun, ticks: number): Promise<RecordOutcome> {
  const stop$ = new Subject<void>();
  let left = ticks;
  return live(run, { stop$, onTick: () => void (--left === 0 && stop$.next()) });
}
const contentOf = (of: string, tick: string) => ({
  events: readFileSync(join(of, 'events.jsonl'), 'utf8'),
  brain: readFileSync(join(of, `checkpoints/${tick}.safetensors`)),
});

describe('a run directory', () => {
  it('tells how the run went: manifest, configuration, events, checkpoints, dreams, metrics', async () => {
    const outcome = await live(create());
    expect(outcome).toMatchObject({ status: 'finished', ticks: 12, state: { finished: true } });
    const run = openRun(folder);
    expect(run.status).toBe('finished');
    expect(run.manifest.sessions).toMatchObject([{ fromTick: 0, toTick: 12, backend: { name: 'cpu' } }]);
    expect(run.config).toEqual(resolveConfig(tiny));
    expect(run.checkpoints).toEqual([0, 8, 12]); // every 4 ticks, the newest 2, and the first
    expect(run.checkpoint().snapshot.cursor.tick).toBe(12);
    expect(run.events().filter(({ type }) => type === 'state')).toHaveLength(12);
    expect(readdirSync(folder).sort()).toEqual([
      'checkpoints',
      'config.yaml',
      'dreams',
      'events.jsonl',
      'metrics.json',
      'run.json',
    ]);
    const metrics = JSON.parse(readFileSync(join(folder, 'metrics.json'), 'utf8')) as { readout: unknown[] };
    expect(metrics.readout).toMatchObject([{ epoch: 1 }, { epoch: 2 }]);
    const dreams = readSafetensors(join(folder, 'dreams/000012.safetensors'));
    const sheet = dreams.tensors;
    // As in the paper: a quarter of each of two memories, and half of noise.
    expect(mixturesOf(dreams)).toEqual([
      { images: [[0, 0.25], [1, 0.25]], noise: 0.5 },
      { images: [[1, 0.25], [0, 0.25]], noise: 0.5 },
    ]); // prettier-ignore
    expect([...sheet.keys()].sort()).toEqual(['nrem', 'reconstructed', 'rem', 'seen']);
    expect(sheet.get('seen')).toMatchObject({
      dtype: 'U8',
      shape: [2, 8, 8, 3],
      data: images.test.pixels.slice(0, 384),
    });
  });

  it('is never overwritten', () => {
    create().release();
    expect(() => create()).toThrow(/exists already.*oneiros resume/);
  });

  it('is found among others, with what became of it', async () => {
    const parent = folder;
    mkdirSync(join(parent, 'no run'), { recursive: true });
    folder = join(parent, 'b');
    await live(create());
    folder = join(parent, 'a');
    create().release();
    expect(listRuns(parent).map(({ folder: of, status }) => [of.slice(parent.length + 1), status])).toEqual([
      ['a', 'interrupted'],
      ['b', 'finished'],
    ]);
  });
});

describe('resuming', () => {
  it('gives the events and weights of a run that was never stopped, wherever it stopped', async () => {
    const whole = join(root, 'never-stopped');
    folder = whole;
    await live(create());
    for (const ticks of [1, 4, 7]) {
      folder = join(root, `stopped-${ticks}`);
      expect(await liveTicks(create(), ticks)).toMatchObject({ status: 'interrupted', ticks });
      expect(await live(resumeRun(folder, { environment }))).toMatchObject({ status: 'finished' });
      expect(contentOf(folder, '000012')).toEqual(contentOf(whole, '000012'));
      expect(openRun(folder).manifest.sessions).toMatchObject([{ toTick: ticks }, { fromTick: ticks, toTick: 12 }]);
    }
  });

  it('forgets what was written after the checkpoint, torn or not', async () => {
    await liveTicks(create(), 6);
    const before = contentOf(folder, '000006');
    appendFileSync(join(folder, 'events.jsonl'), '{"type":"losses","v":1,"tick":6,"nrem":1}\n{"type":"sta');
    expect(readEvents(join(folder, 'events.jsonl')).at(-1)).toMatchObject({ type: 'losses', tick: 6 });
    const run = resumeRun(folder, { environment });
    await liveTicks(run, 1);
    expect(contentOf(folder, '000007').events.startsWith(before.events)).toBe(true);
    expect(readEvents(join(folder, 'events.jsonl')).filter(({ tick }) => tick === 6)).toMatchObject([
      { type: 'state' },
      { type: 'losses', reconstruction: expect.any(Number) },
    ]);
  });

  it('clears away what a killed process left half written', async () => {
    await liveTicks(create(), 2);
    const leftovers = ['run.json.77.tmp', 'run.lock.77', 'run.lock.77.stale', 'checkpoints/000004.safetensors.77.tmp'];
    for (const name of leftovers) writeFileSync(join(folder, name), 'half');
    resumeRun(folder, { environment }).release();
    expect(leftovers.filter((name) => existsSync(join(folder, name)))).toEqual([]);
  });

  it('refuses a changed configuration and names the keys', async () => {
    await liveTicks(create(), 2);
    const layers = [{ wakeNoise: 0.5, plasticity: { learningRate: 1 } }];
    expect(() => resumeRun(folder, { environment, layers })).toThrow(ConfigChangedError);
    expect(() => resumeRun(folder, { environment, layers })).toThrow(/wakeNoise, plasticity.learningRate/);
    const yaml = readFileSync(join(folder, 'config.yaml'), 'utf8');
    writeFileSync(join(folder, 'config.yaml'), yaml.replace('batchSize: 4', 'batchSize: 5'));
    expect(() => resumeRun(folder, { environment })).toThrow(/differs from that of the run in batchSize/);
  });

  it('goes on with runs from before a key of the configuration existed', async () => {
    await liveTicks(create(), 5);
    const checkpoint = readCheckpoint(folder);
    const isNew = (key: string) => ['learning', 'perturbation'].includes(key);
    const earlier = Object.fromEntries(Object.entries(checkpoint.config).filter(([key]) => !isNew(key)));
    writeCheckpoint(folder, { ...checkpoint, config: earlier as unknown as RunConfig });
    writeFileSync(join(folder, 'config.yaml'), stringify(earlier));
    expect(prepareFork(`${folder}@5`, { wakeNoise: 0.5 }).fork.ancestry.changed).toEqual(['wakeNoise']);
    expect(await live(resumeRun(folder, { environment }))).toMatchObject({ status: 'finished' });
  });

  it('refuses other algorithms, which compute other bits, and goes on when told to', async () => {
    const computedBy = (arithmetic: string): RunEnvironment => ({
      ...environment,
      backend: { ...environment.backend, arithmetic },
    });
    const first = createRun(folder, {
      config: resolveConfig(tiny),
      environment: computedBy('avx512; V2 winograd-f4x2'),
    });
    await liveTicks(first, 5);
    const now = computedBy('avx512; V2 onednn-direct');
    expect(() => resumeRun(folder, { environment: now })).toThrow(/V2 winograd-f4x2.*V2 onednn-direct/s);
    expect(openRun(folder).checkpoint().backend?.arithmetic).toBe('avx512; V2 winograd-f4x2');
    resumeRun(folder, { environment: now, allowOtherBackend: true }).release();
  });

  it('refuses another back end unless it is allowed', async () => {
    await liveTicks(create(), 2);
    const other = { ...environment, backend: { name: 'onednn', threads: 2 } };
    expect(() => resumeRun(folder, { environment: other })).toThrow(
      /cpu, threads 1, now it would be onednn, threads 2/,
    );
    await live(resumeRun(folder, { environment: other, allowOtherBackend: true }));
    expect(openRun(folder).manifest.sessions[1]!.backend.name).toBe('onednn');
  });

  it('refuses a run that has ended, and names the fork instead', async () => {
    await live(create());
    expect(() => resumeRun(folder, { environment })).toThrow(RunEndedError);
    expect(() => resumeRun(folder, { environment })).toThrow(/oneiros run --from/);
  });

  it('names a damaged checkpoint and offers the one before it', async () => {
    await liveTicks(create(), 6); // checkpoints 0, 4, 6
    const file = join(folder, 'checkpoints/000006.safetensors');
    const whole = readFileSync(file);
    const flipped = Buffer.from(whole);
    flipped[flipped.length - 1]! ^= 1;
    for (const damaged of [flipped, whole.subarray(0, 500), Buffer.alloc(0)]) {
      writeFileSync(file, damaged);
      expect(() => resumeRun(folder, { environment })).toThrow(CheckpointDamagedError);
      expect(() => resumeRun(folder, { environment })).toThrow(`oneiros resume ${folder}@4`);
    }
    await live(resumeRun(`${folder}@4`, { environment }));
    expect(contentOf(folder, '000012')).toEqual(contentOf(join(root, 'never-stopped'), '000012'));
  });

  it('is running from when a process takes it up, before its first tick', async () => {
    const run = create();
    expect(openRun(folder).status).toBe('running');
    await liveTicks(run, 2);
    expect(openRun(folder).status).toBe('interrupted');
    const resumed = resumeRun(folder, { environment });
    expect(openRun(folder)).toMatchObject({ status: 'running', manifest: { status: 'interrupted' } });
    resumed.release();
    expect(openRun(folder).status).toBe('interrupted');
  });

  it('refuses a run that another process writes, and takes over from one that died', async () => {
    const run = create();
    expect(() => resumeRun(folder, { environment })).toThrow(RunLockedError);
    expect(() => resumeRun(folder, { environment })).toThrow(`Process ${process.pid}`);
    run.release();
    // A process that ended long ago, and this one's number as it was used before this process started.
    const ended = spawnSync(process.execPath, ['-e', '']).pid;
    const { host } = JSON.parse(readLock(folder)) as { host: string };
    for (const stale of [
      { pid: ended, started: '1' },
      { pid: process.pid, started: '1' },
    ]) {
      writeFileSync(join(folder, 'run.lock'), JSON.stringify({ host, ...stale }));
      resumeRun(folder, { environment }).release();
    }
    writeFileSync(join(folder, 'run.lock'), JSON.stringify({ host: 'elsewhere', pid: 1, started: null }));
    expect(() => resumeRun(folder, { environment })).toThrow(/Process 1 on elsewhere/);
  });
});

/** What this process writes into a lock. */
function readLock(of: string): string {
  const release = lockRun(of);
  const text = readFileSync(join(of, 'run.lock'), 'utf8');
  release();
  return text;
}

describe('a fork', () => {
  it("starts from another run's brain, remembers which, and leaves that run alone", async () => {
    await live(create());
    const parent = folder;
    const before = contentOf(parent, '000008');
    const { config, fork, notes } = prepareFork(`${parent}@8`, { wakeNoise: 0.5 });
    expect(notes).toEqual([]);
    folder = `${parent}-fork`;
    await live(createRun(folder, { config, environment, fork }));
    const { manifest, checkpoints, ...run } = openRun(folder);
    expect(manifest.ancestry).toEqual({ run: parent, tick: 8, changed: ['wakeNoise'] });
    expect(checkpoints).toEqual([8, 12]);
    expect(run.checkpoint(8).snapshot.tensors).toEqual(openRun(parent).checkpoint(8).snapshot.tensors);
    expect(run.events()[0]).toMatchObject({ type: 'state', tick: 8 });
    expect(contentOf(parent, '000008')).toEqual(before);
  });

  it('lives on exactly as the other where nothing is changed', async () => {
    const parent = join(root, 'never-stopped');
    const { config, fork } = prepareFork(`${parent}@8`);
    await live(createRun(folder, { config, environment, fork }));
    expect(openRun(folder).checkpoint().snapshot).toEqual(openRun(parent).checkpoint().snapshot);
    const after = openRun(parent)
      .events()
      .filter(({ tick }) => tick >= 8);
    expect(openRun(folder).events()).toEqual(after);
  });

  it('says that the hippocampal store starts empty where it becomes another one', async () => {
    const { config, fork, notes } = prepareFork(`${join(root, 'never-stopped')}@8`, { store: { kind: 'day' } });
    expect(notes).toEqual(['The hippocampal store starts empty, because its configuration changed.']);
    expect(await live(createRun(folder, { config, environment, fork }))).toMatchObject({ status: 'finished' });
    // Tick 8 is REM and has nothing to dream of.
    expect(openRun(folder).events()[1]).toMatchObject({ type: 'warning', tick: 8 });
  });

  it('goes on with the next mini-batch and the same epoch under a cycle of another length', async () => {
    const { config, fork, notes } = prepareFork(`${join(root, 'never-stopped')}@8`, { condition: 'rem-deprived' });
    // Tick 8 is the REM of the third mini-batch; without REM the fourth is next, at tick 2 · 3 - 1 + 1.
    expect(notes).toEqual(['The run starts at tick 5, when as many mini-batches were seen in its schedule.']);
    expect(fork.ancestry).toMatchObject({ tick: 8, changed: ['condition', 'schedule.order'] });
    expect(await live(createRun(folder, { config, environment, fork }))).toMatchObject({ status: 'finished' });
    expect(openRun(folder).events()[0]).toMatchObject({ type: 'state', tick: 5, epoch: 1 });
  });

  it('names the checkpoints that there are where it is asked for another', () => {
    expect(() => prepareFork(`${join(root, 'never-stopped')}@7`)).toThrow(CheckpointMissingError);
    expect(() => prepareFork(`${join(root, 'never-stopped')}@7`)).toThrow(/there are those of 0, 8, 12/);
  });
});

const canMount = (() => {
  const probe = mkdtempSync(join(tmpdir(), 'oneiros-mount-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', probe], { stdio: 'ignore' });
    execFileSync('umount', [probe], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  } finally {
    rmSync(probe, { recursive: true, force: true });
  }
})();

describe('trouble', () => {
  it('stops a diverged run and keeps its last good checkpoint', async () => {
    const run = create();
    const simulation = createSimulation({ config: run.config, images });
    const poison = simulation.cortex.synapses.get('V1.feedforward.weight')!;
    const outcome = await recordRun({
      simulation,
      run,
      onTick: ({ tick }) => tick === 4 && tf.tidy(() => poison.assign(tf.fill(poison.shape, NaN))),
    });
    simulation.dispose();
    expect(outcome).toMatchObject({ status: 'diverged', ticks: 5, divergence: { tick: 5, value: NaN } });
    const read = openRun(folder);
    expect(read.manifest.reason).toMatch(/Diverged at tick 5: adversarial is NaN/);
    expect(read.checkpoint().snapshot.cursor.tick).toBe(4);
    expect(read.events().at(-1)).toMatchObject({ tick: 4 });
  });

  it('says that the disk is full', () => {
    const log = openEventLog('/dev/full', 0); // every write to it fails as on a full disk
    const event = { type: 'warning', v: 1, tick: 0, message: 'none' } as const;
    expect(() => log.append([event])).toThrow(RunWriteError);
    expect(() => log.append([event])).toThrow(
      'Cannot write /dev/full: the disk is full. Nothing written earlier is lost',
    );
    log.close();
  });

  it('takes away what a process left that was killed while it made a run of that name', () => {
    const draftOf = (pid: number): string => join(dirname(folder), `.${basename(folder)}.${pid}.tmp`);
    mkdirSync(join(draftOf(1), 'checkpoints'), { recursive: true });
    mkdirSync(draftOf(2));
    const hourAgo = Date.now() / 1000 - 3600;
    utimesSync(draftOf(1), hourAgo, hourAgo);
    create().release();
    expect(existsSync(draftOf(1))).toBe(false);
    expect(existsSync(draftOf(2))).toBe(true);
  });

  it('says that a folder is read-only, and makes nothing there', () => {
    const parent = mkdtempSync(join(tmpdir(), 'oneiros-read-only-'));
    chmodSync(parent, 0o555);
    const isRoot = process.getuid?.() === 0;
    // Nothing is read-only for root.
    if (isRoot) process.seteuid!(65534);
    try {
      folder = join(parent, 'run');
      expect(() => create()).toThrow(RunWriteError);
      expect(() => create()).toThrow(/Cannot write .*run: the folder is not yours to write/);
      expect(readdirSync(parent)).toEqual([]);
    } finally {
      if (isRoot) process.seteuid!(0);
      rmSync(parent, { recursive: true, force: true });
    }
  });

  it.skipIf(!canMount)(
    'keeps everything earlier on a disk that fills up, and goes on once there is room (skipped where tmpfs cannot be mounted)',
    async () => {
      const disk = `${folder}-disk`;
      mkdirSync(disk);
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk]);
      try {
        folder = join(disk, 'run');
        await expect(live(create())).rejects.toThrow(/Cannot write .*: the disk is full/);
        const { checkpoints, ...run } = openRun(folder);
        expect(checkpoints.length).toBeGreaterThan(0);
        expect(run.checkpoint().snapshot.cursor.tick).toBeLessThan(12);
        execFileSync('mount', ['-o', 'remount,size=8m', disk]);
        await live(resumeRun(folder, { environment }));
        expect(contentOf(folder, '000012')).toEqual(contentOf(join(root, 'never-stopped'), '000012'));
      } finally {
        execFileSync('umount', [disk]);
      }
    },
  );

  it('says which folder it could not make a run in', () => {
    writeFileSync(folder, 'a file');
    folder = join(folder, 'run');
    expect(() => create()).toThrow(RunWriteError);
  });

  it.each([
    ['run.json', '{', /run.json: Expected the run.json of a run/],
    ['run.json', '{"version":99}', /got 99. A newer Oneiros may have written it/],
    ['run.json', '{"version":1}', /Expected status of another form/],
    ['config.yaml', 'a: [', /config.yaml: Expected the configuration of the run/],
  ])('names a damaged %s (%s)', (file, text, message) => {
    create().release();
    writeFileSync(join(folder, file), text);
    expect(() => openRun(folder)).toThrow(message);
  });

  it.each([
    ['not JSON\n{}\n', /events.jsonl:1: Expected an event as JSON/],
    ['{"v":1,"type":"state","tick":0}\n', /events.jsonl:1: Expected an event, /],
    ['{"v":7}\n', /got 7/],
  ])('names the damaged line of an event log: %s', (text, message) => {
    create().release();
    writeFileSync(join(folder, 'events.jsonl'), text);
    expect(() => openRun(folder).events()).toThrow(message);
    expect(() => openRun(folder).events()).toThrow(RunUnreadableError);
  });

  it('refuses a log that is shorter than its checkpoint says', async () => {
    await liveTicks(create(), 5);
    writeFileSync(join(folder, 'events.jsonl'), '');
    await expect(live(resumeRun(folder, { environment }))).rejects.toThrow(/Expected at least \d+ bytes/);
  });
});
