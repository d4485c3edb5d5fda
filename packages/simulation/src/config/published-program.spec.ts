import { describe, expect, it } from 'vitest';
import { changedKeys } from './changed-keys.ts';
import { conditionNames } from './condition-names.ts';
import { defaultConfig } from './default-config.ts';
import { deviationsFromPaper, followsFromCondition } from './published-program.ts';
import { resolveConfig } from './resolve-config.ts';
import type { RunConfigInput } from './run-config.ts';

const deviations = (input: RunConfigInput): string[] => {
  const config = resolveConfig(input);
  return deviationsFromPaper(config, changedKeys(resolveConfig({}), config));
};

describe('deviationsFromPaper', () => {
  it.each(conditionNames)('finds none in %s as it is', (condition) => {
    expect(deviations({ condition })).toEqual([]);
  });

  it('does not count images, length, seeds and what is kept', () => {
    expect(deviations({ seed: 4, data: { name: 'cifar10', folder: 'x' }, duration: { count: 2 } })).toEqual([]);
    expect(deviations({ dreams: { count: 2 }, probes: { areasEveryCycles: 0 }, backend: { threads: 1 } })).toEqual([]);
    expect(deviations({ plasticity: { idle: 'coast' } })).toEqual([]);
  });

  it('names every key that makes it another experiment', () => {
    expect(deviations({ model: { baseWidth: 8 }, plasticity: { idle: 'hold' }, batchSize: 8 }).sort()).toEqual([
      'batchSize',
      'model.baseWidth',
      'plasticity.idle',
    ]);
    // The preset of no-rem has 0.5: back at the default of the schema it departs from its condition.
    expect(deviations({ condition: 'no-rem', wakeNoise: 0 })).toEqual(['wakeNoise']);
    expect(deviations({ probes: { readoutEpochs: 3 } })).toEqual(['probes.readoutEpochs']);
  });
});

it('followsFromCondition knows values of the preset, and defaults elsewhere', () => {
  expect(followsFromCondition('no-rem', [], 'wakeNoise', 0.5)).toBe(true);
  expect(followsFromCondition('no-rem', ['wakeNoise'], 'wakeNoise', 0.1)).toBe(false);
  expect(followsFromCondition('pad', [], 'batchSize', 64)).toBe(true);
  expect(followsFromCondition('pad', ['batchSize'], 'batchSize', 8)).toBe(false);
});

it('defaultConfig is what resolving nothing gives', () => expect(defaultConfig()).toEqual(resolveConfig({})));
