import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { ScheduleInvalidError } from './errors.ts';
import { parseSchedule, resolveSchedule } from './parse-schedule.ts';
import { scheduleSchema } from './schedule-schema.ts';
import { editDistance, nearestWord } from './suggestion.ts';

const failureOf = (text: string): string => {
  try {
    parseSchedule(text, 's.yaml');
  } catch (error) {
    expect(error).toBeInstanceOf(ScheduleInvalidError);
    return (error as ScheduleInvalidError).message;
  }
  return 'no error';
};

describe('a schedule in YAML', () => {
  it("is the paper's where only its kind is given", () => {
    expect(parseSchedule('kind: cycle')).toMatchObject({
      order: ['wake', 'nrem', 'rem'],
      levels: {
        wake: { ach: 1, na: 1 },
        nrem: { ach: 0, na: 0 },
        rem: { ach: 1, na: 0 },
        'quiet-wake': { ach: 0, na: 1 },
      },
      gates: { mode: 'hard', width: 0.08 },
      rampSeconds: 0,
    });
  });

  it('comes back from its own text, with every default written out', () => {
    for (const kind of ['cycle', 'nights'] as const) {
      const schedule = resolveSchedule({ kind, gates: { mode: 'graded' } });
      expect(parseSchedule(stringify(schedule))).toEqual(schedule);
    }
  });

  it.each([
    ['kind: cycle\ngats:\n  mode: hard', 's.yaml:2:1: gats: unknown key "gats"; did you mean "gates"?'],
    ['kind: cycle\ngates:\n  wdith: 0.1', 's.yaml:3:3: gates.wdith: unknown key "wdith"; did you mean "width"?'],
    [
      'kind: nights\nremTicks: {first: 2, last: 4, lsat: 3}',
      's.yaml:2:31: remTicks.lsat: unknown key "lsat"; did you mean "last"?',
    ],
    [
      'kind: nights\nlevels: {cortisol: 1}',
      's.yaml:2:10: levels.cortisol: unknown key "cortisol"; known: wake, n2, n3, rem',
    ],
    [
      'kind: cycle\nlevels:\n  wake: {ach: 1, nA: 1, na: 1}',
      's.yaml:3:18: levels.wake.nA: unknown key "nA"; did you mean "na"?',
    ],
    ['kind: cycle\norder: [wake, nerm, rem]', 's.yaml:2:15: order[1]: no state "nerm" in levels; did you mean "nrem"?'],
    [
      'kind: cycle\nlevels:\n  rme: {ach: 1, na: 0}',
      's.yaml:3:8: levels.rme: state "rme" never occurs; did you mean "rem"?',
    ],
    ['kind: life\nsource: {preset: adlut}', 's.yaml:2:18: source.preset: expected one of'],
    ['kind: life\nsource: {preset: adlut}', 'got "adlut"; did you mean "adult"?'],
    [
      'kind: life\nsource:\n  preset: adult\n  model: rempe',
      's.yaml:3:3: source: expected exactly one of preset, hypnogram and model, got preset and model',
    ],
    [
      'kind: life\nsource:\n  preset: adult\n  overrides: {remPercnt: 30}',
      's.yaml:4:26: source.overrides.remPercnt: unknown key "remPercnt"; did you mean "remPercent"?',
    ],
    [
      'kind: life\nsource:\n  model: gleit-booth\n  parameters: {betaR: 99}',
      's.yaml:4:23: source.parameters.betaR: Too big',
    ],
    [
      'kind: life\nsource: {model: rempe, overrides: {cycles: 3}}',
      'source.overrides: belongs to a preset; leave it out',
    ],
    [
      'kind: life\nsource: {hypnogram: {runs: [[WAKE, 60], [S2, 60]]}}',
      's.yaml:2:42: source.hypnogram.runs[1][0]: expected one of WAKE, N1, N2, N3, NREM, REM, got "S2"; did you mean "N2"?',
    ],
    [
      'kind: life\nmanipulations:\n  - kind: ssri\n    strenght: 1',
      's.yaml:4:5: manipulations[0].strenght: unknown key "strenght"; did you mean "strength"?',
    ],
    [
      'kind: life\nmanipulations:\n  - kind: ssr',
      's.yaml:3:11: manipulations[0].kind: unknown kind "ssr"; did you mean "ssri"?',
    ],
    ['kind: life\nupdates: {mode: equall}', 's.yaml:2:17: updates.mode: unknown mode "equall"; did you mean "equal"?'],
    ['kind: cycel', 's.yaml:1:7: kind: unknown kind "cycel"; did you mean "cycle"?'],
    ['order: [wake]', 's.yaml:1:1: kind: expected one of cycle, nights, life, got none'],
    [
      'kind: cycle\ngates: {mode: hart}',
      's.yaml:2:15: gates.mode: expected one of hard, graded, got "hart"; did you mean "hard"?',
    ],
    ['kind: nights\nremTicks: {first: 2}', 's.yaml:2:11: remTicks.last: missing; expected number'],
    ['kind: cycle\nrampSeconds: 20', 's.yaml:2:14: rampSeconds: expected at most half a tick (15 s), got 20 s'],
    ['- wake', 's.yaml:1:1: expected object, received array'],
    ['', 's.yaml:1:1: expected object, received null'],
    ['kind: cycle\norder: [wake', 's.yaml:2:13: Flow sequence'],
    ['kind: cycle\nkind: nights', 's.yaml:2:1: Map keys must be unique'],
  ])('names place and remedy: %j', (text, message) => {
    expect(failureOf(text)).toContain(message);
  });

  it.each(['ach: 2, na: 0', 'ach: -0.1, na: 0', 'ach: .nan, na: 0', 'ach: "1", na: 0'])(
    'refuses levels {%s}',
    (levels) => {
      expect(failureOf(`kind: cycle\nlevels:\n  wake: {${levels}}`)).toContain('s.yaml:3:15: levels.wake.ach: ');
    },
  );

  it('tells all problems at once', () => {
    expect(failureOf('kind: nights\nnights: 0\ndayMiniBatches: 1.5\nfoo: 1').split('\n')).toHaveLength(3);
  });

  it('refuses text that is too long, and aliases that explode', () => {
    expect(failureOf('x'.repeat(1_000_001))).toContain('at most 1000000 characters');
    const bomb = ['a: &a [x, x, x, x, x, x, x, x, x, x]'];
    for (const [i, name] of [...'bcdefgh'].entries())
      bomb.push(`${name}: &${name} [${Array(10).fill(`*${'abcdefg'[i]}`)}]`);
    expect(failureOf(bomb.join('\n'))).toContain('s.yaml:1:1: ');
  });

  it('never fails in any other way, whatever the text', () => {
    const whole = stringify(resolveSchedule({ kind: 'nights' }));
    const torn = fc.tuple(fc.nat(whole.length), fc.nat(20), fc.string()).map(([at, cut, text]) => {
      return whole.slice(0, at) + text + whole.slice(at + cut);
    });
    fc.assert(
      fc.property(fc.oneof(torn, fc.string(), fc.json()), (text) => {
        try {
          parseSchedule(text);
        } catch (error) {
          expect(error).toBeInstanceOf(ScheduleInvalidError);
        }
      }),
      { numRuns: 400 },
    );
  });
});

