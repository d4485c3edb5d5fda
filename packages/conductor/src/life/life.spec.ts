import { createRandomStreams } from '@oneiros/random';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gatesOf } from '../gates.ts';
import { sleepModelNames } from '../models/sleep-models.ts';
import { nightPresets } from '../nights/presets.ts';
import { secondsOf } from '../nights/runs.ts';
import { resolveSchedule } from '../parse-schedule.ts';
import type { LifeSchedule } from '../schedule-schema.ts';
import { cyclesToTicks, endsCycle, secondsAt, stateAt, ticksOf, ticksPerPeriod } from '../state-at.ts';
import { summarise } from '../summarise.ts';
import { tinyCycle, tinyLife } from '../test-kit/tiny-schedules.ts';
import { DAY_SECONDS } from './day-plan.ts';
import { lifeOf } from './life.ts';
import { lifeTickAt, lifeWakesBefore } from './life-state.ts';

const lifeFrom = (overrides: object): LifeSchedule => resolveSchedule({ kind: 'life', ...overrides }) as LifeSchedule;
const statesOf = (schedule: LifeSchedule) =>
  Array.from({ length: ticksOf(schedule) }, (_, tick) => stateAt(schedule, tick));

/** Wake, NREM and REM in turn, a minute each, with the levels of the paper. */
const paperLife = (updates: object): LifeSchedule =>
  lifeFrom({
    days: 1,
    source: { hypnogram: { runs: [['WAKE', 60], ['NREM', 60], ['REM', 60]], fill: 'repeat' } }, // prettier-ignore
    levels: {
      achSeconds: 0,
      naSeconds: 0,
      stages: { WAKE: { ach: 1, na: 1 }, NREM: { ach: 0, na: 0 }, REM: { ach: 1, na: 0 } },
    },
    gates: { mode: 'hard' },
    updates,
  });

describe('a life of the states of the paper', () => {
  it.each([
    ['proportional to time', { mode: 'proportional', minutesPerMiniBatch: 1 }],
    ['equal for each state', { mode: 'equal', miniBatches: 480 }],
  ])('opens exactly the gates of its cycle, with updates %s', (_, updates) => {
    const life = paperLife(updates);
    const cycle = tinyCycle();
    expect(ticksOf(life)).toBe(1440);
    for (let tick = 0; tick < 1440; tick++) {
      const { stage, ach, na, gates, cycle: n } = stateAt(life, tick);
      expect({ stage, ach, na, gates, cycle: n, tick }).toEqual(
        (({ stage, ach, na, gates, cycle }) => ({ stage, ach, na, gates, cycle, tick }))(stateAt(cycle, tick)),
      );
    }
  });
});

