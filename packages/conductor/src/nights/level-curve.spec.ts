import { createRandomStreams } from '@oneiros/random';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { averageGates, averageGatesAlong } from '../gates.ts';
import { sleepStages, type StageRun } from '../stages.ts';
import { runsOfMarbles } from '../test-kit/draw-runs.ts';
import { StageUnresolvedError } from './errors.ts';
import { infraslowWaves } from './infraslow.ts';
import { levelCurve, type LevelOptions } from './level-curve.ts';
import { levelsSchema } from './levels-schema.ts';
import type { NightRandom } from './night-random.ts';
import { presetNight } from './preset-night.ts';
import { secondsOf } from './runs.ts';

const streams = createRandomStreams(8);
const random: NightRandom = (name) => streams.stream(name);
const plain = levelsSchema.parse({});
const wavy = levelsSchema.parse({ infraslow: { enabled: true } });
const curveOf = (marbles: string, config = plain, options: Partial<LevelOptions> = {}) =>
  levelCurve(runsOfMarbles(marbles, 1), config, { random, ...options });

const runs = fc.array(
  fc.record({
    stage: fc.constantFrom(...sleepStages, 'NREM' as const),
    seconds: fc.integer({ min: 1, max: 40 }).map((n) => n * 15),
  }),
  { minLength: 1, maxLength: 20 },
) as fc.Arbitrary<StageRun[]>;

describe('levels', () => {
  it('relax to those of the stage with the time constants of release', () => {
    const { at, seconds } = curveOf('w2');
    expect(seconds).toBe(120);
    expect(at(60)).toEqual({ ach: 1, na: 1 });
    // ACh from 1 to 0.25 with 10 s, NA from 1 to 0.3 with 25 s; 20 s after falling asleep.
    expect(at(80).ach).toBeCloseTo(0.25 + 0.75 * Math.exp(-2), 12);
    expect(at(80).na).toBeCloseTo(0.3 + 0.7 * Math.exp(-0.8), 12);
  });

  it('solve the equation of release, as small steps do', () => {
    const { at } = curveOf('w123R');
    const { stages } = plain;
    const order = ['WAKE', 'N1', 'N2', 'N3', 'REM'] as const;
    let [ach, na] = [1, 1];
    const dt = 1e-3;
    for (let i = 0; i < 300 / dt; i++) {
      const target = stages[order[Math.floor((i * dt) / 60)]!];
      ach += (dt * (target.ach - ach)) / 10;
      na += (dt * (target.na - na)) / 25;
    }
    // Euler's error is of the order of dt / tau.
    expect(at(300).ach).toBeCloseTo(ach, 4);
    expect(at(300).na).toBeCloseTo(na, 4);
  });

  it('stay in 0..1, without jumps, with waves and without', () => {
    fc.assert(
      fc.property(runs, fc.constantFrom(plain, wavy), (list, config) => {
        const { at, seconds } = levelCurve(list, config, { random });
        const samples = Array.from({ length: 4 * seconds + 1 }, (_, i) => at(i / 4));
        const levels = samples.flatMap(({ ach, na }) => [ach, na]);
        expect(Math.min(...levels)).toBeGreaterThanOrEqual(0);
        expect(Math.max(...levels)).toBeLessThanOrEqual(1);
        const steepest = (level: 'ach' | 'na'): number =>
          Math.max(...samples.slice(1).map((sample, i) => 4 * Math.abs(sample[level] - samples[i]![level])));
        // In a second, release moves at most 1 / tau, and waves of 0.18 at most 2 pi 0.18 / 32 s = 0.035 more.
        expect(steepest('ach')).toBeLessThanOrEqual(1 / 10 + 1e-9);
        expect(steepest('na')).toBeLessThan(1 / 25 + 0.06);
      }),
      { numRuns: 60 },
    );
  });

  it('change at once where the time constants are 0', () => {
    const { at, points } = curveOf('w2', levelsSchema.parse({ achSeconds: 0, naSeconds: 0 }));
    expect(at(59.9)).toEqual({ ach: 1, na: 1 });
    expect(at(60)).toEqual({ ach: 0.25, na: 0.3 });
    expect(points(0, 120)).toEqual([
      { seconds: 0, ach: 1, na: 1 },
      { seconds: 60, ach: 1, na: 1 },
      { seconds: 60, ach: 0.25, na: 0.3 },
      { seconds: 120, ach: 0.25, na: 0.3 },
    ]);
  });

  it('go on from given levels, as if the night were one', () => {
    const whole = curveOf('w2R');
    const first = curveOf('w2');
    const second = curveOf('R', plain, { initial: first.end });
    expect(second.at(30).ach).toBeCloseTo(whole.at(150).ach, 12);
    expect(second.at(30).na).toBeCloseTo(whole.at(150).na, 12);
  });

  it('know quiet waking by its length, and what microdialysis found', () => {
    const quiet = levelsSchema.parse({ quietWakeMinutes: 5 });
    expect(curveOf('wwww', quiet).at(0)).toEqual({ ach: 0.8, na: 0.6 });
    expect(curveOf('wwwww', quiet).at(0)).toEqual({ ach: 1, na: 1 });
    const [cortex, hippocampus] = ['cortex-microdialysis', 'hippocampus-microdialysis'].map((achTable) =>
      levelsSchema.parse({ achTable }),
    );
    // Slow-wave sleep 1, REM in the cortex 2, in the hippocampus 4, over active waking, 2.75.
    expect(curveOf('3', cortex).at(0)).toEqual({ ach: 1 / 2.75, na: 0.2 });
    expect(curveOf('R', cortex).at(0)).toEqual({ ach: 2 / 2.75, na: 0.05 });
    expect(curveOf('R', hippocampus).at(0).ach).toBe(1);
  });

  it('do not exist for what has not been scored', () => {
    expect(() => curveOf('w2?')).toThrow(StageUnresolvedError);
    expect(() => curveOf('w!')).toThrow(/ART at 60 s/);
    expect(() => curveOf('')).toThrow(RangeError);
    expect(() => curveOf('w').at(61)).toThrow(RangeError);
    expect(() => curveOf('w').points(30, 20)).toThrow(RangeError);
  });
});

