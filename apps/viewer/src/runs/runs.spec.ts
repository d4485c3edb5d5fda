import { resolveConfig, type RunConfigInput } from '@oneiros/simulation';
import { changedKeys } from '@oneiros/simulation/config';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Moment, RunHead } from '../source/run-source.ts';
import { spread } from './spread-labels.ts';
import { evaluationValues } from './evaluations.ts';
import { fetchReadouts, fetchRuns, type RunReadouts } from './fetch-runs.ts';
import { groupHeads, seedOf } from './group-heads.ts';
import { parametersOf } from './parameters.ts';
import { meanInWords, readoutCsv, readoutFigure } from './readout-figure.ts';
import { readoutsOf, valuesByEpoch, type ReadoutPoint } from './readouts.ts';
import { summariseGroup } from './summarise-groups.ts';

const head = (input: RunConfigInput, id = `run-${input.seed ?? 1}`): RunHead => {
  const config = resolveConfig(input);
  const changed = changedKeys(resolveConfig({}), config);
  return {
    id,
    status: 'finished',
    createdAt: null,
    ticks: 9,
    totalTicks: 9,
    config,
    changed,
    backend: null,
    command: 'x',
  };
};
const point = (epoch: number, readout: number, testImages = 10_000): ReadoutPoint => ({
  ...{ tick: epoch, epoch, readout, ridge: null, testImages },
});

describe('readoutsOf', () => {
  const readout = (tick: number, testAccuracy: number): Moment => ({
    line: tick,
    event: { type: 'probe', v: 1, probe: 'readout', tick, epoch: 1, trainAccuracy: 1, testAccuracy, testImages: 7 },
  });

  it('takes the readouts of the loop, each tick once', () => {
    const points = readoutsOf([
      readout(9, 0.4),
      { line: 1, event: { type: 'finished', v: 1, tick: 3, epoch: 1 } },
      readout(3, 0.2),
      readout(9, 0.5),
    ]);
    expect(points.map(({ tick, readout: value, ridge }) => [tick, value, ridge])).toEqual([
      [3, 0.2, null],
      [9, 0.5, null],
    ]);
  });

  it('has one value an epoch, and none that is not a number', () => {
    expect([...valuesByEpoch([point(1, 0.1), point(1, 0.2), point(2, Number.NaN)], 'readout')]).toEqual([[1, 0.2]]);
    expect(valuesByEpoch([point(1, 0.1)], 'ridge').size).toBe(0);
  });
});

describe('groupHeads', () => {
  it('groups by everything but the seed, and names groups by their condition', () => {
    const groups = groupHeads([head({ seed: 1 }), head({ seed: 2 }), head({ seed: 1, condition: 'no-rem' })]);
    expect(groups.map(({ label, runs }) => [label, runs.length])).toEqual([
      ['pad', 2],
      ['no-rem', 1],
    ]);
  });

  it('tells apart another program, and another folder only when asked', () => {
    const runs = [head({}), head({ batchSize: 8 }), head({ data: { folder: 'elsewhere' } })];
    expect(groupHeads(runs).map(({ label, runs: own }) => [label, own.length])).toEqual([
      ['pad batchSize=64', 2],
      ['pad batchSize=8', 1],
    ]);
    expect(groupHeads(runs, true)).toHaveLength(3);
  });

  it('names a night among cycles by its kind, not by all the keys that nights have', () => {
    const night = { schedule: { kind: 'nights' } } as const;
    expect(groupHeads([head({}), head(night), head({ ...night, batchSize: 8 })]).map(({ label }) => label)).toEqual([
      'pad cycle',
      'pad nights batchSize=64',
      'pad nights batchSize=8',
    ]);
  });

  it('names three keys and counts the others, each group by a name of its own', () => {
    const several = (size: number) =>
      head({
        batchSize: size,
        wakeNoise: size / 10,
        model: { baseWidth: size, latentSize: size },
        duration: { count: size },
      });
    const labels = groupHeads([several(2), several(3), several(4)]).map(({ label }) => label);
    expect(labels[0]).toMatch(/^pad model\.baseWidth=2 model\.latentSize=2 batchSize=2 and 2 more$/);
    expect(new Set(labels).size).toBe(3);
  });

  it('names the seeds of parts', () => {
    expect([seedOf(head({ seed: 3 })), seedOf(head({ seed: 3, seeds: { weights: 1 } }))]).toEqual([
      '3',
      '3 (weights 1)',
    ]);
  });

  it('loses no run', () => {
    const inputs = fc.array(fc.record({ seed: fc.nat(3), batchSize: fc.constantFrom(4, 8) }), { maxLength: 12 });
    fc.assert(
      fc.property(inputs, (configs) => {
        const heads = configs.map((config, i) => head(config, `run-${i}`));
        expect(
          groupHeads(heads)
            .flatMap(({ runs }) => runs.map(({ id }) => id))
            .sort(),
        ).toEqual(heads.map(({ id }) => id).sort());
      }),
      { numRuns: 20 },
    );
  });
});

