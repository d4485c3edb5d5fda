import { resolveSchedule } from '@oneiros/conductor';
import { describe, expect, it } from 'vitest';
import { readNumber, stepOf, wordsOf, type NumberField } from './form-fields.ts';
import {
  manipulationChoices,
  manipulationFields,
  modelChoices,
  modelFields,
  newManipulation,
  presetChoices,
  presetFields,
  scheduleFields,
  scheduleKinds,
  titleOf,
  updateFields,
  updateModes,
} from './schedule-forms.ts';

const named = (fields: readonly { path: readonly (string | number)[] }[], name: string) =>
  fields.find(({ path }) => path.join('.') === name);

describe('forms of a schedule', () => {
  it('come from the schema: every preset and model with its fields, defaults and ranges', () => {
    expect(scheduleKinds().map(({ name }) => name)).toEqual(['cycle', 'nights', 'life']);
    expect(presetChoices().map(({ name }) => name)).toContain('narcolepsy');
    expect(presetChoices().map(({ name }) => name)).not.toContain('pad-original');
    expect(named(presetFields('adult'), 'remPercent')).toMatchObject({
      kind: 'number',
      default: 23.9,
      least: 0,
      most: 100,
      description: expect.stringContaining('total sleep time'),
    });
    for (const { name } of modelChoices()) expect(modelFields(name).length).toBeGreaterThan(0);
    expect(named(modelFields('gleit-booth'), 'betaR')).toMatchObject({ kind: 'number' });
    expect(presetFields('no such')).toEqual([]);
  });

  it('leave to other editors what is drawn', () => {
    const names = scheduleFields('life').map(({ path }) => path.join('.'));
    expect(names).toContain('days');
    expect(names).toContain('levels.infraslow.amplitude');
    expect(names.filter((name) => /^(source|manipulations|levels\.stages)/.test(name))).toEqual([]);
    expect(named(scheduleFields('nights'), 'remTicks.last')).toMatchObject({ kind: 'number', isInteger: true });
    expect(named(scheduleFields('cycle'), 'order')).toMatchObject({ kind: 'words' });
  });

  it('have the fields of each way to count mini-batches', () => {
    expect(updateModes().map(({ name }) => name)).toEqual(['proportional', 'equal']);
    expect(updateFields('equal').map(({ path }) => path[0])).toEqual(['miniBatches']);
  });

  it('make a valid manipulation of every kind', () => {
    expect(manipulationChoices()).toHaveLength(9);
    for (const { name } of manipulationChoices()) {
      const schedule = { kind: 'life', manipulations: [newManipulation(name)] };
      expect(() => resolveSchedule(schedule)).not.toThrow();
      expect(named(manipulationFields(name), 'hours.fromHour')).toMatchObject({ kind: 'number', most: 24 });
    }
    expect(manipulationChoices().find(({ name }) => name === 'ssri')!.caveat).not.toBe('');
  });

  it('speak in words', () => {
    expect(titleOf('rem-deprivation')).toBe('REM deprivation');
    expect(wordsOf('remLatencyMinutes')).toBe('REM latency minutes');
    expect(named(scheduleFields('life'), 'gates.width')).toMatchObject({ label: 'gates width' });
  });
});

describe('fields of numbers', () => {
  const field = (over: Partial<NumberField>): NumberField => ({
    ...{ kind: 'number', path: [], label: '', description: '', default: 1, isInteger: false, least: 0, most: 1 },
    ...over,
  });

  it('step by a hundredth of their range', () => {
    expect(stepOf(field({}))).toBe(0.01);
    expect(stepOf(field({ most: 24 }))).toBe(0.5); // 0.24, rounded up to 1, 2 or 5 times a power of ten
    expect(stepOf(field({ isInteger: true, most: 1e6 }))).toBe(1);
    expect(stepOf(field({ most: null, default: 4 }))).toBe(0.5); // a hundredth of ten times 4
  });

  it('read numbers with point or comma, and leave other words to the schema', () => {
    expect(readNumber(' 0,5 ')).toBe(0.5);
    expect(readNumber('')).toBeUndefined();
    expect(readNumber('much')).toBe('much');
  });
});
