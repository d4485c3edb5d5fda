import { createRandomStreams } from '@oneiros/random';
import { describe, expect, it } from 'vitest';
import { drawNext, humanTransitions, markovRuns } from './markov.ts';
import { secondsOf } from './runs.ts';

const DAYS = 60;

describe('mice', () => {
  // Stationary shares (%) and mean bouts (s) of the counted transitions, wake, NREM, REM.
  it.each([
    ['light', [35.0, 56.4, 8.6], [59, 104, 35]],
    ['dark', [71.8, 26.3, 1.9], [287, 110, 38]],
    ['recovery', [62.4, 33.3, 4.3], [102, 54, 53]],
  ] as const)('in the %s have the shares and bouts of the table', (table, shares, bouts) => {
    const runs = markovRuns([{ table, hours: 24 * DAYS }], createRandomStreams(2).stream('mouse'));
    const stages = ['WAKE', 'NREM', 'REM'] as const;
    stages.forEach((stage, i) => {
      const share = (100 * secondsOf(runs, stage)) / secondsOf(runs);
      // 60 days hold some 4,000 bouts of wake in the dark, as long as their deviation: 2 % of 72, thrice.
      expect(Math.abs(share - shares[i]!), stage).toBeLessThan(3);
      const count = runs.filter((run) => run.stage === stage).length;
      expect(Math.abs(secondsOf(runs, stage) / count / bouts[i]! - 1), stage).toBeLessThan(0.1);
    });
  });

  it('go from light to dark at the hour', () => {
    const runs = markovRuns(
      [
        { table: 'light', hours: 12 },
        { table: 'dark', hours: 12 },
      ],
      createRandomStreams(1).stream('mouse'),
    );
    expect(secondsOf(runs)).toBe(86_400);
  });
});

describe('drawNext', () => {
  it('follows the counts of the row', () => {
    const random = createRandomStreams(3).stream('human');
    const draws = 50_000;
    const next = Array.from({ length: draws }, () => drawNext(humanTransitions, 'N1', random));
    const row = [281, 6697, 1661, 11, 59];
    const total = 8709;
    humanTransitions.stages.forEach((stage, i) => {
      const p = row[i]! / total;
      const seen = next.filter((other) => other === stage).length;
      // Five standard deviations of a binomial.
      expect(Math.abs(seen - draws * p)).toBeLessThan(5 * Math.sqrt(draws * p * (1 - p)) + 1);
    });
  });
});