describe('summariseGroup', () => {
  const cifar10 = (seed: number) => head({ seed, data: { name: 'cifar10' } });
  const [group] = groupHeads([cifar10(1), cifar10(2), cifar10(3)]);

  it('gives mean and standard error by epoch with their number of seeds', () => {
    const summary = summariseGroup(
      group!,
      new Map([
        ['run-1', [point(1, 0.2), point(2, 0.5)]],
        ['run-2', [point(1, 0.4)]],
      ]),
      'readout',
    );
    // Epoch 1: (0.2 + 0.4) / 2; deviation √(2 · 0.1²) = 0.1414, error 0.1414 / √2 = 0.1.
    expect(summary.means.map(({ epoch, n, mean, sem }) => [epoch, n, mean.toFixed(3), sem?.toFixed(3)])).toEqual([
      [1, 2, '0.300', '0.100'],
      [2, 1, '0.500', undefined],
    ]);
    expect(summary.last?.epoch).toBe(1);
  });

  it('puts the published number beside ours, and a z at the same epoch alone', () => {
    const at = (epoch: number) =>
      summariseGroup(
        group!,
        new Map([1, 2, 3].map((seed) => [`run-${seed}`, [point(epoch, 0.57 + seed / 100)]])),
        'readout',
      ).published!;
    // Table 1: 58.25 ± 0.7. Ours: 0.59 ± 0.01 / √3 = 0.005774; (0.59 - 0.5825) / √(0.007² + 0.005774²) = 0.8266.
    expect([at(50).readout.mean, at(50).departs, at(50).z?.toFixed(4)]).toEqual([0.5825, [], '0.8266']);
    expect(at(25).z).toBeNull();
  });

  it('says in what a program departs from the published one', () => {
    const [small] = groupHeads([head({ data: { name: 'cifar10', train: 640 }, model: { baseWidth: 8 } })]);
    const { published } = summariseGroup(small!, new Map([['run-1', [point(50, 0.5, 100)]]]), 'readout');
    expect(published?.departs).toEqual(['model.baseWidth', 'data.train', 'data.test']);
    expect(summariseGroup(groupHeads([head({})])[0]!, new Map(), 'readout').published).toBeNull();
  });

  it('counts another kind of schedule as one departure', () => {
    const [nights] = groupHeads([head({ data: { name: 'cifar10' }, schedule: { kind: 'nights' } })]);
    expect(summariseGroup(nights!, new Map(), 'readout').published?.departs).toEqual(['schedule']);
  });

  it('leaves out a seed that is there twice, and says what has no value', () => {
    const [twice] = groupHeads([head({}, 'a'), head({}, 'b'), head({ seed: 2 }, 'c')]);
    const summary = summariseGroup(
      twice!,
      new Map([
        ['a', [point(1, 0.5)]],
        ['b', [point(1, 0.6)]],
        ['c', []],
      ]),
      'readout',
    );
    expect(summary.traces.map(({ id }) => id)).toEqual(['a']);
    expect(summary.remarks).toEqual(['b: seed 1 again, as in a, left out', 'c: no readout measured']);
  });
});