describe('the states of a life', () => {
  // W W W N2 R N3, twice, at four hours a tick.
  const life = tinyLife();

  it('follow the runs of its days', () => {
    const states = statesOf(life);
    expect(states.map(({ stage }) => stage).join(' ')).toBe('WAKE WAKE WAKE N2 REM N3 WAKE WAKE WAKE N2 REM N3');
    expect(states.map(({ night }) => night)).toEqual([0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1]);
    expect(states.map(({ cycle }) => cycle)).toEqual([0, 1, 2, 2, 2, 2, 3, 4, 5, 5, 5, 5]);
    expect(states.map(({ seconds }) => seconds / 3600)).toEqual([0, 4, 8, 12, 16, 20, 24, 28, 32, 36, 40, 44]);
    expect(states.map(({ gates }) => gates.connected)).toEqual(states.map(({ stage }) => stage === 'WAKE'));
    expect(secondsAt(life, 12)).toBe(2 * DAY_SECONDS);
  });

  it('count Wake mini-batches as nights do', () => {
    expect(ticksPerPeriod(life)).toBe(6);
    expect(Array.from({ length: 7 }, (_, cycles) => cyclesToTicks(life, cycles))).toEqual([0, 1, 2, 6, 7, 8, 12]);
    expect(Array.from({ length: 12 }, (_, tick) => tick).filter((tick) => endsCycle(life, tick))).toEqual([
      0, 1, 5, 6, 7, 11,
    ]);
    expect(Array.from({ length: 13 }, (_, tick) => lifeWakesBefore(life, tick))).toEqual([
      0, 1, 2, 3, 3, 3, 3, 4, 5, 6, 6, 6, 6,
    ]);
    expect(lifeOf(life).tickOfWake(100)).toBe(12);
  });

  it('begin with cycle -1 where it is asleep at first', () => {
    const asleep = tinyLife({ days: 1, source: { hypnogram: { runs: [['REM', 43_200], ['WAKE', 43_200]] } } }); // prettier-ignore
    expect(statesOf(asleep).map(({ cycle }) => cycle)).toEqual([-1, -1, -1, 0, 1, 2]);
    expect([2, 3, 5].map((tick) => endsCycle(asleep, tick))).toEqual([false, true, true]);
  });

  it('are found by their time', () => {
    expect([0, 3.9, 4, 24, 47, 48].map((hours) => lifeTickAt(life, hours * 3600))).toEqual([0, 0, 1, 6, 11, 12]);
  });

  it('add up', () => {
    const { seconds, nights, cycles, stages, learning } = summarise(life, 12);
    expect({ seconds, nights, cycles }).toEqual({ seconds: 2 * DAY_SECONDS, nights: 2, cycles: 6 });
    expect(stages.map(({ stage, seconds }) => `${stage} ${seconds / 3600}`)).toEqual([
      'WAKE 24',
      'N2 8',
      'REM 8',
      'N3 8',
    ]);
    expect(learning).toEqual({ wake: 6, nrem: 4, rem: 2 });
  });

  it('go on from the levels of the day before', () => {
    // At the end of the first day NA is that of N3; it takes some time constants to reach that of waking.
    const slow = tinyLife({ levels: { naSeconds: 3600, achSeconds: 0 } });
    expect(stateAt(slow, 0).na).toBe(1);
    // The mean over 4 h of 1 - 0.8 e^(-t / 1 h) is 1 - 0.8 (1 - e^-4) / 4 = 0.8037; its start is a little off 0.2.
    expect(stateAt(slow, 6).na).toBeCloseTo(0.8037, 2);
  });

  it('open NREM and REM at once in N1, the twilight, where gates are graded', () => {
    const twilight = tinyLife({
      source: { hypnogram: { runs: [['WAKE', 43_200], ['N1', 43_200]] } }, // prettier-ignore
      gates: { mode: 'graded' },
    });
    const { gates } = stateAt(twilight, 5);
    // sigma((0.45 - 0.5) / 0.08) = sigma(-0.625) = 0.34865
    expect(gates.discriminator).toBeCloseTo(0.34865, 5);
    expect(gates.target).toBeCloseTo(0.34865, 5);
    expect(gates.nrem).toBeCloseTo(0.65135, 5);
    expect(gates.connected).toBe(false);
  });
});

describe('gates of a life', () => {
  it('that are open or shut but for something negligible are wholly so', () => {
    const source = { hypnogram: { runs: [['WAKE', 43_200], ['N2', 21_600], ['N3', 21_600]] } }; // prettier-ignore
    const gatesWith = (negligible: number) => {
      const life = tinyLife({ source, gates: { mode: 'graded', negligible } });
      return [0, 4, 5].map((tick) => stateAt(life, tick).gates.discriminator);
    };
    // sigma(6.25) = 0.99807, sigma(-3.125) = 0.04208, sigma(-4.75) = 0.00858; the tick from 16 to 20 h holds 2 h of each.
    const [wake, mixed, n3] = gatesWith(0);
    expect(wake).toBeCloseTo(0.99807, 5);
    expect(mixed).toBeCloseTo((0.04208 + 0.00858) / 2, 4);
    expect(n3).toBeCloseTo(0.00858, 5);
    expect(gatesWith(0.01)).toEqual([1, mixed, 0]);
  });
});

