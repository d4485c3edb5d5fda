import { describe, expect, it } from 'vitest';
import { nightRun } from '../test-data/night-runs.ts';
import { lastReadout } from './night-run.ts';
import { claimAbove, differenceBetween, differenceTable, meanInWords, type Comparison } from './paired.ts';

const comparison: Comparison = {
  what: 'readout',
  unit: 'points',
  a: { arm: 'adult', name: 'adult', value: (run) => lastReadout(run, 'softmax') },
  b: { arm: 'newborn', name: 'newborn', value: (run) => lastReadout(run, 'softmax') },
};
/** After two nights that add nothing the readout is `from`. */
const run = (arm: string, seed: number, from: number) => nightRun({ arm, seed, from, step: 0 });

describe('differenceBetween', () => {
  it('pairs by seed and leaves out seeds that only one arm has', () => {
    const runs = [run('adult', 1, 0.3), run('adult', 2, 0.34), run('newborn', 2, 0.3), run('newborn', 1, 0.28)];
    // (30 - 28) = 2 and (34 - 30) = 4 points: mean 3, deviation √2, s.e.m. 1.
    const difference = differenceBetween([...runs, run('adult', 3, 0.9)], comparison)!;
    expect(difference.n).toBe(2);
    expect(difference.mean).toBeCloseTo(3, 10);
    expect(difference.sem).toBeCloseTo(1, 10);
  });

  it('leaves out what is not finished', () => {
    const unfinished = { ...run('newborn', 1, 0.1), isFinished: false };
    expect(differenceBetween([run('adult', 1, 0.3), unfinished], comparison)).toBeUndefined();
  });
});

describe('claimAbove', () => {
  const verdictOf = (adults: readonly number[], newborns: readonly number[]) =>
    claimAbove(
      [
        ...adults.map((from, i) => run('adult', i + 1, from)),
        ...newborns.map((from, i) => run('newborn', i + 1, from)),
      ],
      'adult above newborn',
      comparison,
    );

  it('holds and fails where the interval is on one side of 0', () => {
    // Differences 10, 11, 12 points: s.e.m. 0.577, t(2) = 4.303, so 11 ± 2.5.
    const held = verdictOf([0.3, 0.31, 0.32], [0.2, 0.2, 0.2]);
    expect(held.verdict).toBe('holds');
    expect(held.detail).toBe('adult less newborn: +11.0 ± 0.6 points, N = 3, 95 % interval +8.5 to +13.5');
    expect(verdictOf([0.2, 0.2, 0.2], [0.3, 0.31, 0.32]).verdict).toBe('fails');
  });

  it('is unclear where it is not, or where one seed gives none, and unknown without a pair', () => {
    // Differences 1, -1, 3: 1 ± 4.303 · 1.155.
    expect(verdictOf([0.31, 0.29, 0.33], [0.3, 0.3, 0.3]).verdict).toBe('unclear');
    const alone = verdictOf([0.4], [0.2]);
    expect(alone).toMatchObject({ verdict: 'unclear', detail: expect.stringContaining('N = 1: no spread') });
    expect(verdictOf([0.4], [])).toMatchObject({ verdict: 'unknown', detail: expect.stringContaining('not measured') });
  });
});

describe('words', () => {
  it('never gives a mean without its number of runs', () => {
    // 10 and 12: mean 11, s.e.m. 1.
    expect(meanInWords([10, undefined, 12])).toBe('11.0 ± 1.0 (N = 2)');
    expect(meanInWords([10])).toBe('10.0 (N = 1)');
    expect(meanInWords([undefined])).toBe('not measured');
  });

  it('has a row for every comparison, also for those without runs', () => {
    const { rows, header } = differenceTable([], { name: 'x', caption: '' }, [comparison]);
    expect(rows).toEqual([['readout', 'adult - newborn', 'not measured', '', '', '', '0']]);
    expect(rows[0]).toHaveLength(header.length);
  });
});
