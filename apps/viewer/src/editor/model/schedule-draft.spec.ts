import { describe, expect, it } from 'vitest';
import { pathText, valueAt, writeAt } from './schedule-draft.ts';

describe('paths of a draft', () => {
  it('are spelled as problems of a schedule spell them', () => {
    expect(pathText(['manipulations', 0, 'days', 'to'])).toBe('manipulations[0].days.to');
    expect(pathText([])).toBe('');
  });

  it('read what is there, and undefined elsewhere', () => {
    const draft = { kind: 'life', manipulations: [{ kind: 'clamp', ach: 0.1 }] };
    expect(valueAt(draft, ['manipulations', 0, 'ach'])).toBe(0.1);
    expect(valueAt(draft, ['manipulations', 1, 'ach'])).toBeUndefined();
    expect(valueAt(draft, ['kind', 'life'])).toBeUndefined();
  });

  it('make parents, and take empty ones away again', () => {
    const draft: Record<string, unknown> = { kind: 'life' };
    writeAt(draft, ['levels', 'stages', 'N2', 'ach'], 0.4);
    expect(draft).toEqual({ kind: 'life', levels: { stages: { N2: { ach: 0.4 } } } });
    writeAt(draft, ['levels', 'stages', 'N2', 'ach'], undefined);
    expect(draft).toEqual({ kind: 'life' });
  });

  it('keep an item of a list though nothing is left in it, and take one out when told so', () => {
    const draft: Record<string, unknown> = { list: [{ a: 1 }, { b: 2 }] };
    writeAt(draft, ['list', 0, 'a'], undefined);
    expect(draft).toEqual({ list: [{}, { b: 2 }] });
    writeAt(draft, ['list', 0], undefined);
    expect(draft).toEqual({ list: [{ b: 2 }] });
  });

  it('do nothing when what is to be taken out is not there', () => {
    const draft: Record<string, unknown> = { kind: 'life' };
    writeAt(draft, ['levels', 'achTable'], undefined);
    expect(draft).toEqual({ kind: 'life' });
  });
});
