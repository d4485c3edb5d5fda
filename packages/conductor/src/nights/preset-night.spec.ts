import { createRandomStreams } from '@oneiros/random';
import { describe, expect, it } from 'vitest';
import { drawRuns } from '../test-kit/draw-runs.ts';
import { NightPresetError } from './errors.ts';
import { nightPresetNames, nightPresets } from './presets.ts';
import { presetNight, presetOverridesSchema } from './preset-night.ts';
import { secondsOf, sleepPeriod } from './runs.ts';

const nights = nightPresetNames.filter((name) => nightPresets[name]!.kind !== 'cycle');

/** 10 minutes a marble; 20 where the night is a whole day. */
const draw = (name: string): string => drawRuns(presetNight(name).runs, nightPresets[name]!.wholeDay ? 20 : 10);

describe('presetNight', () => {
  it('draws every preset as it always was', () => {
    expect(Object.fromEntries(nights.map((name) => [name, draw(name)]))).toMatchInlineSnapshot(`
      {
        "adult": "w123333321Rw223322RR1223222RR1222222RRw2222w22RRR",
        "cholinesterase-inhibitor": "ww33333wRR223322RRw223212RRR2222222RRR1222222RRRR",
        "clonidine-high": "w22222333332222w2222R2233222RR2223222RR12232w22RRw",
        "clonidine-low": "w13333331Rw223322RR1223222RRw222222RRR1222222RRRR",
        "elderly": "ww12233w21w2Rw2232w2w2RR1222w2122RRw22222w2w2RRw",
        "fragmented": "ww222332222221R223ww122wRw22122w12wRw2212w12w2RRw",
        "mouse": "wnwwnwnnnwwwwRwwRnRwnnnwnnnwwwnwRwRnwwwwwwRnwwnnwwwwwwnwwwwwnnnwnRnwwRnn",
        "mouse-dark": "wwwwwwwwwnwwnwnwnwnwnwnwnwwwwnwwwwnwwnwnwwnwnnwnwwwwnnwwwwnwnwnnnwwnwwww",
        "mouse-light": "wnnnnwnwnRnwRnRwwnRwwwnwnnnwwwnwnnwwnRnwnwwwnRnnwwwnRnnnwnnwnwRRnwnnwwww",
        "mouse-recovery": "wwnwwwwwwnwwnwnwwwnwwwwwnwwwwwnwwwwwnnwwwwnwwnwwwwwwnwwnwnwwnwnnwwnwwwww",
        "narcolepsy": "Rw23333221Rw233221RR223w221RR123ww221RR1231w222RR",
        "newborn": "RnnRnRRnRnnwwwwwRnRRnRnnwwwwRRnRnnRnRRnwwwwwRnRRnRnnwwwwwRnRRnRnnRnwwwww",
        "prazosin": "ww223332w2RRw233212RRR2232w2RRRRw2221w2RRRRR",
        "recovery": "1333333332R2333322R2233222Rw223222RRw223222RRR2222222RRw",
        "rem-deprivation": "w1233333w2w12333wwwR22322222122311222222222222",
        "rem-rebound": "w2333332RR223322RRR1223222RRR2222222RRR1222222RRRR",
        "schizophrenia": "wwww12332ww2Rw22232212RRw2222212w2RRw2222212w2RRR",
        "ssri": "ww222223333322122w22R123321w2R1232w21RR122221w2Rw",
        "sws-suppression": "w122222122R1222222Rw222212RRw2222122RR1222212RRRw",
      }
    `);
  });

  it.each(nights)('gives the same %s for the same chance, without gaps', (name) => {
    const streams = createRandomStreams(4);
    const make = () => presetNight(name, {}, (purpose) => streams.stream(purpose));
    const night = make();
    expect(make()).toEqual(night);
    expect(night.source).toBe(`preset ${name}`);
    for (const { seconds } of night.runs) {
      expect(seconds).toBeGreaterThan(0);
      expect(seconds % night.epochSeconds).toBe(0);
    }
    if (nightPresets[name]!.wholeDay) expect(secondsOf(night.runs)).toBe(86_400);
  });

  it('takes overrides, and tells which do not fit', () => {
    const { runs } = presetNight('adult', { sleepMinutes: 300, wakeMinutes: 0, awakenings: 0 });
    expect(secondsOf(runs, 'N1', 'N2', 'N3', 'REM')).toBe(300 * 60);
    expect(() => presetNight('adult', { remPercent: 90 })).toThrow(/"adult": remPercent: .* within 100 %/);
    expect(() => presetNight('adult', { remSense: 1 })).toThrow(/remSense/);
    expect(() => presetNight('newborn', { cycles: 2 })).toThrow(/at least one cycle for each of the 5 episodes/);
    expect(() => presetNight('mouse', { cycles: 2 })).toThrow(NightPresetError);
  });

  it('knows the nearest name, and that PAD original is no night', () => {
    expect(() => presetNight('adlut')).toThrow('did you mean "adult"?');
    expect(() => presetNight('constructor')).toThrow('known: adult');
    expect(() => presetNight('pad-original')).toThrow('schedule of kind `cycle`');
  });

  it('describes every field of every preset', () => {
    for (const preset of Object.values(nightPresets))
      for (const field of Object.values(presetOverridesSchema(preset).shape))
        expect((field as { description?: string }).description).toMatch(/\w{3}/);
  });
});

