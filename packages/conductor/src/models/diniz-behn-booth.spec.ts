import { createRandomStreams } from '@oneiros/random';
import { describe, expect, it } from 'vitest';
import { modelHypnogram } from './model-hypnogram.ts';
import { createModelRun } from './model-run.ts';
import { meansByStage } from './stage-means.ts';

const HOUR = 3600;

const noiseOf = (seed: number) => {
  const streams = createRandomStreams(seed);
  return { random: (hour: number) => streams.stream('sleep.noise', hour) };
};

const expectMeans = (means: Readonly<Record<string, number>>, expected: Record<string, number>): void => {
  for (const [name, value] of Object.entries(expected))
    expect(Math.abs(means[name]! - value), `${name} ${means[name]}`).toBeLessThanOrEqual(0.02);
};

// Golden values of both models: own solutions of the published equations.
describe('the Diniz Behn-Booth model', () => {
  it('loops through 268 s of wake, 476 s of NREM and 37 s of REM without noise', () => {
    const run = createModelRun('diniz-behn-booth', {}, { startSeconds: HOUR });
    const { runs } = modelHypnogram(run, { seconds: 2 * HOUR, sampleSeconds: 1 }).hypnogram;
    const whole = runs.slice(1, -1);
    const expected = { WAKE: 268, NREM: 476, REM: 37 } as Record<string, number>;
    expect(whole.length).toBeGreaterThan(20);
    for (const { stage, seconds } of whole) expect(Math.abs(seconds - expected[stage]!), stage).toBeLessThanOrEqual(1);
  });

  it('has the state means of its transmitters', () => {
    const run = createModelRun('diniz-behn-booth', {}, { startSeconds: HOUR });
    const means = meansByStage(run, { seconds: 10 * HOUR, sampleSeconds: 1 });
    const names = ['cNE', 'c5HT', 'cGABA', 'cAChR', 'cAChWR'];
    const expected = {
      WAKE: [0.65, 0.65, 0.14, 0.25, 0.89],
      NREM: [0.05, 0.05, 0.84, 0.03, 0.04],
      REM: [0.03, 0.03, 0.8, 0.73, 0.03],
    };
    for (const [stage, values] of Object.entries(expected))
      expectMeans(means[stage as 'REM']!.means, Object.fromEntries(names.map((name, i) => [name, values[i]!])));
  });

  it('spends 32 % in wake, 64 % in NREM and 4 % in REM with kicks', () => {
    const means = meansByStage(createModelRun('diniz-behn-booth', {}, noiseOf(1)), {
      seconds: 72 * HOUR,
      sampleSeconds: 1,
    });
    // Some 780 kicks in 72 hours: the shares of seeds differ by about a percent.
    expect(Math.abs(means.WAKE!.share - 0.32)).toBeLessThan(0.02);
    expect(Math.abs(means.NREM!.share - 0.64)).toBeLessThan(0.02);
    expect(Math.abs(means.REM!.share - 0.04)).toBeLessThan(0.01);
  });
});

describe('the FBFD model', () => {
  it('has the state means of 72 hours without noise, acetylcholine of both populations together', () => {
    const means = meansByStage(createModelRun('fbfd'), { seconds: 72 * HOUR, sampleSeconds: 1 });
    const expected = {
      WAKE: { cNE: 0.84, c5HT: 0.84, cGABA: 0.28, acetylcholine: 0.92, h: 0.91 },
      NREM: { cNE: 0.11, c5HT: 0.11, cGABA: 0.79, acetylcholine: 0.09, h: 0.08 },
      REM: { cNE: 0.09, c5HT: 0.09, cGABA: 0.85, acetylcholine: 0.82, h: 0.05 },
    };
    for (const [stage, values] of Object.entries(expected)) {
      const of = means[stage as 'REM']!.means;
      expectMeans({ ...of, acetylcholine: of.cAChR! + of.cAChWR! }, values);
    }
  });

  it('sleeps in the light (83 % NREM, 17 % REM) and is awake for 54 % of the dark, 43 min at a time', () => {
    const run = createModelRun('fbfd', {}, { startSeconds: 24 * HOUR });
    const light = modelHypnogram(run, { seconds: 12 * HOUR, sampleSeconds: 1 }).hypnogram.runs;
    const dark = modelHypnogram(run, { seconds: 12 * HOUR, sampleSeconds: 1 }).hypnogram.runs;
    const share = (runs: typeof light, stage: string): number =>
      runs.reduce((sum, bout) => sum + (bout.stage === stage ? bout.seconds : 0), 0) / (12 * HOUR);
    expect(Math.abs(share(light, 'NREM') - 0.83)).toBeLessThan(0.02);
    expect(Math.abs(share(light, 'REM') - 0.17)).toBeLessThan(0.02);
    expect(Math.abs(share(dark, 'WAKE') - 0.54)).toBeLessThan(0.02);
    const wake = dark.filter(({ stage }) => stage === 'WAKE');
    const mean = wake.reduce((sum, { seconds }) => sum + seconds, 0) / wake.length / 60;
    expect(Math.abs(mean - 43)).toBeLessThan(3);
  });
});

describe('kicks', () => {
  it('come from a stream an hour: the same seed gives the same days, another seed others', () => {
    const day = (seed: number) =>
      modelHypnogram(createModelRun('diniz-behn-booth', {}, noiseOf(seed)), { seconds: 6 * HOUR, sampleSeconds: 1 });
    expect(day(3)).toEqual(day(3));
    expect(day(3).hypnogram.runs).not.toEqual(day(4).hypnogram.runs);
  });

  it('do not happen at a rate of 0', () => {
    const quiet = createModelRun('fbfd', { kickRate: 0 }, noiseOf(1)).advance(12 * HOUR);
    expect(quiet).toEqual(createModelRun('fbfd').advance(12 * HOUR));
  });
});