describe('a schedule as an object', () => {
  it('is checked like text, without places', () => {
    expect(() => resolveSchedule({ kind: 'cycle', ordr: [] })).toThrow(
      'schedule: ordr: unknown key "ordr"; did you mean "order"?',
    );
    expect(() => resolveSchedule(undefined)).toThrow(ScheduleInvalidError);
  });

  it('has a JSON Schema that names every key', () => {
    const schema = JSON.stringify(z.toJSONSchema(scheduleSchema, { io: 'input' }));
    const kinds = [resolveSchedule({ kind: 'nights' }), resolveSchedule({ kind: 'life' })];
    for (const key of kinds.flatMap((kind) => Object.keys(parse(stringify(kind)))))
      expect(schema).toContain(`"${key}"`);
  });
});

describe('suggestions', () => {
  it('measure insertions, deletions, replacements and swaps', () => {
    expect(
      [
        ['rem', 'rem'],
        ['rem', 'rm'],
        ['rem', 'nrem'],
        ['rem', 'ram'],
        ['rem', 'erm'],
        ['', 'abc'],
      ].map(([a, b]) => editDistance(a!, b!)),
    ).toEqual([0, 1, 1, 1, 1, 3]);
  });

  it('come only where a word is near', () => {
    expect(nearestWord('nrme', ['wake', 'nrem', 'rem'])).toBe('nrem');
    expect(nearestWord('WAKE', ['wake', 'nrem', 'rem'])).toBe('wake');
    expect(nearestWord('cortisol', ['wake', 'nrem', 'rem'])).toBeUndefined();
    expect(nearestWord('w'.repeat(1000), ['w'])).toBeUndefined();
  });
});
