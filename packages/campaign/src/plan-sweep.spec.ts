import fc from 'fast-check';
import { resolveConfig } from '@oneiros/simulation';
import { describe, expect, it } from 'vitest';
import { SweepInvalidError } from './errors.ts';
import { planSweep, type Axis } from './plan-sweep.ts';
import { taskIdOf } from './task-id.ts';

const layersOf = ({ condition = 'pad' }: { condition?: string }): unknown[] => [{ batchSize: 8 }, { condition }];

const axisPool: readonly Axis[] = [
  { key: 'condition', values: ['pad', 'no-rem', 'no-nrem', 'wake-only'] },
  { key: 'wakeNoise', values: [0, 0.25, 0.5] },
  { key: 'plasticity.learningRate', values: [1e-4, 2e-4, 1e-3] },
  { key: 'schedule', values: [{ kind: 'cycle', order: ['wake', 'rem'] }] },
  { key: 'schedule.order', values: [['wake'], ['wake', 'nrem']] },
  { key: 'occlusion.tileSidePx', values: [[1, 8], [4, 4]] }, // prettier-ignore
];

/** Some axes with some of their values, in any order and with repeats. */
const anyGrid = fc
  .subarray([...axisPool])
  .chain((axes) =>
    fc.tuple(
      ...axes.map(({ key, values }) =>
        fc
          .array(fc.constantFrom(...values), { minLength: 1, maxLength: 3 })
          .map((some): Axis => ({ key, values: some })),
      ),
    ),
  );
const anySeeds = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 3 });

describe('planSweep', () => {
  it('plans every combination with every seed, the first seed of everything first', () => {
    const { tasks, duplicates } = planSweep({
      grid: [{ key: 'condition', values: ['pad', 'no-rem'] }],
      seeds: [1, 2],
      layersOf,
    });
    expect(tasks.map(({ overrides }) => overrides)).toEqual([
      { condition: 'pad', seed: 1 },
      { condition: 'no-rem', seed: 1 },
      { condition: 'pad', seed: 2 },
      { condition: 'no-rem', seed: 2 },
    ]);
    expect(duplicates).toBe(0);
    expect(tasks[3]!.config).toEqual(resolveConfig({ batchSize: 8, condition: 'no-rem', seed: 2 }));
  });

  it('asks for the layers of a schedule by its name, and takes one that is written out as a value', () => {
    const nights = { kind: 'nights', nights: 2 };
    const grid = [{ key: 'schedule', values: ['short', { kind: 'nights', nights: 3 }] }];
    const { tasks } = planSweep({
      grid,
      layersOf: ({ schedule }) => [schedule === 'short' ? { schedule: nights } : {}],
    });
    expect(tasks.map(({ config: { schedule } }) => 'nights' in schedule && schedule.nights)).toEqual([2, 3]);
    expect(tasks[0]!.overrides).toEqual({ schedule: 'short', seed: 1 });
  });

  it('takes the seed of the configuration where none are asked for', () => {
    const { tasks } = planSweep({ grid: [], layersOf: () => [{ seed: 9 }] });
    expect(tasks.map(({ overrides }) => overrides)).toEqual([{ seed: 9 }]);
  });

  it('lets a value of the grid win over what its condition brings', () => {
    const grid = [
      { key: 'wakeNoise', values: [0.25] },
      { key: 'condition', values: ['no-rem'] },
    ];
    expect(planSweep({ grid, layersOf }).tasks[0]!.config).toMatchObject({
      wakeNoise: 0.25,
      objectives: { nrem: 0.5 },
    });
  });

  it('makes one task of combinations that are the same configuration', () => {
    // The default learning rate is 2e-4 and the seed 1: 2 x 2 combinations, 2 configurations.
    const grid = [{ key: 'plasticity.learningRate', values: [2e-4, 1e-4, 0.0002] }];
    const { tasks, duplicates } = planSweep({ grid, seeds: [1, 1], layersOf });
    expect([tasks.length, duplicates]).toEqual([2, 4]);
  });

  it('gives the same ids whatever the order of axes, values and seeds, and none twice', () => {
    fc.assert(
      fc.property(anyGrid, anySeeds, fc.infiniteStream(fc.nat()), (grid, seeds, random) => {
        const shuffled = <T>(items: readonly T[]): T[] =>
          items
            .map((item) => ({ item, key: random.next().value as number }))
            .sort((a, b) => a.key - b.key)
            .map(({ item }) => item);
        const ids = planSweep({ grid, seeds, layersOf }).tasks.map(({ id }) => id);
        const again = planSweep({
          grid: shuffled(grid).map(({ key, values }) => ({ key, values: shuffled(values) })),
          seeds: shuffled(seeds),
          layersOf,
        }).tasks.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        expect([...again].sort()).toEqual([...ids].sort());
      }),
      { numRuns: 50 },
    );
  });

  it('has as many tasks and duplicates as combinations', () => {
    fc.assert(
      fc.property(anyGrid, anySeeds, (grid, seeds) => {
        const { tasks, duplicates } = planSweep({ grid, seeds, layersOf });
        const combinations = grid.reduce((count, { values }) => count * values.length, seeds.length);
        expect(tasks.length + duplicates).toBe(combinations);
      }),
      { numRuns: 50 },
    );
  });

  it('names every combination that is no configuration, once for each thing that is wrong', () => {
    const grid = [
      { key: 'batchSize', values: [1, 4] },
      { key: 'condition', values: ['pad', 'padd'] },
    ];
    const failure = (): unknown => planSweep({ grid, seeds: [1, 2], layersOf });
    expect(failure).toThrow(SweepInvalidError);
    expect(failure).toThrow(/In seed=1, batchSize=1, condition=pad; seed=2, batchSize=1, condition=pad: batchSize: /);
    expect(failure).toThrow(/In seed=1, batchSize=4, condition=padd; .*: condition: /);
  });

  it('refuses a schedule that never wakes before anything runs', () => {
    const grid = [{ key: 'schedule.order', values: [['wake'], ['nrem']] }];
    expect(() => planSweep({ grid, layersOf })).toThrow(/In schedule.order=\["nrem"\]: duration\.unit: /);
  });

  it('refuses a key that is given twice, and one without values', () => {
    const twice = [
      { key: 'seed', values: [1] },
      { key: 'batchSize', values: [] },
    ];
    expect(() => planSweep({ grid: twice, seeds: [1], layersOf })).toThrow(/seed: the key is given twice[^]*batchSize/);
  });
});

describe('taskIdOf', () => {
  it('does not depend on the order of keys', () => {
    expect(taskIdOf({ a: 1, b: { c: 2, d: [3] } })).toBe(taskIdOf({ b: { d: [3], c: 2 }, a: 1 }));
    expect(taskIdOf({ a: 1 })).not.toBe(taskIdOf({ a: 2 }));
    // printf '{"a":1}' | sha256sum
    expect(taskIdOf({ a: 1 })).toBe('015abd7f5cc5');
  });

  it('tells a run that starts from a brain from one that starts with a new one', () => {
    const ids = [taskIdOf({ a: 1 }), taskIdOf({ a: 1 }, '015abd7f5cc5'), taskIdOf({ a: 1 }, '0'.repeat(12))];
    expect(new Set(ids).size).toBe(3);
  });
});
