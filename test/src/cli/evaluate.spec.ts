import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readEvaluations, readNpy, readSafetensors } from '@oneiros/journal';
import { loopProbeNames } from '@oneiros/simulation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorkspace, jsonOf, oneiros, startOneiros, tiny, type Finished } from './oneiros.ts';

const workspace = createWorkspace();
const where = { cwd: workspace.path };
const inRun = (...path: string[]): string => join(workspace.path, 'run', ...path);
afterAll(() => workspace.remove());

/** 8 images in mini-batches of 2, two epochs of 12 ticks; 40 test images, so that classes have pairs. */
const totalTicks = 24;
/** Options with which a probe takes no time. */
const light = [
  ...[
    'readout.epochs=2',
    'areas.folds=2',
    'areas.penalties=[1]',
    'robustness.epochs=2',
    'robustness.levels=[0, 0.5, 1]',
  ],
  ...[
    'robustness.tileSidesPx=[4]',
    'geometry.pairsPerClass=20',
    'geometry.pairsBetween=20',
    'geometry.pointsPerClass=3',
  ],
  ...['similarity.images=16', 'similarity.pool=true', 'losses.images=8', 'monitor.images=8', 'signatures.images=4'],
].flatMap((option) => ['--option', option]);
const linesOf = ({ stdout }: Finished): Record<string, unknown>[] =>
  stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

beforeAll(async () => {
  // Wide enough that an untrained brain's dreams differ from one another in float32.
  const many = ['data.test=40', 'checkpoints.keepEveryEpochs=1', 'model.baseWidth=8', 'model.latentSize=8'];
  const made = await oneiros(
    ['run', ...tiny, ...many.flatMap((value) => ['--set', value]), '--out', 'run', '-q'],
    where,
  );
  expect(made.code, made.stderr).toBe(0);
});