describe('the newborn', () => {
  const { runs } = presetNight('newborn');

  it('sleeps 16 hours in 5 episodes, half of it REM, and begins each with REM', () => {
    expect(secondsOf(runs, 'REM')).toBe(8 * 3600);
    expect(secondsOf(runs, 'NREM')).toBe(8 * 3600);
    expect(runs.filter(({ stage }) => stage === 'WAKE')).toHaveLength(5);
    const afterWake = runs.filter((_, i) => i === 0 || runs[i - 1]!.stage === 'WAKE');
    expect(afterWake.map(({ stage }) => stage)).toEqual(['REM', 'REM', 'REM', 'REM', 'REM']);
  });

  it('has 3 to 4 cycles of 50 to 60 minutes in an episode', () => {
    const cycles: number[] = [];
    const episodes: number[] = [0];
    runs.forEach(({ stage, seconds }, i) => {
      if (stage === 'WAKE') episodes.push(0);
      if (stage !== 'REM') return;
      cycles.push((seconds + runs[i + 1]!.seconds) / 60);
      episodes.push(episodes.pop()! + 1);
    });
    expect(episodes).toEqual([4, 3, 4, 3, 4, 0]);
    for (const minutes of cycles) {
      expect(minutes).toBeGreaterThanOrEqual(50);
      expect(minutes).toBeLessThanOrEqual(60);
    }
  });
});

describe('the noise of a night', () => {
  it('is off unless asked for', () => {
    expect(presetNight('adult', { noise: 0 })).toEqual(presetNight('adult'));
  });

  it('adds transitions, keeps the length, and lets the night show', () => {
    const plain = presetNight('adult').runs;
    const transitions = [0.2, 0.5, 1].map((noise) => presetNight('adult', { noise }).runs);
    const counts = [plain, ...transitions].map((runs) => runs.length);
    expect(counts).toEqual(counts.toSorted((a, b) => a - b));
    for (const runs of transitions) {
      expect(secondsOf(runs)).toBe(secondsOf(plain));
      expect(sleepPeriod(runs)!.from).toBe(sleepPeriod(plain)!.from);
      const [was, is] = [plain, runs].map((list) => drawRuns(list, 0.5));
      const agreement = [...was!].filter((marble, i) => marble === is![i]).length / was!.length;
      // At worst 7.4 % of N2's epochs are left, for up to 3 epochs on average: four fifths stay.
      expect(agreement).toBeGreaterThan(0.8);
    }
  });
});
