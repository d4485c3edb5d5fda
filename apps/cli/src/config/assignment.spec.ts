import { describe, expect, it } from 'vitest';
import { parseAssignment } from './assignment.ts';

describe('parseAssignment', () => {
  it.each([
    ['seed=7', { seed: 7 }],
    ['plasticity.learningRate=1e-4', { plasticity: { learningRate: 1e-4 } }],
    ['plasticity.learningRate=1e6', { plasticity: { learningRate: 1e6 } }],
    ['data.name=cifar10', { data: { name: 'cifar10' } }],
    ['occlusion.tileSidePx=[2, 4]', { occlusion: { tileSidePx: [2, 4] } }],
    ['replay.rem={ recent: 1, previous: 0 }', { replay: { rem: { recent: 1, previous: 0 } } }],
    ['data.folder=a=b', { data: { folder: 'a=b' } }],
  ])('reads %s', (text, values) => {
    expect(parseAssignment(text).values).toEqual(values);
  });

  it.each(['seed', '=7', 'a..b=1', '.a=1', '1a=1', 'a b=1'])('refuses %s', (text) => {
    expect(() => parseAssignment(text)).toThrow(/Expected --set KEY=VALUE/);
  });

  it('refuses a value that is no YAML', () => {
    expect(() => parseAssignment('seed=[1')).toThrow(/Expected --set seed to be followed by a YAML value/);
  });

  it('reaches no prototype', () => {
    const { values } = parseAssignment('constructor.prototype.seed=1');
    expect(Object.getPrototypeOf(values)).toBe(Object.prototype);
    expect(({} as { seed?: number }).seed).toBeUndefined();
  });
});
