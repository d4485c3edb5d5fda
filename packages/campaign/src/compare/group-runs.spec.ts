import { resolveConfig, type RunConfigInput } from '@oneiros/simulation';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupRuns } from './group-runs.ts';
import type { RunToCompare } from './run-to-compare.ts';

const run = (config: RunConfigInput, name = 'run'): RunToCompare => ({
  ...{ folder: `runs/${name}`, name, status: 'finished', totalTicks: 3 },
  config: resolveConfig(config),
});
const labelsOf = (configs: readonly RunConfigInput[], keys?: readonly string[]): string[] =>
  groupRuns(
    configs.map((config) => run(config)),
    keys,
  ).map(({ label, runs }) => `${label}: ${runs.length}`);

describe('groupRuns', () => {
  it('groups by everything but the seed and the seeds of parts', () => {
    expect(
      labelsOf([{ seed: 1 }, { seed: 2, condition: 'no-rem' }, { seed: 2 }, { seed: 1, seeds: { weights: 7 } }]),
    ).toEqual(['pad: 3', 'no-rem: 1']);
  });

  it('names a group by its condition alone where the rest follows from it', () => {
    const [pad, noRem] = groupRuns([run({}), run({ condition: 'no-rem' })]);
    expect([pad!.differs, noRem!.differs]).toEqual([{ condition: 'pad' }, { condition: 'no-rem' }]);
  });

  it('names what differs beside the condition, and nothing that does not', () => {
    expect(labelsOf([{}, { condition: 'no-rem', wakeNoise: 0.1 }, { batchSize: 8 }])).toEqual([
      'pad batchSize=64 wakeNoise=0: 1',
      'no-rem batchSize=64 wakeNoise=0.1: 1',
      'pad batchSize=8 wakeNoise=0: 1',
    ]);
  });

  it('tells a key that one group has not', () => {
    const [all, few] = groupRuns([run({}), run({ data: { train: 10 } })]);
    expect([all!.label, few!.label]).toEqual(['data.train=-', 'data.train=10']);
    expect([all!.differs, few!.differs]).toEqual([{ 'data.train': null }, { 'data.train': 10 }]);
  });

  it('calls a single group after its condition', () => {
    expect(labelsOf([{ condition: 'no-nrem' }])).toEqual(['no-nrem: 1']);
    expect(groupRuns([])).toEqual([]);
  });

  it('groups by chosen keys, and says what a group mixes', () => {
    const groups = groupRuns([run({}), run({ data: { folder: 'x' } }), run({ batchSize: 8 })], ['batchSize']);
    expect(groups.map(({ label, mixes }) => [label, mixes])).toEqual([
      ['batchSize=64', ['data.folder']],
      ['batchSize=8', []],
    ]);
  });

  it('loses no run, and puts two into one group exactly where they differ in the seed alone', () => {
    const anyConfig = fc.record({
      condition: fc.constantFrom('pad' as const, 'no-rem' as const),
      seed: fc.nat(3),
      batchSize: fc.constantFrom(4, 8),
    });
    fc.assert(
      fc.property(fc.array(anyConfig, { maxLength: 12 }), (configs) => {
        const groups = groupRuns(configs.map((config, i) => run(config, String(i))));
        expect(groups.flatMap(({ runs }) => runs)).toHaveLength(configs.length);
        expect(groups).toHaveLength(
          new Set(configs.map(({ condition, batchSize }) => `${condition}${batchSize}`)).size,
        );
        expect(new Set(groups.map(({ label }) => label)).size).toBe(groups.length);
      }),
      { numRuns: 30 },
    );
  });
});
