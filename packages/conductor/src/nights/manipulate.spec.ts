import { createRandomStreams } from '@oneiros/random';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Hypnogram } from '../stages.ts';
import { drawRuns, runsOfMarbles } from '../test-kit/draw-runs.ts';
import { manipulate } from './manipulate.ts';
import { manipulationSchema, type ManipulationInput } from './manipulation-schema.ts';
import { levelsSchema } from './levels-schema.ts';
import { noDebt, type ManipulatedNight, type SleepDebt } from './manipulation.ts';
import { presetNight } from './preset-night.ts';
import { secondsOf, sleepPeriod } from './runs.ts';

const adult = presetNight('adult');

/** Some days of one life. */
function live(inputs: ManipulationInput[], days: number, { night = adult, seed = 1 } = {}): ManipulatedNight[] {
  const streams = createRandomStreams(seed);
  const manipulations = inputs.map((input) => manipulationSchema.parse(input));
  let debt: SleepDebt = noDebt;
  return Array.from({ length: days }, (_, day) => {
    const lived = manipulate(night, manipulations, { day, random: (name) => streams.stream(name, day), debt });
    // As it would be read from a checkpoint.
    debt = JSON.parse(JSON.stringify(lived.debt)) as SleepDebt;
    return lived;
  });
}

const one = (...inputs: ManipulationInput[]): ManipulatedNight => live(inputs, 1)[0]!;
const remOf = ({ hypnogram }: ManipulatedNight): number =>
  secondsOf(hypnogram.runs, 'REM') / secondsOf(adult.runs, 'REM');
const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

const kinds: ManipulationInput[] = [
  { kind: 'rem-deprivation' },
  { kind: 'yoked-awakenings' },
  { kind: 'sws-suppression' },
  { kind: 'ssri' },
  { kind: 'cholinesterase-inhibitor' },
  { kind: 'prazosin' },
  { kind: 'clonidine', dose: 'low' },
  { kind: 'clonidine', dose: 'high' },
  { kind: 'clamp', na: 0.8 },
  { kind: 'arousals' },
];

