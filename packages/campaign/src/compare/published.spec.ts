import { resolveConfig, type RunConfigInput } from '@oneiros/simulation';
import { describe, expect, it } from 'vitest';
import { publishedReadoutOf } from './published.ts';

const cifar10 = { data: { name: 'cifar10' } } as const satisfies RunConfigInput;
const meanOf = (config: RunConfigInput, tested = 10_000): number | undefined =>
  publishedReadoutOf(resolveConfig(config), tested)?.mean;

describe('publishedReadoutOf', () => {
  // Appendix 1, table 1: per cent, as shares.
  it.each([
    ['pad', 0.5825, 0.7892],
    ['no-memory-mix', 0.5387, 0.6087],
    ['no-rem', 0.46, 0.423],
    ['no-nrem', 0.58, 0.7325],
    ['wake-only', 0.4225, 0.4193],
  ] as const)('knows %s on both sets', (condition, onCifar10, onSvhn) => {
    expect(meanOf({ ...cifar10, condition })).toBeCloseTo(onCifar10, 10);
    expect(meanOf({ data: { name: 'svhn' }, condition }, 26_032)).toBeCloseTo(onSvhn, 10);
  });

  it('has none for other images, parts of a set, or conditions that the table has not', () => {
    expect(meanOf({})).toBeUndefined();
    expect(meanOf({ data: { name: 'cifar10', train: 1000 } })).toBeUndefined();
    expect(meanOf({ data: { name: 'svhn' } }, 1083)).toBeUndefined();
    expect(meanOf({ ...cifar10, condition: 'rem-first' })).toBeUndefined();
  });

  it('has none for another network, another learning rate or another readout', () => {
    expect(meanOf({ ...cifar10, model: { baseWidth: 8 } })).toBeUndefined();
    expect(meanOf({ ...cifar10, plasticity: { learningRate: 1e-3 } })).toBeUndefined();
    expect(meanOf({ ...cifar10, plasticity: { idle: 'hold' } })).toBeUndefined();
    expect(meanOf({ ...cifar10, probes: { readoutEpochs: 5 } })).toBeUndefined();
  });

  it('does not care about seed, length, folders and what is kept', () => {
    const free = { seed: 4, duration: { count: 5 }, dreams: { count: 2 }, checkpoints: { keep: 9 } } as const;
    const coasting = { plasticity: { idle: 'coast' }, probes: { areasEveryCycles: 0 } } as const;
    expect(meanOf({ data: { name: 'cifar10', folder: 'elsewhere' }, ...free, ...coasting })).toBeCloseTo(0.5825, 10);
  });
});