describe('fetching', () => {
  const answers: Record<string, () => Response> = {
    'base/api/runs.json': () => Response.json({ runs: [{ id: 'a' }], unread: [] }),
    'base/api/runs/a/b/moments.json': () => Response.json({ lines: 0, moments: [] }),
    'base/api/runs/torn/moments.json': () => new Response('{"torn'),
  };
  const fetch = async (url: string): Promise<Response> => answers[url]?.() ?? new Response('', { status: 404 });

  it('reads the list of runs, and says what is wrong with it', async () => {
    expect(await fetchRuns('base/', fetch)).toEqual({ runs: [{ id: 'a' }], unread: [] });
    await expect(fetchRuns('other/', fetch)).rejects.toThrow('Could not read api/runs.json: the server answered 404');
  });

  it('reads what can be read, and names the problem of every other run', async () => {
    const read: RunReadouts[] = [];
    await fetchReadouts('base/', ['a/b', 'torn', 'gone'], fetch, (run) => read.push(run));
    expect(read.map(({ id, problem }) => [id, problem?.slice(0, 52) ?? null]).sort()).toEqual([
      ['a/b', null],
      ['gone', 'Could not read api/runs/gone/moments.json: the serve'],
      ['torn', 'Could not read api/runs/torn/moments.json: not JSON:'],
    ]);
  });
});

describe('parametersOf', () => {
  const { config, changed } = head({
    batchSize: 8,
    data: { train: 640 },
    objectives: { divergence: { from: 0, to: 1, overEpochs: 2 } },
  });
  const rows = parametersOf(config, {
    changed,
    defaults: resolveConfig({}),
    other: resolveConfig({ data: { test: 9 } }),
  });
  const rowOf = (path: string) => rows.find((row) => row.path === path);

  it('shows each value beside its default and that of another run', () => {
    expect(rowOf('batchSize')).toEqual({
      ...{ path: 'batchSize', value: '8', isChanged: true, standard: '64', other: '64', differsFromOther: true },
    });
    expect(rowOf('model.baseWidth')).toMatchObject({ value: '64', isChanged: false, differsFromOther: false });
  });

  it('has a dash for keys that one of them has not', () => {
    expect(rowOf('data.train')).toMatchObject({ value: '640', standard: '–', other: '–', differsFromOther: true });
    expect(rowOf('data.test')).toMatchObject({ value: '–', other: '9', differsFromOther: true });
    expect(rowOf('objectives.divergence.from')).toMatchObject({ isChanged: true, standard: '–' });
  });

  it('compares with nothing that is not there', () => {
    expect(parametersOf(config, { changed, defaults: resolveConfig({}) })[0]).toMatchObject({
      other: null,
      differsFromOther: false,
    });
  });
});

it('figure and CSV carry every trace, the mean and the published number', () => {
  const [group] = groupHeads([
    head({ seed: 1, data: { name: 'cifar10' } }),
    head({ seed: 2, data: { name: 'cifar10' } }),
  ]);
  const readouts = new Map([
    ['run-1', [point(1, 0.2)]],
    ['run-2', [point(1, 0.4)]],
  ]);
  const summary = summariseGroup(group!, readouts, 'readout');
  expect(readoutFigure([summary], 'readout').panels[0]!.marks.map(({ kind }) => kind)).toEqual([
    'line',
    'line',
    'line',
    'dots',
  ]);
  expect(readoutCsv([summary], 'readout').split('\r\n').slice(1, 4)).toEqual([
    'pad,run-1,1,1,0.2,,',
    'pad,run-2,2,1,0.4,,',
    `pad,(mean),,1,${summary.last!.mean},${summary.last!.sem},2`,
  ]);
  expect([meanInWords(summary.last!), meanInWords({ mean: 0.5, sem: null, n: 1 })]).toEqual([
    '30.0 ± 10.0 (N = 2)',
    '50.0 (N = 1)',
  ]);
});

it('evaluationValues takes every single number of a result', () => {
  const result = { accuracy: 0.5, ratios: { squared: { intraInter: 0.9 } }, points: [1, 2], name: 'x', none: null };
  expect(evaluationValues([{ probe: 'geometry', tick: 3, epoch: 1, result }])).toEqual([
    { probe: 'geometry', epoch: 1, path: 'accuracy', value: 0.5 },
    { probe: 'geometry', epoch: 1, path: 'ratios.squared.intraInter', value: 0.9 },
  ]);
});

it('spread moves labels apart as far as they would overlap, and none below the chart', () => {
  expect(spread([{ y: 50 }, { y: 10 }, { y: 52 }], 14, 100)).toEqual([50, 10, 64]);
  expect(spread([{ y: 98 }, { y: 99 }], 14, 100)).toEqual([86, 100]);
});
