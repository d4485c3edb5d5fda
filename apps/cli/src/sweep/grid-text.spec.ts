import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../errors.ts';
import { parseAxis, parseSeeds } from './grid-text.ts';

describe('parseAxis', () => {
  it.each([
    ['condition=pad,no-rem', 'condition', ['pad', 'no-rem']],
    ['plasticity.learningRate=1e-4, 2e-4', 'plasticity.learningRate', [1e-4, 2e-4]],
    ['occlusion.tileSidePx=[1,8],[4,4]', 'occlusion.tileSidePx', [[1, 8], [4, 4]]], // prettier-ignore
    ['replay.rem={recent: 1, noise: 0}', 'replay.rem', [{ recent: 1, noise: 0 }]],
    ['data.folder="a,b",c=d', 'data.folder', ['a,b', 'c=d']],
  ])('reads %s', (text, key, values) => {
    expect(parseAxis(text)).toEqual({ key, values });
  });

  it.each(['condition', '=1', 'a..b=1', 'a=', 'a= ', 'a=[1', 'a=1]'])('refuses %s', (text) => {
    expect(() => parseAxis(text)).toThrow(UsageError);
  });
});

describe('parseSeeds', () => {
  it.each([
    ['1..4', [1, 2, 3, 4]],
    ['1,3,7', [1, 3, 7]],
    ['7, 1..3', [7, 1, 2, 3]],
    ['1..3,2', [1, 2, 3]],
    ['0', [0]],
  ])('reads %s', (text, seeds) => {
    expect(parseSeeds(text)).toEqual(seeds);
  });

  it('reads every range that it could have been written from', () => {
    fc.assert(
      fc.property(fc.nat(1e6), fc.nat(50), (first, more) => {
        const seeds = parseSeeds(`${first}..${first + more}`);
        expect([seeds[0], seeds.at(-1), seeds.length]).toEqual([first, first + more, more + 1]);
      }),
    );
  });

  it.each(['', '1..', '..4', '4..1', '1.5', '-1', 'a', '1,,2', '0..99999', '99999999999999999999'])(
    'refuses %j',
    (text) => {
      expect(() => parseSeeds(text)).toThrow(UsageError);
    },
  );
});
