import { createRandomStreams } from '@oneiros/random';
import { describe, expect, it } from 'vitest';
import { drugOf, drugs, modelParametersOf } from './drugs.ts';
import { manipulate } from './manipulate.ts';
import { manipulationSchema, type ManipulationInput } from './manipulation-schema.ts';
import { noDebt } from './manipulation.ts';
import { presetNight } from './preset-night.ts';
import { secondsOf, sleepPeriod } from './runs.ts';

const adult = presetNight('adult');

function under(input: ManipulationInput) {
  const random = (name: string) => createRandomStreams(1).stream(name);
  const { hypnogram } = manipulate(adult, [manipulationSchema.parse(input)], { day: 0, random, debt: noDebt });
  const { runs } = hypnogram;
  const first = runs.findIndex(({ stage }) => stage === 'REM');
  const sleep = secondsOf(runs, 'N1', 'N2', 'N3', 'REM');
  return {
    rem: (100 * secondsOf(runs, 'REM')) / sleep,
    n1: (100 * secondsOf(runs, 'N1')) / sleep,
    n3: (100 * secondsOf(runs, 'N3')) / sleep,
    latency: (secondsOf(runs.slice(0, first)) - sleepPeriod(runs)!.from) / 60,
  };
}

describe('drugs on an adult night', () => {
  // REM, N1, N3 (% of sleep) and REM latency (min) of the rows of the research's table.
  it.each([
    [{ kind: 'ssri' }, { rem: 12, n1: 8.6, n3: 17, latency: 181 }],
    [{ kind: 'cholinesterase-inhibitor' }, { rem: 29.1, n1: 6, n3: 17, latency: 62.5 }],
    [
      { kind: 'clonidine', dose: 'high' },
      { rem: 14.1, n1: 2.7, n3: 19, latency: 183.5 },
    ],
  ] as const)('%j give the statistics of its night', (input, row) => {
    const found = under(input);
    for (const stage of ['rem', 'n1', 'n3'] as const)
      expect(Math.abs(found[stage] - row[stage]), stage).toBeLessThan(0.7);
    expect(Math.abs(found.latency - row.latency)).toBeLessThan(2);
  });

  it('raise REM where prazosin or a low dose of clonidine is given: both doses differ in sign', () => {
    const baseline = under({ kind: 'ssri', strength: 0 });
    expect(under({ kind: 'prazosin' }).rem).toBeGreaterThan(baseline.rem + 3);
    expect(under({ kind: 'clonidine', dose: 'low' }).rem).toBeGreaterThan(baseline.rem + 3);
    expect(under({ kind: 'clonidine', dose: 'high' }).rem).toBeLessThan(baseline.rem - 3);
  });

  it('act the more, the stronger', () => {
    const rem = [0, 0.5, 1, 1.5].map((strength) => under({ kind: 'ssri', strength }).rem);
    expect(rem).toEqual(rem.toSorted((a, b) => b - a));
    expect(rem[0]).toBeCloseTo((100 * 216) / 904, 9);
  });
});

describe('drugs in the model', () => {
  const parameters = { betaR: -0.8, gNER: 8, lcInput: 0 };
  const of = (input: ManipulationInput) => modelParametersOf(manipulationSchema.parse(input), parameters);

  it('change the parameters that the research gives', () => {
    expect(of({ kind: 'ssri' })).toEqual({ gNER: 10 });
    expect(of({ kind: 'ssri', strength: 0.5 })).toEqual({ gNER: 9 });
    expect(of({ kind: 'prazosin' })).toEqual({ gNER: 7 });
    expect(of({ kind: 'clonidine', dose: 'low' })).toEqual({ lcInput: -0.1 });
    expect(of({ kind: 'clonidine', dose: 'high' }).betaR).toBeCloseTo(-0.7, 12);
    expect(of({ kind: 'cholinesterase-inhibitor' })).toEqual({ betaR: -1 });
    expect(of({ kind: 'arousals' })).toEqual({});
  });

  it('start from the parameters that the model has', () => {
    expect(modelParametersOf(manipulationSchema.parse({ kind: 'ssri' }), { ...parameters, gNER: 9 })).toEqual({
      gNER: 11,
    });
  });
});

describe('what is said of drugs', () => {
  it('is a source and that it is a caricature', () => {
    for (const drug of Object.values(drugs)) {
      expect(drug.source).not.toBe('');
      expect(drug.calibrated).toMatch(/^A calibrated caricature, not a prediction\./);
    }
    expect(drugOf(manipulationSchema.parse({ kind: 'clonidine', dose: 'low' }))).toBe(drugs['clonidine-low']);
    expect(drugOf(manipulationSchema.parse({ kind: 'sws-suppression' }))).toBeNull();
  });
});