describe('infraslow waves of noradrenaline', () => {
  const waves = lifeFrom({
    days: 1,
    source: { hypnogram: { runs: [['WAKE', 3600], ['N2', 82_800]] } }, // prettier-ignore
    levels: {
      stages: { N2: { na: 0.45 } },
      infraslow: { enabled: true, amplitude: 0.6, jitter: 0, microArousalProbability: 0 },
    },
    updates: { mode: 'proportional', minutesPerMiniBatch: 4 },
  });

  it('average out over ticks much longer than they are, where samples would alias', () => {
    const gates = { mode: 'graded', width: 0.08 } as const;
    const { levels, starts } = lifeOf(waves).planOf(0);
    const targets = Array.from({ length: 300 }, (_, i) => stateAt(waves, 40 + i).gates.target);
    const samples = Array.from({ length: 300 }, (_, i) => gatesOf(levels.at(starts[40 + i]!), gates).target);
    const spread = (values: readonly number[]): number => Math.max(...values) - Math.min(...values);
    // NA runs from 0.18 to 0.72, so a sample is anything from sigma(-4) = 0.02 to sigma(2.75) = 0.94: 240 s are 4.8 waves of 50 s,
    // and the samples beat with a period of five ticks. The mean over 4.8 waves moves by a fifth of a wave's at most.
    expect(spread(samples)).toBeGreaterThan(0.8);
    expect(spread(targets)).toBeLessThan(0.12);
    // Against a quadrature of a thousand points a tick.
    for (const tick of [0, 1, 2, 3, 4]) {
      const [from, until] = [starts[40 + tick]!, starts[41 + tick]!];
      let sum = 0;
      for (let k = 0; k < 1000; k++)
        sum += gatesOf(levels.at(from + ((k + 0.5) / 1000) * (until - from)), gates).target;
      expect(Math.abs(targets[tick]! - sum / 1000)).toBeLessThan(0.01);
    }
  });

  it('are of whole ticks in the mean of the levels', () => {
    expect(stateAt(waves, 100).na).toBeGreaterThan(0.35);
    expect(stateAt(waves, 100).na).toBeLessThan(0.55);
  });
});