describe('evaluate', () => {
  it('asks every probe about every brain, keeps the answers and leaves the run as it was', async () => {
    const run = () => ['config.yaml', 'events.jsonl', 'run.json'].map((name) => readFileSync(inRun(name), 'utf8'));
    const before = run();
    const evaluated = await oneiros(['evaluate', 'run', '--at', 'epochs', ...light, '--json'], where);
    expect(evaluated.code, evaluated.stderr).toBe(0);
    const lines = linesOf(evaluated);
    const moments = [0, 12, totalTicks].flatMap((tick) => loopProbeNames.map((probe) => `${tick} ${probe}`));
    expect(lines.map(({ tick, probe }) => `${tick as number} ${probe as string}`)).toEqual(moments);
    expect(lines.every(({ schema, isNew }) => schema === 'oneiros/evaluation/1' && isNew === true)).toBe(true);
    expect(new Set(lines.map(({ epoch }) => epoch))).toEqual(new Set([0, 1, 2]));
    expect(run()).toEqual(before);

    const kept = readEvaluations(inRun());
    expect(kept).toHaveLength(moments.length);
    for (const { file, tick, probe, result, seconds } of lines) {
      expect(existsSync(inRun(file as string))).toBe(true);
      const evaluation = kept.find((each) => each.tick === tick && each.probe === probe);
      expect(evaluation).toMatchObject({ result, seconds, backend: { name: 'cpu' } });
    }
    const staleness = lines.filter(({ probe }) => probe === 'staleness').map(({ result }) => result);
    expect(staleness).toMatchObject([{ ageTicks: [] }, { ageTicks: [12] }, { ageTicks: [12, 24] }]);
  });

  it('finds in a checkpoint what the run itself read out there', async () => {
    const events = readFileSync(inRun('events.jsonl'), 'utf8');
    const readouts = [...events.matchAll(/"probe":"readout".*"testAccuracy":([\d.]+),"ridgeAccuracy":([\d.]+)/g)];
    const evaluated = readEvaluations(inRun()).flatMap((each) =>
      each.probe === 'readout' && each.tick > 0 ? [[each.result.softmax.accuracy, each.result.ridge.accuracy]] : [],
    );
    // The preset's readout has mini-batches of four, so that only the one in closed form must agree to the last bit.
    expect(evaluated.map(([, ridge]) => ridge)).toEqual(readouts.map((match) => Number(match[2])));
    const same = ['--option', 'readout.epochs=2', '--option', 'readout.batchSize=4', '--force'];
    const again = await oneiros(['evaluate', 'run', '--at', 'epochs', '--probe', 'readout', ...same, '-q'], where);
    expect(again.code, again.stderr).toBe(0);
    const softmax = readEvaluations(inRun()).flatMap((each) =>
      each.probe === 'readout' && each.tick > 0 ? [each.result.softmax.accuracy] : [],
    );
    expect(softmax).toEqual(readouts.map((match) => Number(match[1])));
  });

  it('measures nothing twice, and nothing anew with other options unless it is forced to', async () => {
    const files = () =>
      readdirSync(inRun('evaluations')).map((name) => readFileSync(inRun('evaluations', name), 'utf8'));
    const before = files();
    const geometry = ['evaluate', `run@${totalTicks}`, '--probe', 'geometry'];
    const again = await oneiros(
      [...geometry, ...light.filter((word) => word.includes('geometry')).flatMap((word) => ['--option', word])],
      where,
    );
    expect(again.code, again.stderr).toBe(0);
    expect(again.stderr).toContain('1 of 1 were measured before with the same options and are kept.');
    expect(again.stdout).toMatch(/tick +epoch +probe +result +took\n +24 +2 +geometry +intra\/inter/);
    const other = await oneiros(geometry, where);
    expect(other.code).toBe(2);
    expect(other.stderr).toContain('geometry at tick 24 (pointsPerClass, pairsPerClass, pairsBetween)');
    expect(files()).toEqual(before);
  });

  it.each([
    [['--at', '7'], 'Expected a checkpoint of tick 7 in run, there are those of 0, 12, 24.'],
    [['--probe', 'geometri'], 'Did you mean geometry?'],
    [['--option', 'readout.epoch=1'], 'readout.epoch: no such key. Did you mean readout.epochs?'],
    [['--probe', 'readout', '--option', 'losses.images=8'], 'Expected --probe losses beside'],
    [['--export-images', '3'], 'Expected --export FOLDER'],
    [['--data-folder', 'nowhere', '--at', 'never'], 'Expected --at newest, all, epochs or a tick, got never'],
  ])('refuses %s with what to do', async (args, message) => {
    const { code, stderr } = await oneiros(['evaluate', 'run', ...args], where);
    expect(code, stderr).toBe(2);
    expect(stderr).toContain(message);
  });

  it('names a torn evaluation instead of trusting it', async () => {
    const file = inRun('evaluations', '000000-losses.json');
    const whole = readFileSync(file);
    writeFileSync(file, whole.subarray(0, 60));
    const torn = await oneiros(['evaluate', 'run', '--probe', 'readout'], where);
    writeFileSync(file, whole);
    expect(torn.code).toBe(1);
    expect(torn.stderr).toContain('000000-losses.json: expected JSON');
  });

  it('goes on after a probe that fails, names it and ends with 1', async () => {
    rmSync(inRun('evaluations', '000000-geometry.json'));
    const absent = ['--probe', 'geometry', '--probe', 'losses', '--option', 'geometry.classes=[77]'];
    const { code, stderr, stdout } = await oneiros(
      ['evaluate', 'run@0', ...absent, '--option', 'losses.images=8', '--json'],
      where,
    );
    expect(code).toBe(1);
    expect(stderr).toMatch(/geometry at tick 0 failed: /);
    expect(jsonOf({ code, stderr, stdout })).toMatchObject({ probe: 'losses', tick: 0 });
  });

  it('keeps what is done when it is stopped, and goes on with the same command', async () => {
    const args = ['evaluate', 'run@0', '--probe', 'readout', '--probe', 'robustness', '--force', '--json'];
    // So many epochs of training that a signal finds it at work, then so many levels.
    const slow = ['--option', 'readout.epochs=3', '--option', `robustness.levels=[${Array(400).fill(0.5).join()}]`];
    const child = startOneiros([...args, ...slow], where);
    const file = inRun('evaluations', '000000-readout.json');
    const deadline = performance.now() + 50_000;
    while (!(existsSync(file) && readFileSync(file, 'utf8').includes('"epochs":3'))) {
      if (performance.now() > deadline) throw new Error('Waited in vain.');
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    child.kill('SIGINT');
    const stopped = await child.finished;
    expect(stopped.code, stopped.stderr).toBe(75);
    expect(stopped.stderr).toContain('SIGINT: stopping.');
    expect(linesOf(stopped).map(({ probe }) => probe)).toEqual(['readout']);
    const rest = await oneiros(
      ['evaluate', 'run@0', '--probe', 'readout', '--option', 'readout.epochs=3', '--json'],
      where,
    );
    expect(jsonOf(rest)).toMatchObject({ probe: 'readout', isNew: false });
  });
});

describe('evaluate --export', () => {
  const args = ['evaluate', `run@${totalTicks}`, '--export', 'acts', '--export-images', '5'];

  it('writes latents, labels and activities with what their axes are', async () => {
    const exported = await oneiros(args, where);
    expect(exported.code, exported.stderr).toBe(0);
    const folder = join(workspace.path, 'acts', '000024');
    const { arrays, ...header } = JSON.parse(readFileSync(join(folder, 'export.json'), 'utf8')) as {
      arrays: { file: string; shape: number[]; axes: string[] }[];
    };
    expect(header).toMatchObject({
      version: 1,
      run: 'run',
      tick: 24,
      epoch: 2,
      data: 'scenes',
      images: 5,
      pooled: true,
    });
    expect(arrays.map(({ file, axes }) => `${file} ${axes.join()}`)).toEqual(
      ['train', 'test'].flatMap((split) => [
        `${split}.labels.npy image`,
        ...['V1', 'V2', 'V4'].map((area) => `${split}.${area}.npy image,row,column,channel`),
        `${split}.latents.npy image,latent`,
      ]),
    );
    for (const { file, shape } of arrays) expect(readNpy(join(folder, file)).shape).toEqual(shape);
    // V1 of width 8, pooled from 16 x 16 to 4 x 4; latents as many as the checkpoint's IT has.
    expect(arrays.find(({ file }) => file === 'train.V1.npy')!.shape).toEqual([5, 4, 4, 8]);
    const { tensors } = readSafetensors(inRun('checkpoints', '000024.safetensors'));
    const [latents] = tensors.get('IT.feedforward.bias')!.shape;
    expect(arrays.at(-1)!.shape).toEqual([5, latents]);
  });

  it('is made once, and never over another one', async () => {
    const digest = () =>
      createHash('sha256')
        .update(readFileSync(join(workspace.path, 'acts', '000024', 'export.json')))
        .digest('hex');
    const before = digest();
    expect((await oneiros(args, where)).stdout).toContain('Exported before');
    const whole = await oneiros([...args, '--export-whole'], where);
    expect(whole.code).toBe(2);
    expect(whole.stderr).toContain('another pooled');
    expect(digest()).toBe(before);
  });
});

describe('images that were moved', () => {
  it('are found where ONEIROS_DATA or --data-folder says', async () => {
    const config = inRun('config.yaml');
    const text = readFileSync(config, 'utf8');
    writeFileSync(config, text.replace('name: scenes', 'name: cifar10').replace('folder: data', 'folder: gone'));
    const lost = await oneiros(['evaluate', 'run'], where);
    expect(lost.code).toBe(2);
    expect(lost.stderr).toContain('Expected the images cifar10 in gone or data/cifar10; there is no such folder.');
    expect(lost.stderr).toContain('--data-folder or ONEIROS_DATA');
    renameSync(inRun('dreams'), join(workspace.path, 'elsewhere')); // a folder without images
    const named = await oneiros(['evaluate', 'run', '--data-folder', 'elsewhere'], where);
    renameSync(join(workspace.path, 'elsewhere'), inRun('dreams'));
    writeFileSync(config, text);
    expect(named.stderr).toContain('elsewhere');
  });
});
