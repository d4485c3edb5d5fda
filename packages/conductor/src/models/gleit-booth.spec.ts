import { describe, expect, it } from 'vitest';
import { gatesOf } from '../gates.ts';
import { modelHypnogram } from './model-hypnogram.ts';
import { createModelRun } from './model-run.ts';
import { meansByStage } from './stage-means.ts';

const DAY = 86_400;
const MINUTE = 60;

interface Night {
  /** Minutes of model time. */
  readonly onsets: number[];
  readonly bouts: number[];
  readonly sleepHours: number;
  readonly remPercent: number;
  readonly latency: number;
}

/** One day of 24 hours that begins with the lights off. */
function nightOf(parameters: Record<string, number>, day = 0): Night {
  const run = createModelRun('gleit-booth', parameters, { startSeconds: day * DAY });
  const { runs } = modelHypnogram(run, { seconds: DAY, sampleSeconds: 6 }).hypnogram;
  let seconds = day * DAY;
  const begun = runs.map((bout) => ({ ...bout, from: (seconds += bout.seconds) - bout.seconds }));
  const total = (stage: string): number =>
    runs.reduce((sum, bout) => sum + (bout.stage === stage ? bout.seconds : 0), 0);
  const rem = begun.filter(({ stage }) => stage === 'REM');
  const sleepOnset = begun.find(({ stage }) => stage !== 'WAKE')!.from;
  return {
    onsets: rem.map(({ from }) => from / MINUTE),
    bouts: rem.map((bout) => bout.seconds / MINUTE),
    sleepHours: (total('REM') + total('NREM')) / 3600,
    remPercent: (100 * total('REM')) / (total('REM') + total('NREM')),
    latency: rem.length === 0 ? Infinity : (rem[0]!.from - sleepOnset) / MINUTE,
  };
}

const cycles = ({ onsets }: Night): number[] => onsets.slice(1).map((onset, i) => onset - onsets[i]!);

const expectNear = (actual: readonly number[], expected: readonly number[], tolerance: number): void => {
  expect(actual).toHaveLength(expected.length);
  actual.forEach((value, i) => expect(Math.abs(value - expected[i]!), `${i}: ${value}`).toBeLessThanOrEqual(tolerance));
};

