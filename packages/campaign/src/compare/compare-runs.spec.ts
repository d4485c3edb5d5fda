import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resolveProbeOptions, type RunConfigInput } from '@oneiros/simulation';
import { writeEvaluation } from '@oneiros/journal';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { MetricMissingError, MetricUnknownError } from '../errors.ts';
import { keepPlan } from '../plan-file.ts';
import { planSweep } from '../plan-sweep.ts';
import { writeRun, type WrittenRun } from '../test-data/written-run.ts';
import { compareRuns, type CompareOptions, type Comparison } from './compare-runs.ts';
import { parseMetric } from './metric.ts';
import { runsAt, runsIn } from './run-to-compare.ts';

const root = mkdtempSync(join(tmpdir(), 'oneiros-compare-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let folder = '';
beforeEach(() => (folder = mkdtempSync(join(root, 'runs-'))));

let count = 0;
const write = (
  condition: 'pad' | 'no-rem',
  seed: number,
  run: Omit<WrittenRun, 'config'> = {},
  more: RunConfigInput = {},
) =>
  writeRun(join(folder, `run-${String(count++).padStart(4, '0')}`), { config: { condition, seed, ...more }, ...run });
const compare = (metric = 'readout', options: Partial<CompareOptions> = {}): Comparison =>
  compareRuns(runsIn(folder), { metric: parseMetric(metric), at: 'last', smooth: 1, ...options });

describe('compareRuns', () => {
  it('gives mean, error, interval and the difference paired by seed', () => {
    write('pad', 1, { readouts: [0.2, 0.5] });
    write('pad', 2, { readouts: [0.3, 0.7] });
    write('pad', 3, { readouts: [0.3, 0.9] });
    write('no-rem', 2, { readouts: [0.1, 0.6] });
    write('no-rem', 1, { readouts: [0.1, 0.2] });
    const { groups } = compare();
    // 0.5, 0.7, 0.9: mean 0.7, deviation 0.2, s.e.m. 0.2 / √3; t of 2 degrees of freedom 4.3027.
    expect(groups[0]).toMatchObject({ group: 'pad', n: 3, epochs: [2], difference: null, published: null, z: null });
    expect(groups[0]!.mean).toBeCloseTo(0.7, 12);
    expect(groups[0]!.sem).toBeCloseTo(0.11547, 5);
    expect(groups[0]!.interval95![0]).toBeCloseTo(0.7 - 4.3027 * 0.11547, 4);
    // Seed 1: 0.2 - 0.5, seed 2: 0.6 - 0.7; mean -0.2, deviation 0.1414, s.e.m. 0.1.
    expect(groups[1]).toMatchObject({ group: 'no-rem', n: 2, remarks: [] });
    expect(groups[1]!.difference!.n).toBe(2);
    expect(groups[1]!.difference!.mean).toBeCloseTo(-0.2, 12);
    expect(groups[1]!.difference!.sem).toBeCloseTo(0.1, 12);
  });

  it('gives one run without error, interval or z', () => {
    write('pad', 1, { readouts: [0.5] }, { data: { name: 'cifar10' } });
    const [row] = compare().groups;
    expect(row).toMatchObject({
      n: 1,
      mean: 0.5,
      sem: null,
      interval95: null,
      z: null,
      published: { mean: 0.5825, n: 4 },
    });
  });

  it('gives z beside the published number with two seeds', () => {
    write('pad', 1, { readouts: [0.5] }, { data: { name: 'cifar10' } });
    write('pad', 2, { readouts: [0.52] }, { data: { name: 'cifar10' } });
    // 0.51 ± 0.01 against 0.5825 ± 0.007: -0.0725 / √(0.0001 + 0.000049)
    expect(compare().groups[0]!.z).toBeCloseTo(-5.9395, 3);
    expect(compare('ridge').groups[0]).toMatchObject({ published: null, z: null });
  });

  it('has no difference where no seed is common, and says so', () => {
    write('pad', 1, { readouts: [0.5] });
    write('no-rem', 2, { readouts: [0.5] });
    expect(compare().groups[1]).toMatchObject({
      difference: null,
      remarks: ['no seed in common with the first group'],
    });
  });

  it('says every run without a value in its row, and hides none', () => {
    write('pad', 1, { readouts: [0.5, 0.6] });
    write('pad', 2, { readouts: [0.5], status: 'interrupted' });
    write('pad', 3, { readouts: [0.4], status: 'diverged' });
    write('pad', 4);
    write('pad', 1, { readouts: [0.9] });
    expect(compare().groups).toMatchObject([
      {
        n: 1,
        mean: 0.6,
        remarks: [
          'seed 2: interrupted after epoch 1, left out',
          'seed 3: diverged after epoch 1, left out',
          'seed 4: finished, nothing measured',
          expect.stringMatching(/run-\d+: seed 1 again, as in .*run-\d+, left out/),
        ],
      },
    ]);
    // At an epoch that they reached, unfinished runs count.
    expect(compare('readout', { at: { epoch: 1 } }).groups[0]).toMatchObject({ n: 3, epochs: [1] });
    expect(compare('readout', { at: { epoch: 9 } }).groups[0]).toMatchObject({ n: 0, mean: null, sem: null });
  });

  it('has a row for a group without any value', () => {
    write('pad', 1, { readouts: [0.5] });
    write('no-rem', 1, { status: 'failed' });
    expect(compare().groups[1]).toMatchObject({
      n: 0,
      mean: null,
      difference: null,
      remarks: ['seed 1: failed, left out'],
    });
  });

  it('smooths over the last measurements and shows their spread', () => {
    write('pad', 1, { readouts: [0.1, 0.2, 0.6, 0.4] });
    const [row] = compare('readout', { smooth: 3 }).groups;
    expect(row!.mean).toBeCloseTo(0.4, 12); // of 0.2, 0.6 and 0.4
    expect(row!.spread).toEqual([0.2, 0.6]);
    expect(compare('readout', { smooth: 3, at: { epoch: 1 } }).groups[0]!.mean).toBe(0.1);
  });

  it('takes losses as means of whole epochs', () => {
    write('pad', 1, { losses: [3, 2, 1] });
    write('pad', 2, { losses: [3, 2], status: 'interrupted' });
    expect(compare('loss.reconstruction').groups[0]).toMatchObject({ n: 1, mean: 1, epochs: [3] });
    const second = compare('loss.reconstruction', { at: { epoch: 2 } }).groups[0]!;
    expect(second).toMatchObject({
      n: 1,
      mean: 2,
      remarks: ['seed 2: interrupted after epoch 1, nothing measured at that epoch'],
    });
  });

  it('keeps apart a damaged run and compares the others', () => {
    write('pad', 1, { readouts: [0.5] });
    const torn = write('pad', 2, { readouts: [0.5] });
    appendFileSync(join(torn, 'events.jsonl'), '{"type":"probe","v":1,"tick":\n');
    const broken = write('pad', 3);
    writeFileSync(join(broken, 'run.json'), '{');
    const { groups, unread } = compare();
    expect(groups).toMatchObject([{ n: 1, remarks: ['seed 2: its files cannot be read'] }]);
    expect(unread.map((run) => run.folder)).toEqual([broken, torn]);
  });

  it('compares nothing without failing', () => {
    expect(compare()).toMatchObject({ groups: [], unread: [] });
    expect(
      compareRuns(runsAt([join(folder, 'no')]), { metric: parseMetric('ridge'), at: 'last', smooth: 1 }),
    ).toMatchObject({ groups: [], unread: [{ reason: expect.stringContaining('run.json') }] });
  });
});

describe('a sweep', () => {
  it('is compared in the order of its plan, with what waits and what is not its own', () => {
    const { plan } = keepPlan(
      folder,
      planSweep({
        grid: [{ key: 'condition', values: ['pad', 'no-rem'] }],
        seeds: [1, 2],
        layersOf: ({ condition }) => [{ condition }],
      }).tasks,
    );
    writeRun(plan.tasks[1]!.folder, { config: { condition: 'no-rem', seed: 1 }, readouts: [0.3] });
    writeRun(plan.tasks[2]!.folder, { config: { seed: 7 }, readouts: [0.3] });
    mkdirSync(join(folder, 'logs'));
    const { groups, unread } = compare();
    expect(groups).toMatchObject([
      { group: 'pad', n: 0, remarks: ['seed 1: not begun, left out'] },
      { group: 'no-rem', n: 1, remarks: ['seed 2: not begun, left out'] },
    ]);
    expect(unread).toMatchObject([{ reason: expect.stringContaining('differ in seed') }]);
  });
});

describe('a metric of a probe', () => {
  const evaluate = (run: string, accuracy: number, options = {}): string =>
    writeEvaluation(run, {
      ...{ version: 1, probe: 'readout', tick: 10, epoch: 1, seconds: 1, oneiros: '0.1.0' },
      backend: { name: 'cpu', threads: 1 },
      options: resolveProbeOptions('readout', options),
      result: {
        softmax: {
          accuracy,
          loss: 1,
          trainAccuracy: 1,
          confusion: [[1]],
          perClass: [{ samples: 1, correct: 1, accuracy }],
        },
        ridge: { accuracy },
        ...{ bias: true, trainImages: 4, testImages: 1 },
      },
    });

  it('is the number at the end of its path', () => {
    evaluate(write('pad', 1), 0.25);
    expect(compare('readout.softmax.accuracy').groups[0]).toMatchObject({ n: 1, mean: 0.25, epochs: [1] });
    expect(compare('readout.softmax.perClass.0.accuracy').groups[0]!.mean).toBe(0.25);
  });

  it('says where a probe measured otherwise', () => {
    evaluate(write('pad', 1), 0.25);
    evaluate(write('pad', 2), 0.5, { bias: false });
    expect(compare('readout.ridge.accuracy').groups[0]!.remarks).toEqual([
      'seed 2: its probe measured with another bias',
    ]);
  });

  it('names what there is where the path leads nowhere', () => {
    evaluate(write('pad', 1), 0.25);
    expect(() => compare('readout.softmax.accurcy')).toThrow(MetricMissingError);
    expect(() => compare('readout.softmax.accurcy')).toThrow(/there is accuracy; loss/);
    expect(() => compare('readout.softmax')).toThrow(/there is accuracy; loss/);
    expect(() => compare('readout.softmax.loss.more')).toThrow(/ends early/);
  });

  it('has to be known', () => {
    for (const text of ['', 'loss', 'loss.nrm', 'oracle.x', 'readout.', 'constructor.name']) {
      expect(() => parseMetric(text), text).toThrow(MetricUnknownError);
    }
  });
});