describe('manipulate', () => {
  it('draws every manipulation of an adult night as it always was', () => {
    const drawn = kinds.map((kind) => [JSON.stringify(kind), drawRuns(one(kind).hypnogram.runs, 8)]);
    expect(Object.fromEntries([['nothing', drawRuns(adult.runs, 8)], ...drawn])).toMatchInlineSnapshot(`
      {
        "nothing": "ww233333332w2Rw22333222RR12233222RRRw22222222RRR122222122RRRRw",
        "{"kind":"arousals"}": "ww233333332w2Rw22333222RR122332w2RRRw22222222RRRw22222w22RRRRw",
        "{"kind":"cholinesterase-inhibitor"}": "ww23333322Rw22333222RRw22232222RRR122222222RRRR122222w22RRRRRw",
        "{"kind":"clamp","na":0.8}": "ww233333332w2Rw22333222RR12233222RRRw22222222RRR122222122RRRRw",
        "{"kind":"clonidine","dose":"high"}": "ww2233333322222w223332222Rw22232222RRw22222222RRR222222w22RRRw",
        "{"kind":"clonidine","dose":"low"}": "ww23333333wRR12233322RRR12232222RRRw22222222RRRw22222w22RRRRRw",
        "{"kind":"prazosin"}": "ww2333333322RR12333222RRw2223222RRRR12232222RRRR22222w22RRRRRw",
        "{"kind":"rem-deprivation"}": "ww233333332w22w223332222212233222R2ww222222222w21222221222R22w",
        "{"kind":"ssri"}": "ww2233333221222w22233222Rw122232222Rw122232222RRw122222w222RRw",
        "{"kind":"sws-suppression"}": "ww232222222w2Rw22222222RR12232222RRRw22222222RRR122222122RRRRw",
        "{"kind":"yoked-awakenings"}": "ww233333332w2Rw22333222RR12233222RRRw22222221RRRw22222121RRRRw",
      }
    `);
  });

  it('hands back the night itself where nothing acts and nothing is owed', () => {
    expect(one().hypnogram).toBe(adult);
    expect(one({ kind: 'ssri', days: { from: 1, to: 1 } }).hypnogram).toBe(adult);
    expect(one({ kind: 'ssri', hours: { fromHour: 20, toHour: 22 } }).hypnogram).toBe(adult);
    const awake = { ...adult, runs: runsOfMarbles('wwww', 30) };
    expect(live(kinds, 1, { night: awake })[0]!.hypnogram).toBe(awake);
  });

  it('keeps length and epochs, leaves what lies outside of sleep, and repeats itself, whatever is combined', () => {
    const days = fc.constantFrom(undefined, { from: 0, to: 1 });
    const hours = fc.constantFrom(undefined, { fromHour: 1, toHour: 4 });
    const some = fc.array(
      fc.tuple(fc.constantFrom(...kinds), days, hours).map(([kind, d, h]) => ({
        ...{ ...kind, ...(d && { days: d }), ...(h && { hours: h }) },
      })),
      { maxLength: 4 },
    );
    const night = fc.constantFrom(adult, presetNight('mouse-light'), presetNight('newborn'), presetNight('narcolepsy'));
    fc.assert(
      fc.property(some, night, fc.nat(99), (list, before, seed) => {
        const lived = live(list, 3, { night: before, seed });
        expect(live(list, 3, { night: before, seed })).toEqual(lived);
        const period = sleepPeriod(before.runs)!;
        for (const { hypnogram, interventions, clamps } of lived) {
          expect(secondsOf(hypnogram.runs)).toBe(secondsOf(before.runs));
          for (const { seconds } of hypnogram.runs) expect(seconds % before.epochSeconds).toBe(0);
          expect(sleepPeriod(hypnogram.runs)!.from).toBeGreaterThanOrEqual(period.from);
          expect(sleepPeriod(hypnogram.runs)!.to).toBeLessThanOrEqual(period.to);
          const moments = interventions.map(({ seconds }) => seconds);
          expect(moments).toEqual(moments.toSorted((a, b) => a - b));
          for (const moment of [...moments, ...clamps.map(({ fromSeconds }) => fromSeconds)]) {
            expect(moment).toBeGreaterThanOrEqual(period.from);
            expect(moment).toBeLessThanOrEqual(period.to);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it('composes in the order of the list', () => {
    const ssri: ManipulationInput = { kind: 'ssri' };
    const deprive: ManipulationInput = { kind: 'rem-deprivation' };
    // A drug that comes after lengthens also the awakenings that came before; one that comes before leaves less REM to wake from.
    expect(one(ssri, deprive).interventions.length).toBeLessThan(one(deprive, ssri).interventions.length);
  });

  it('acts within its hours only', () => {
    const { hypnogram } = one({ kind: 'rem-deprivation', hours: { fromHour: 4, toHour: 8 } });
    const until = 15 * 60 + 4 * 3600;
    const first = (night: Hypnogram): string => drawRuns(night.runs, 0.5).slice(0, until / 30);
    expect(first(hypnogram)).toBe(first(adult));
    expect(drawRuns(hypnogram.runs, 0.5)).not.toBe(drawRuns(adult.runs, 0.5));
  });
});

describe('REM deprivation', () => {
  const seeds = [1, 2, 3, 4, 5];
  const lives = seeds.map((seed) => live([{ kind: 'rem-deprivation', days: { from: 0, to: 2 } }], 6, { seed }));

  it('leaves about 9.2 % of REM over three nights', () => {
    // Endo et al. 1998: 9.2 % of baseline.
    const share = mean(lives.flatMap((days) => days.slice(0, 3).map(remOf)));
    expect(share).toBeGreaterThan(0.08);
    expect(share).toBeLessThan(0.105);
  });

  it('needs more awakenings from night to night, and within a night', () => {
    for (const days of lives) {
      const [first, second, third] = days.map(({ interventions }) => interventions.length);
      expect(second).toBeGreaterThan(first!);
      expect(third).toBeGreaterThan(second!);
      for (const { interventions } of days.slice(0, 3)) {
        const late = interventions.filter(({ seconds }) => seconds > (493 / 2) * 60).length;
        expect(late).toBeGreaterThan(interventions.length - late);
      }
    }
  });

  it('is followed by a rebound to about 140 %, which fades', () => {
    // Endo et al. 1998: 140.1 % in the first recovery night.
    const recovery = [3, 4, 5].map((day) => mean(lives.map((days) => remOf(days[day]!))));
    expect(recovery[0]).toBeGreaterThan(1.37);
    expect(recovery[0]).toBeLessThan(1.43);
    expect(recovery[1]).toBeLessThan(1.2);
    expect(recovery[2]).toBeLessThan(1.05);
  });

  it('tolerates 30 to 60 s of REM at each entry', () => {
    const { hypnogram, interventions } = lives[0]![0]!;
    let start = 0;
    const ends = hypnogram.runs.flatMap(({ stage, seconds }) => {
      start += seconds;
      if (stage !== 'REM') return [];
      expect(seconds).toBeGreaterThanOrEqual(30);
      expect(seconds).toBeLessThanOrEqual(60);
      return [start];
    });
    // A last entry may end by itself.
    for (const { seconds } of interventions) expect(ends).toContain(seconds);
  });
});

describe('the yoked control', () => {
  const days = { from: 0, to: 2 };
  const deprived = live(
    [
      { kind: 'ssri', strength: 0.3 },
      { kind: 'rem-deprivation', days },
    ],
    4,
  );
  const yoked = live(
    [
      { kind: 'ssri', strength: 0.3 },
      { kind: 'yoked-awakenings', days },
    ],
    4,
  );

  it('is woken as often as the deprived, near the same times, and keeps its REM', () => {
    for (const day of [0, 1, 2]) {
      const [theirs, ours] = [deprived[day]!, yoked[day]!];
      expect(ours.interventions).toHaveLength(theirs.interventions.length);
      const shifts = ours.interventions.map(({ seconds }, i) => Math.abs(seconds - theirs.interventions[i]!.seconds));
      // The longest REM period lasts half an hour, and one awakening may have to give way to another.
      expect(Math.max(...shifts)).toBeLessThan(45 * 60);
      expect(mean(shifts)).toBeLessThan(15 * 60);
      expect(remOf(ours)).toBeGreaterThan(5 * remOf(theirs));
    }
  });

  it('owes nothing of what its twin owes', () => {
    expect(yoked[2]!.debt.yokedTo.remSeconds).toBe(deprived[2]!.debt.remSeconds);
    expect(yoked[2]!.debt.remSeconds).toBeLessThan(0.2 * deprived[2]!.debt.remSeconds);
    expect(remOf(yoked[3]!)).toBeLessThan(remOf(deprived[3]!));
  });
});

describe('slow-wave suppression', () => {
  const days = live([{ kind: 'sws-suppression', days: { from: 0, to: 1 } }], 3);
  const n3 = ({ hypnogram }: ManipulatedNight): number => secondsOf(hypnogram.runs, 'N3') / secondsOf(adult.runs, 'N3');

  it('leaves almost no N3 without loss of sleep or REM', () => {
    for (const night of days.slice(0, 2)) {
      expect(n3(night)).toBeLessThan(0.1);
      expect(secondsOf(night.hypnogram.runs, 'WAKE')).toBe(secondsOf(adult.runs, 'WAKE'));
      expect(remOf(night)).toBe(1);
    }
  });

  it('is followed by a rebound of N3', () => {
    expect(n3(days[2]!)).toBeGreaterThan(1.2);
  });
});

describe('a clamp', () => {
  it('acts on levels and leaves the stages', () => {
    const { hypnogram, clamps } = one({ kind: 'clamp', na: 0.8, hours: { fromHour: 1, toHour: 2 } });
    expect(hypnogram).toBe(adult);
    expect(clamps).toEqual([{ fromSeconds: 15 * 60 + 3600, toSeconds: 15 * 60 + 7200, na: 0.8 }]);
  });
});

describe('the schema of manipulations', () => {
  it.each([
    [{ kind: 'clamp' }, /expected ach, na or both/],
    [{ kind: 'clonidine' }, /dose/],
    [{ kind: 'ssri', days: { from: 3, to: 2 } }, /does not come before the first/],
    [{ kind: 'ssri', hours: { fromHour: 3, toHour: 3 } }, /ends after it begins/],
    [{ kind: 'rem-deprivation', toleratedSeconds: { least: 60, most: 30 } }, /not to be below/],
    [{ kind: 'ssri', doze: 1 }, /doze/],
  ])('refuses %j', (input, message) => {
    expect(() => manipulationSchema.parse(input)).toThrow(message);
  });
});

describe('the JSON Schemas', () => {
  it('describe every field, for editors', () => {
    const text = [manipulationSchema, levelsSchema].map((schema) => z.toJSONSchema(schema, { io: 'input' }));
    const undescribed: string[] = [];
    const visit = (node: unknown, path: string): void => {
      if (typeof node !== 'object' || node === null) return;
      for (const [key, value] of Object.entries((node as { properties?: object }).properties ?? {})) {
        const field = value as { description?: string; const?: string };
        if (field.description === undefined && field.const === undefined) undescribed.push(`${path}.${key}`);
      }
      for (const [key, value] of Object.entries(node)) visit(value, `${path}.${key}`);
    };
    text.forEach((schema) => visit(schema, ''));
    expect(undescribed).toEqual([]);
  });
});