describe('a life', () => {
  const sources = [
    { preset: 'adult', overrides: { noise: 0.3 } },
    { preset: 'mouse' },
    { model: 'gleit-booth' },
    { model: 'two-process' },
  ];
  const deprived = [
    { kind: 'rem-deprivation', days: { from: 1, to: 2 } },
    { kind: 'arousals', perHour: 4 },
  ];

  it.each(sources)('is the same in whatever order its ticks are asked for: %j', (source) => {
    const options = { days: 5, source, manipulations: deprived, updates: { mode: 'equal', miniBatches: 8 } };
    const [forward, shuffled] = [lifeFrom(options), lifeFrom(options)];
    const states = statesOf(forward);
    for (const tick of createRandomStreams(1).stream('order').permutation(states.length))
      expect(stateAt(shuffled, tick)).toEqual(states[tick]);
  });

  it('is another with another seed, where something is drawn', () => {
    const [one, two] = [1, 2].map((seed) => statesOf(lifeFrom({ days: 1, source: { preset: 'mouse' }, seed })));
    expect(one).not.toEqual(two);
  });

  it('of any updates gives a day all of its ticks, and whole gates', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('adult', 'newborn', 'fragmented', 'mouse-dark'),
        fc.integer({ min: 1, max: 60 }),
        fc.constantFrom('hard', 'graded'),
        (preset, miniBatches, mode) => {
          const life = lifeFrom({
            days: 1,
            source: { preset },
            updates: { mode: 'equal', miniBatches },
            gates: { mode },
          });
          const states = statesOf(life);
          expect(states).toHaveLength(3 * miniBatches);
          for (const { ach, na, gates } of states)
            for (const value of [ach, na, gates.discriminator, gates.target, gates.nrem]) {
              expect(value).toBeGreaterThanOrEqual(0);
              expect(value).toBeLessThanOrEqual(1);
            }
        },
      ),
      { numRuns: 25 },
    );
  });

  it('carries the debt of a deprivation into the nights after it', () => {
    const minutes = (life: LifeSchedule) =>
      Array.from({ length: life.days }, (_, day) => secondsOf(lifeOf(life).planOf(day).runs, 'REM') / 60);
    const baseline = minutes(lifeFrom({ days: 4 }));
    const nights = minutes(
      lifeFrom({ days: 4, manipulations: [{ kind: 'rem-deprivation', days: { from: 1, to: 1 } }] }),
    );
    expect(nights[0]).toBe(baseline[0]);
    expect(nights[1]!).toBeLessThan(0.25 * baseline[1]!);
    expect(nights[2]!).toBeGreaterThan(1.1 * baseline[2]!);
    expect(nights[3]!).toBeLessThan(nights[2]!);
  });

  it('tells what was done in a night, by the clock of the day', () => {
    const life = lifeFrom({ days: 1, manipulations: [{ kind: 'rem-deprivation' }] });
    const { interventions, runs } = lifeOf(life).planOf(0);
    expect(interventions.length).toBeGreaterThan(4);
    let start = 0;
    const wakes = new Set<number>();
    for (const { stage, seconds } of runs) {
      if (stage === 'WAKE') wakes.add(start);
      start += seconds;
    }
    // Each awakening begins a bout of waking.
    for (const { kind, seconds } of interventions) {
      expect(kind).toBe('rem-awakening');
      expect(wakes.has(seconds)).toBe(true);
    }
  });

  it('holds a clamped level for its hours', () => {
    const clamp = { kind: 'clamp', ach: 1, hours: { fromHour: 1, toHour: 2 } };
    const sources = [{ preset: 'adult' }, { model: 'gleit-booth' }];
    for (const source of sources) {
      const { levels, runs } = lifeOf(lifeFrom({ days: 1, source, manipulations: [clamp] })).planOf(0);
      const onset = secondsOf(
        runs.slice(
          0,
          runs.findIndex(({ stage }) => stage !== 'WAKE'),
        ),
      );
      expect(levels.at(onset + 1.5 * 3600).ach).toBe(1);
      expect(levels.at(onset + 0.5 * 3600).ach).toBeLessThan(0.5);
    }
  });

  it('lets drugs act inside the model that has parameters for them, on their days', () => {
    const rem = (manipulations: object[]) => {
      const life = lifeFrom({ days: 3, source: { model: 'gleit-booth' }, manipulations });
      return [0, 1, 2].map((day) => secondsOf(lifeOf(life).planOf(day).runs, 'REM') / 60);
    };
    const days = { from: 1, to: 1 };
    const [plain, ssri, inhibitor] = [
      rem([]),
      rem([{ kind: 'ssri', days }]),
      rem([{ kind: 'cholinesterase-inhibitor', days }]),
    ];
    expect(ssri[0]).toBe(plain[0]);
    expect(ssri[1]!).toBeLessThan(plain[1]!);
    expect(inhibitor[1]!).toBeGreaterThan(plain[1]!);
  });

  it('of a model begins in its long waking, and has its night at the end of each day', () => {
    const life = lifeFrom({ days: 3, source: { model: 'gleit-booth' } });
    for (const day of [0, 1, 2]) {
      const { runs, levels } = lifeOf(life).planOf(day);
      const [morning] = runs;
      expect(morning!.stage).toBe('WAKE');
      // Of 16.37 h awake, the golden value of the model, half an hour is the end of the day before.
      expect(morning!.seconds / 3600).toBeGreaterThan(15.5);
      expect(secondsOf(runs, 'REM') / 60).toBeCloseTo(108, -1);
      expect(levels.at(6 * 3600).ach).toBeGreaterThan(0.9);
    }
  });
});

const names = {
  preset: Object.keys(nightPresets).filter((name) => nightPresets[name]!.kind !== 'cycle'),
  model: sleepModelNames,
};
const everySource = [
  ...names.preset.map((preset) => ({ source: { preset } })),
  ...names.model.map((model) => ({ source: { model } })),
];

describe('every source', () => {
  it.each(everySource)('lives days without gaps: $source', ({ source }) => {
    const life = lifeFrom({ days: 2, source, updates: { mode: 'proportional', minutesPerMiniBatch: 20 } });
    expect(statesOf(life)).toHaveLength(144);
    const { seconds, stages } = summarise(life, 144);
    expect(seconds).toBe(2 * DAY_SECONDS);
    expect(stages.map(({ stage }) => stage)).toContain('WAKE');
    for (const day of [0, 1]) expect(secondsOf(lifeOf(life).planOf(day).runs)).toBeCloseTo(DAY_SECONDS, 6);
  });
});
