import { describe, expect, it } from 'vitest';
import { modelChoices, presetChoices } from './schedule-forms.ts';
import { openText, problemsOfText, textOf } from './schedule-text.ts';

describe('schedules as files', () => {
  it('are written with what the draft says and no more, and open as the same draft', () => {
    const draft = { kind: 'life', source: { hypnogram: { runs: [['N2', 1800]] } }, updates: { mode: 'equal' } };
    expect(textOf(draft)).not.toContain('gates');
    expect(openText(textOf(draft), 'a.yaml')).toEqual({ draft, problems: [] });
    expect(problemsOfText(textOf(draft))).toEqual([]);
  });

  it('of every preset and model are what the command line reads', () => {
    const sources = [
      ...presetChoices().map(({ name }) => ({ preset: name })),
      ...modelChoices().map(({ name }) => ({ model: name })),
    ];
    expect(sources).toHaveLength(26); // 19 presets that are nights, 7 models
    for (const source of sources) expect(problemsOfText(textOf({ kind: 'life', source }))).toEqual([]);
  });

  it('open with their problems, to be mended', () => {
    expect(openText('kind: life\ndays: none\n', 'a.yaml')).toEqual({
      draft: { kind: 'life', days: 'none' },
      problems: [expect.objectContaining({ path: 'days', line: 2 })],
    });
  });

  it('do not open where they are no schedule', () => {
    expect(openText('{', 'a.yaml').draft).toBeNull();
    expect(openText('a list', 'a.yaml').draft).toBeNull();
    expect(openText('{', 'a.yaml').problems).not.toEqual([]);
  });

  it('are refused, as the command line does, where they are longer than it reads', () => {
    const runs = Array.from({ length: 60_000 }, (_, i) => [i % 2 === 0 ? 'N2' : 'REM', 30]);
    const text = textOf({ kind: 'life', source: { hypnogram: { runs } } });
    expect(problemsOfText(text)[0]!.message).toContain('1000000 characters');
  });
});
