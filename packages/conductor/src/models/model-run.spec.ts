import { createRandomStreams } from '@oneiros/random';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { modelHypnogram } from './model-hypnogram.ts';
import { createModelRun } from './model-run.ts';
import { sleepModelNames, sleepModels, type SleepModelName } from './sleep-models.ts';

const HOUR = 3600;
const streams = createRandomStreams(7);
const noisy = { random: (hour: number) => streams.stream('sleep.noise', hour) };

/** Highest firing rate in Hz of what is one; the initial VLPO of the rodent models lies above it and decays. */
const HIGHEST: Readonly<Record<string, number>> = { fLC: 6.5, fDR: 6.5, fVLPO: 6, fR: 5, fWR: 5, fRoff: 5, fSCN: 8 };

const anyModel = fc.constantFrom<SleepModelName>(...sleepModelNames);

/** A parameter of the model somewhere within 20 % of its default, or within 0.2 where that is 0. */
const someParameters = (name: SleepModelName): fc.Arbitrary<Record<string, number>> => {
  const defaults = sleepModels[name].parameters.parse({});
  const near = Object.entries(defaults).map(([key, value]) => {
    const { minValue, maxValue } = sleepModels[name].parameters.shape[key]!.unwrap();
    const reach = value === 0 ? 0.2 : Math.abs(value) * 0.2;
    const min = Math.max(value - reach, minValue!);
    return [key, fc.double({ min, max: Math.min(value + reach, maxValue!), noNaN: true })] as const;
  });
  return fc.record(Object.fromEntries(near), { requiredKeys: [] }) as fc.Arbitrary<Record<string, number>>;
};

describe('the registry', () => {
  it('has documented models: title, source, units, described parameters with their defaults', () => {
    for (const name of sleepModelNames) {
      const model = sleepModels[name];
      expect(model.name).toBe(name);
      expect(model.source).toMatch(/\d{4}/);
      expect(model.standIn, name).toMatch(/\.$/);
      for (const [key, field] of Object.entries(model.parameters.shape))
        expect(field.description, `${name}.${key}`).toMatch(/; -?[\d.]+ unless given\.$/);
      for (const variable of model.variables) expect(variable.meaning).not.toBe('');
    }
  });
});