describe('a clamp', () => {
  it('holds a level at once and lets it relax afterwards', () => {
    const clamps = [{ fromSeconds: 30, toSeconds: 60, na: 0.9 }];
    const { at, points } = curveOf('222', plain, { clamps });
    expect(at(29).na).toBeCloseTo(0.3, 12);
    expect(at(30).na).toBe(0.9);
    expect(at(59.9)).toEqual({ ach: 0.25, na: 0.9 });
    expect(at(85).na).toBeCloseTo(0.3 + 0.6 * Math.exp(-1), 12);
    expect(points(0, 60).map(({ seconds, na }) => [seconds, na])).toEqual([
      [0, 0.3],
      [30, 0.3],
      [30, 0.9],
      [60, 0.9],
    ]);
  });

  it('stops the waves; of two, the later in the list rules', () => {
    const clamps = [
      { fromSeconds: 0, toSeconds: 400, na: 0.9 },
      { fromSeconds: 100, toSeconds: 200, na: 0.1, ach: 0.7 },
    ];
    const { at } = curveOf('22222222', wavy, { clamps });
    expect([50, 120, 250].map((seconds) => at(seconds).na)).toEqual([0.9, 0.1, 0.9]);
    expect(at(120).ach).toBe(0.7);
  });
});

describe('infraslow waves', () => {
  const { runs: night } = presetNight('adult');
  const waves = infraslowWaves(night, wavy.infraslow, random('infraslow'));

  it('are off unless asked for', () => {
    expect(infraslowWaves(night, plain.infraslow, random('infraslow'))).toEqual([]);
  });

  it('last 50 s on average, each within its jitter, and fill N2 and N3', () => {
    const periods = waves.map(({ periodSeconds }) => periodSeconds);
    const mean = periods.reduce((a, b) => a + b, 0) / periods.length;
    // Uniform within 20 %: a standard error of 50 * 0.2 / sqrt(3 * 380) = 0.3 s; stretching moves all waves of a stretch.
    expect(Math.abs(mean - 50)).toBeLessThan(1.5);
    for (const period of periods) expect(Math.abs(period - 50)).toBeLessThan(14);
    expect(waves.reduce((sum, wave) => sum + wave.until - wave.seconds, 0)).toBeCloseTo(
      secondsOf(night, 'N2', 'N3'),
      6,
    );
  });

  it('let REM begin in a trough only', () => {
    fc.assert(
      fc.property(runs, fc.nat(), (list, seed) => {
        const chance: NightRandom = (name) => createRandomStreams(seed).stream(name);
        let start = 0;
        const drawn = infraslowWaves(list, wavy.infraslow, chance('infraslow'));
        list.forEach(({ stage, seconds }, i) => {
          const before = list[i - 1]?.stage;
          if (stage === 'REM' && (before === 'N2' || before === 'N3' || before === 'NREM')) {
            const last = drawn.findLast((wave) => wave.until <= start + 1e-6)!;
            expect((start - last.seconds) / last.periodSeconds).toBeCloseTo(0.75, 6);
          }
          start += seconds;
        });
      }),
    );
  });

  it('bring micro-arousals on their crests with the given chance', () => {
    const aroused = waves.filter(({ microArousalAt }) => microArousalAt !== null);
    for (const { seconds, periodSeconds, microArousalAt } of aroused)
      expect(microArousalAt).toBeCloseTo(seconds + periodSeconds / 4, 9);
    // Binomial, 0.2 of about 400: three standard deviations are 24.
    expect(Math.abs(aroused.length - 0.2 * waves.length)).toBeLessThan(24);
    const always = levelsSchema.parse({ infraslow: { enabled: true, microArousalProbability: 1 } });
    const peaks = (config: typeof plain): number => {
      const { points } = curveOf('2222222222', config);
      return Math.max(...points(60, 600).map(({ na }) => na));
    };
    // Without: at most 0.3 * 1.6 = 0.48, below 1/2; with: the senses open for a moment.
    const never = levelsSchema.parse({ infraslow: { enabled: true, microArousalProbability: 0 } });
    expect(peaks(never)).toBeLessThanOrEqual(0.48);
    expect(peaks(always)).toBeGreaterThan(0.5);
  });

  it('cannot rise above 1', () => {
    const high = { infraslow: { enabled: true }, stages: { N2: { na: 0.7 } } };
    expect(() => levelsSchema.parse(high)).toThrow('got a crest of 1.12');
    expect(levelsSchema.parse({ ...high, infraslow: { enabled: false } }).stages.N2.na).toBe(0.7);
  });
});

describe('points of the curve', () => {
  it('give the gates of a tick as fine panels do, waves or not', () => {
    const { runs: night } = presetNight('adult');
    for (const config of [plain, wavy]) {
      const { at, points } = levelCurve(night, config, { random });
      for (const mode of ['hard', 'graded'] as const) {
        for (let from = 0; from + 300 <= 493 * 60; from += 1500) {
          const along = averageGatesAlong(points(from, from + 300), { mode });
          const fine = averageGates(at, from, from + 300, { mode, panels: 6000 });
          // A crest that grazes 1/2 is the worst: chords lie 0.003 below it, and it stays above for some 0.6 s of 300 less.
          for (const gate of ['discriminator', 'target', 'nrem'] as const)
            expect(Math.abs(along[gate] - fine[gate])).toBeLessThan(2e-3);
        }
      }
    }
  });

  it('are few where levels rest', () => {
    expect(curveOf('w'.repeat(600)).points(0, 36_000)).toHaveLength(2);
  });
});
