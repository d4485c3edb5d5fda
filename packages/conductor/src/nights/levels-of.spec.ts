import { createRandomStreams } from '@oneiros/random';
import { describe, expect, it } from 'vitest';
import { runsOfMarbles } from '../test-kit/draw-runs.ts';
import { levelCaveats } from './level-caveats.ts';
import { levelCurve } from './level-curve.ts';
import { levelsSchema } from './levels-schema.ts';
import { clampLevels, levelsOf } from './levels-of.ts';

const random = (name: string) => createRandomStreams(8).stream(name);
const runs = runsOfMarbles('w22Rw', 1);
const config = levelsSchema.parse({ infraslow: { enabled: true } });

describe('levelsOf', () => {
  it('samples the curve before each step, the same for the same chance', () => {
    const sampled = levelsOf(runs, config, { random, stepSeconds: 7 });
    const { at } = levelCurve(runs, config, { random });
    // 300 s hold the moments 0, 7, ..., 294.
    expect(sampled.ach).toHaveLength(43);
    expect(sampled.na[20]).toBe(Math.fround(at(140).na));
    expect(levelsOf(runs, config, { random, stepSeconds: 7 })).toEqual(sampled);
    expect(levelsOf(runs, config, { random }).ach).toHaveLength(300);
    expect(() => levelsOf(runs, config, { random, stepSeconds: 0 })).toThrow(RangeError);
  });
});

describe('clampLevels', () => {
  it('holds samples in [from, to) and leaves the others and the argument as they are', () => {
    const levels = { stepSeconds: 10, ach: new Float32Array(5).fill(0.25), na: new Float32Array(5).fill(0.5) };
    const clamped = clampLevels(levels, [{ fromSeconds: 15, toSeconds: 40, na: 1 }]);
    expect([...clamped.na]).toEqual([0.5, 0.5, 1, 1, 0.5]);
    expect([...clamped.ach]).toEqual([0.25, 0.25, 0.25, 0.25, 0.25]);
    expect([...levels.na]).toEqual([0.5, 0.5, 0.5, 0.5, 0.5]);
  });
});

describe('what is said about levels', () => {
  it('tells which half of the story is well supported', () => {
    expect(levelCaveats.join(' ')).toMatch(/Well supported: ACh is high in Wake and REM/);
    expect(levelCaveats.join(' ')).toMatch(/"NA low in NREM" holds/);
  });
});