describe('createModelRun', () => {
  it('goes on bit-identically from a snapshot, with the noise of the same hours', () => {
    fc.assert(
      fc.property(
        anyModel,
        fc.double({ min: 0, max: 30 * HOUR, noNaN: true }),
        fc.array(fc.double({ min: 0, max: 2 * HOUR, noNaN: true }), { maxLength: 4 }),
        (name, startSeconds, spans) => {
          const run = createModelRun(name, {}, { ...noisy, startSeconds });
          const snapshot = JSON.parse(JSON.stringify(run.snapshot())) as number[];
          const { seconds } = run;
          const went = spans.map((span) => run.advance(span));
          const other = createModelRun(name, {}, noisy);
          other.restore(snapshot, seconds);
          expect(spans.map((span) => other.advance(span))).toEqual(went);
          expect(other.snapshot()).toEqual(run.snapshot());
        },
      ),
      { numRuns: 40 },
    );
  });

  it('comes to the same state in one stride and in many', () => {
    for (const name of sleepModelNames) {
      const once = createModelRun(name, {}, noisy).advance(7 * HOUR);
      const run = createModelRun(name, {}, noisy);
      for (let i = 0; i < 7 * 60; i++) run.advance(60);
      expect(run.sample()).toEqual(once);
      expect(createModelRun(name, {}, { ...noisy, startSeconds: 7 * HOUR }).sample()).toEqual(once);
    }
  });

  it('keeps rates and levels in their bounds, whatever the parameters near the defaults', () => {
    const scenario = anyModel.chain((name) => fc.tuple(fc.constant(name), someParameters(name)));
    fc.assert(
      fc.property(scenario, ([name, parameters]) => {
        const run = createModelRun(name, parameters, noisy);
        for (let i = 0; i < 24; i++) {
          const { ach, na, state } = run.advance(HOUR / 2);
          for (const [key, value] of Object.entries(state)) {
            expect(Number.isFinite(value), key).toBe(true);
            const highest = HIGHEST[key] ?? (key.startsWith('c') && key.length > 1 ? 1 : undefined);
            if (highest === undefined) continue;
            expect(value, key).toBeGreaterThanOrEqual(0);
            expect(value, key).toBeLessThanOrEqual(highest + 1e-9);
          }
          for (const level of [ach, na]) {
            if (level === null) continue;
            expect(level).toBeGreaterThanOrEqual(0);
            expect(level).toBeLessThanOrEqual(1);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it('stays finite at the ends of the range of every parameter', () => {
    for (const name of sleepModelNames) {
      for (const [key, field] of Object.entries(sleepModels[name].parameters.shape)) {
        const { minValue, maxValue } = field.unwrap();
        for (const value of [minValue!, maxValue!]) {
          // A day and a night, or several of the loops of a rodent.
          const seconds = sleepModels[name].species === 'human' ? 26 * HOUR : 2 * HOUR;
          const { state } = createModelRun(name, { [key]: value }, noisy).advance(seconds);
          for (const each of Object.values(state)) expect(Number.isFinite(each), `${name} ${key} ${value}`).toBe(true);
        }
      }
    }
  });

  it('changes a parameter from now on: without REM from one night to the next and back', () => {
    const night = (run: ReturnType<typeof createModelRun>): boolean =>
      modelHypnogram(run, { seconds: 24 * HOUR, sampleSeconds: 60 }).hypnogram.runs.some(
        ({ stage }) => stage === 'REM',
      );
    const run = createModelRun('gleit-booth');
    expect(night(run)).toBe(true);
    run.setParameter('betaR', -0.3);
    expect(run.parameters.betaR).toBe(-0.3);
    expect(night(run)).toBe(false);
    run.setParameter('betaR', -0.8);
    expect(night(run)).toBe(true);
  });

  it('takes parameters along in its snapshots', () => {
    const run = createModelRun('rempe', { remInput: 1.3 });
    const other = createModelRun('rempe');
    other.restore(run.snapshot(), 0);
    expect(other.parameters).toEqual(run.parameters);
  });

  it('refuses models and parameters that there are not, with a suggestion, and values out of range', () => {
    expect(() => createModelRun('gleit-both')).toThrow(
      'There is no sleep model "gleit-both". Did you mean "gleit-booth"?',
    );
    expect(() => createModelRun('constructor')).toThrow(/Known: gleit-booth, rempe/);
    expect(() => createModelRun('gleit-booth', { gNER: -1 })).toThrow(
      'Sleep model gleit-booth: gNER: expected a number from 0 to 30, got -1',
    );
    expect(() => createModelRun('gleit-booth', { gNER: NaN })).toThrow(/from 0 to 30, got NaN/);
    expect(() => createModelRun('gleit-booth', { gner: 8 })).toThrow('unknown parameter; did you mean "gNER"?');
    expect(() => createModelRun('two-process', { toString: 1 } as never)).toThrow(/unknown parameter/);
    const run = createModelRun('rempe');
    expect(() => run.setParameter('riseHours', 0)).toThrow(/riseHours: expected a number from 0.1 to 500, got 0/);
    expect(() => run.setParameter('rise', 1)).toThrow(expect.objectContaining({ code: 'MODEL_PARAMETER_INVALID' }));
  });

  it('refuses any value out of range and any other name, and takes any value in range', () => {
    fc.assert(
      fc.property(anyModel, fc.nat(), fc.double(), (name, pick, value) => {
        const keys = Object.keys(sleepModels[name].parameters.shape);
        const key = keys[pick % keys.length]!;
        const { minValue, maxValue } = sleepModels[name].parameters.shape[key]!.unwrap();
        const start = () => createModelRun(name, { [key]: value });
        if (value >= minValue! && value <= maxValue!) expect(start().parameters[key]).toBe(value);
        else expect(start).toThrow(`${key}: expected a number from ${minValue} to ${maxValue}`);
        expect(() => createModelRun(name, { [`${key}_`]: value })).toThrow('unknown parameter');
      }),
    );
  });

  it('refuses snapshots of other models, and times that go back or never end', () => {
    const run = createModelRun('rempe');
    expect(() => run.restore(createModelRun('two-process').snapshot(), 0)).toThrow(
      expect.objectContaining({ code: 'MODEL_SNAPSHOT_MISMATCH' }),
    );
    expect(() => run.restore(run.snapshot(), -1)).toThrow(RangeError);
    expect(() => run.restore(run.snapshot().with(0, NaN), 0)).toThrow(/finite/);
    for (const span of [-1, NaN, Infinity]) expect(() => run.advance(span)).toThrow(RangeError);
    expect(() => createModelRun('rempe', {}, { startSeconds: -1 })).toThrow(RangeError);
  });
});