// Golden values: own solution of the published equations by Runge-Kutta steps of 0.01 to 0.1 min, rounded as given.
describe('the Gleit-Booth model', () => {
  it('begins REM at 153.5, 245.1, 349.4 and 449.9 min, and a day later at 1593.6, 1685.3, 1789.5 and 1890.1', () => {
    expectNear(nightOf({}).onsets, [153.5, 245.1, 349.4, 449.9], 0.5);
    expectNear(nightOf({}, 1).onsets, [1593.6, 1685.3, 1789.5, 1890.1], 0.5);
  });

  it('sleeps 7.63 hours with four REM bouts, 23.6 % REM and a latency of 84 min', () => {
    const night = nightOf({}, 1);
    expectNear([night.sleepHours], [7.63], 0.01);
    expectNear([night.remPercent], [23.6], 0.2);
    expectNear([night.latency], [84], 0.5);
    expectNear(night.bouts, [25, 33.5, 28.5, 21], 0.5);
  });

  it('has the state means of noradrenaline, acetylcholine and GABA', () => {
    const run = createModelRun('gleit-booth');
    const sums: Record<string, { count: number; ne: number; ach: number; gaba: number }> = {};
    for (let i = 0; i < (2 * DAY) / 6; i++) {
      const { stage, state } = run.advance(6);
      const sum = (sums[stage] ??= { count: 0, ne: 0, ach: 0, gaba: 0 });
      sum.count += 1;
      sum.ne += Math.tanh(state.fLC! / 5);
      sum.ach += Math.max(Math.tanh(state.fR! / 2.5), Math.tanh(state.fWR! / 3));
      sum.gaba += Math.tanh(state.fVLPO! / 2.5);
    }
    const means = (stage: string): number[] => {
      const { count, ne, ach, gaba } = sums[stage]!;
      return [ne / count, ach / count, gaba / count];
    };
    expectNear(means('WAKE'), [0.82, 0.93, 0.04], 0.02);
    expectNear(means('NREM'), [0.17, 0.12, 0.83], 0.02);
    expectNear(means('REM'), [0.16, 1.0, 0.94], 0.06); // 1.0 is rounded: the most there can be is tanh(5/2.5) = 0.964, whose gate is 0.997
  });

  it('opens and shuts graded gates as the three states want it', () => {
    const means = meansByStage(createModelRun('gleit-booth'), { seconds: DAY, sampleSeconds: 6 });
    const gates = (stage: 'WAKE' | 'NREM' | 'REM'): number[] => {
      const { ach, na } = means[stage]!.means;
      const { discriminator, target } = gatesOf({ ach: ach!, na: na! }, { mode: 'graded' });
      return [discriminator, target];
    };
    expectNear(gates('WAKE'), [0.995, 0.997], 0.01);
    expect(gates('NREM')[0]).toBeLessThan(0.12);
    expectNear(gates('REM'), [0.997, 0.03], 0.02);
  });

  it('has as many REM bouts, cycles and as much REM as beta_R sets, on a settled night', () => {
    // sleep-models table: bouts 0 0 1 1 3 4 4-5 5; cycle lengths in min; REM in % of sleep.
    const expected: { betaR: number; bouts: number[]; cycles?: number[]; rem?: number }[] = [
      { betaR: -0.3, bouts: [0] },
      { betaR: -0.4, bouts: [0], rem: 0 },
      { betaR: -0.5, bouts: [1], rem: 2 },
      { betaR: -0.6, bouts: [1] },
      { betaR: -0.7, bouts: [3], cycles: [147, 129] },
      { betaR: -0.8, bouts: [4], cycles: [92, 105, 101], rem: 23.6 },
      { betaR: -0.9, bouts: [4, 5] },
      { betaR: -1, bouts: [5], cycles: [71, 86, 86, 88], rem: 31.4 },
    ];
    for (const { betaR, bouts, cycles: lengths, rem } of expected) {
      const night = nightOf({ betaR }, 3);
      expect(bouts, `bouts at ${betaR}`).toContain(night.bouts.length);
      if (lengths !== undefined) expectNear(cycles(night), lengths, 1);
      if (rem !== undefined) expectNear([night.remPercent], [rem], 0.2);
    }
    expectNear(nightOf({ betaR: -0.5 }, 3).bouts, [10.5], 0.5);
    expectNear(nightOf({ betaR: -0.6 }, 3).bouts, [15], 0.5);
  });

  it('answers parameters for drugs with the REM share and latency of the pharmacology table', () => {
    // After the first night; the table rounds, and several of its nights are not the same from day to day.
    const expected: [Record<string, number>, number, number][] = [
      [{ gNER: 9 }, 19.8, 96],
      [{ gNER: 10 }, 17.7, 100],
      [{ gNER: 7 }, 28.0, 79],
      [{ neScale: 1.1 }, 21.8, 101],
      [{ lcInput: 0.1 }, 14.9, 101],
      [{ achScale: 1.15 }, 17.3, 79],
    ];
    for (const [parameters, rem, latency] of expected) {
      const night = nightOf(parameters, 2);
      const name = JSON.stringify(parameters);
      expect(Math.abs(night.remPercent - rem), `REM ${night.remPercent} ${name}`).toBeLessThan(1);
      expect(Math.abs(night.latency - latency), `latency ${night.latency} ${name}`).toBeLessThan(4);
    }
  });

  it('is not moved by the population that was added, which feeds nothing back', () => {
    const published = (wakeRem: number): Record<string, number> => {
      const run = createModelRun('gleit-booth');
      run.restore(run.snapshot().with(8, wakeRem), 0);
      const { fWR, ...others } = run.advance(DAY / 48).state;
      expect(fWR).toBeGreaterThan(0);
      return others;
    };
    expect(published(0)).toEqual(published(5));
  });
});
