import { describe, expect, it } from 'vitest';
import type { StageRun } from '../stages.ts';
import { modelHypnogram } from './model-hypnogram.ts';
import { createModelRun } from './model-run.ts';
import { meansByStage } from './stage-means.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;

function runsOf(name: string, parameters: Record<string, number>, startDay: number, days: number): readonly StageRun[] {
  const run = createModelRun(name, parameters, { startSeconds: startDay * DAY });
  return modelHypnogram(run, { seconds: days * DAY, sampleSeconds: 10 }).hypnogram.runs;
}

const hoursOf = (runs: readonly StageRun[], stage: string): number[] =>
  runs.slice(1, -1).flatMap((bout) => (bout.stage === stage ? [bout.seconds / HOUR] : []));

const near = (value: number | undefined, expected: number, tolerance: number): void =>
  expect(Math.abs(value! - expected), String(value)).toBeLessThanOrEqual(tolerance);

// Golden values: own settled solutions of the published equations, rounded as given.
describe('the reciprocal-interaction cycle', () => {
  it('has a period of 90.0 min with REM for 23.6 % of it', () => {
    // 2.68 times the time constant: 2015 s gives 90.0 min.
    const runs = runsOf('reciprocal-interaction', { gated: 0 }, 0, 2).slice(1, -1);
    const cycles = Math.floor(runs.length / 2);
    const seconds = runs.slice(0, 2 * cycles).reduce((sum, bout) => sum + bout.seconds, 0);
    near(seconds / cycles / 60, 90, 0.1);
    const rem = runs.slice(0, 2 * cycles).reduce((sum, bout) => sum + (bout.stage === 'REM' ? bout.seconds : 0), 0);
    near((100 * rem) / seconds, 23.6, 0.1);
  });

  it('scales with its time constant: 643 s at 240 s', () => {
    const run = createModelRun('reciprocal-interaction', { gated: 0, tauSeconds: 240 }, { startSeconds: DAY });
    const { runs } = modelHypnogram(run, { seconds: DAY, sampleSeconds: 10 }).hypnogram;
    const onsets = runs.filter(({ stage }) => stage === 'REM').length;
    near(DAY / onsets, 643, 5);
  });

  it('stays on the limit cycle: REM-on 0.45 to 1.88, REM-off 0.58 to 2.34', () => {
    const run = createModelRun('reciprocal-interaction', { gated: 0 }, { startSeconds: DAY });
    const states = Array.from({ length: 1000 }, () => run.advance(10).state);
    const on = states.map(({ fR }) => fR!);
    const off = states.map(({ fRoff }) => fRoff!);
    near(Math.min(...on), 0.45, 0.005);
    near(Math.max(...on), 1.88, 0.005);
    near(Math.min(...off), 0.58, 0.005);
    near(Math.max(...off), 2.34, 0.005);
  });

  it('runs in the sleep of the two-process model, each night from where REM has ended', () => {
    const gated = runsOf('reciprocal-interaction', {}, 0, 4);
    const nights = gated
      .map(({ stage }) => stage[0])
      .join('')
      .split('W')
      .filter((night) => night !== '');
    // 8.39 hours are 5.6 cycles of 90 min, and 0.6 of a cycle is NREM.
    expect(nights).toEqual(nights.map(() => 'NRNRNRNRNRN'));
    const wake = runsOf('two-process', {}, 0, 4).filter(({ stage }) => stage === 'WAKE');
    expect(gated.filter(({ stage }) => stage === 'WAKE')).toEqual(wake);
    const means = meansByStage(createModelRun('reciprocal-interaction'), { seconds: DAY, sampleSeconds: 10 });
    expect(means.WAKE!.means).toMatchObject({ ach: 1, na: 1 });
    expect(means.REM!.means.ach).toBeGreaterThan(means.NREM!.means.ach!);
    expect(means.REM!.means.na).toBeLessThan(0.3);
  });
});

describe('the two-process model', () => {
  it('sleeps 8.39 hours a day from 11.58 h after the rising zero of C, S falling from 0.611 to 0.083', () => {
    const runs = runsOf('two-process', {}, 10, 4);
    for (const hours of hoursOf(runs, 'NREM')) near(hours, 8.39, 0.01);
    near(runs[0]!.seconds / HOUR, 11.58, 0.01);
    const run = createModelRun('two-process', {}, { startSeconds: 10 * DAY });
    near(run.advance(11.58 * HOUR).state.s, 0.611, 0.001);
    near(run.advance(8.39 * HOUR).state.s, 0.083, 0.001);
    expect(run.sample()).toMatchObject({ ach: null, na: null });
  });

  it('sleeps 8.05 hours with the constants and the skewed C of 1984, S between 0.622 and 0.091', () => {
    const parameters = { upperThreshold: 0.67, circadianAmplitude: 0.12, skew: 1 };
    for (const hours of hoursOf(runsOf('two-process', parameters, 20, 4), 'NREM')) near(hours, 8.05, 0.01);
    const run = createModelRun('two-process', parameters, { startSeconds: 20 * DAY });
    const s = Array.from({ length: 8640 }, () => run.advance(10).state.s!);
    near(Math.max(...s), 0.622, 0.001);
    near(Math.min(...s), 0.091, 0.001);
  });
});

describe('the Phillips-Robinson model', () => {
  it('sleeps 8.52 hours and wakes for 15.48 with the parameters of 2008', () => {
    const runs = runsOf('phillips-robinson', {}, 3, 4);
    for (const hours of hoursOf(runs, 'NREM')) near(hours, 8.52, 0.01);
    for (const hours of hoursOf(runs, 'WAKE')) near(hours, 15.48, 0.01);
  });

  it('moves in the published ranges of somnogen and potentials, with 4.84 spikes a second in wake and 0.066 asleep', () => {
    const run = createModelRun('phillips-robinson', {}, { startSeconds: 3 * DAY });
    const samples = Array.from({ length: DAY / 10 }, () => run.advance(10));
    const range = (name: string): [number, number] => {
      const values = samples.map(({ state }) => state[name]!);
      return [Math.min(...values), Math.max(...values)];
    };
    const [low, high] = range('h');
    near(low, 12.51, 0.01);
    near(high, 15.07, 0.01);
    // The potentials are given to 0.1 mV.
    near(range('vV')[0], -12.5, 0.1);
    near(range('vV')[1], 3.5, 0.1);
    near(range('vM')[0], -17.1, 0.1);
    near(range('vM')[1], 1.2, 0.1);
    const rate = (stage: string): number => {
      const rates = samples.flatMap((sample) =>
        sample.stage === stage ? [100 / (1 + Math.exp((10 - sample.state.vM!) / 3))] : [],
      );
      return rates.reduce((sum, value) => sum + value, 0) / rates.length;
    };
    near(rate('WAKE'), 4.84, 0.01);
    near(rate('NREM'), 0.066, 0.003);
  });

  it('has noradrenaline but no acetylcholine', () => {
    const means = meansByStage(createModelRun('phillips-robinson'), { seconds: DAY, sampleSeconds: 10 });
    expect(means.WAKE!.means.ach).toBeUndefined();
    expect(means.WAKE!.means.na).toBeGreaterThan(0.9);
    expect(means.NREM!.means.na).toBeLessThan(0.05);
  });
});
