import { resolveSchedule } from '@oneiros/conductor';
import { describe, expect, it } from 'vitest';
import { stageLevels, writeLevel } from './stage-levels.ts';

const levelsOf = (draft: { kind: string }, name: string) =>
  stageLevels(draft as never).find((each) => each.name === name);

describe('levels of stages', () => {
  it('of a life are those of the schema, and what the file says', () => {
    const draft = { kind: 'life', levels: { stages: { N2: { ach: 0.4 } } } };
    expect(levelsOf(draft, 'N2')).toEqual({ name: 'N2', label: 'N2', ach: 0.4, na: 0.3 });
    expect(levelsOf(draft, 'QUIET')).toMatchObject({ ach: 0.8, na: 0.6 });
  });

  it('hold ACh where a table of measurements takes its place', () => {
    const draft = { kind: 'life', levels: { achTable: 'cortex-microdialysis', stages: { N2: { ach: 0.9 } } } };
    expect(levelsOf(draft, 'N2')).toMatchObject({ ach: 0.4, achHeldBy: 'cortex-microdialysis' });
  });

  it('are written one at a time into a life, within 0 and 1', () => {
    const draft = { kind: 'life' };
    writeLevel(draft, 'N1', 'ach', 0.5004);
    writeLevel(draft, 'N1', 'na', 7);
    expect(draft).toEqual({ kind: 'life', levels: { stages: { N1: { ach: 0.5, na: 1 } } } });
  });

  it('are written whole into the paper’s schedule, which keeps the names of its states', () => {
    const draft = { kind: 'cycle' };
    expect(stageLevels(draft).map(({ name }) => name)).toEqual(['wake', 'nrem', 'rem']);
    writeLevel(draft, 'rem', 'na', 0.25);
    expect(draft).toEqual({ kind: 'cycle', levels: { rem: { ach: 1, na: 0.25, stage: 'REM' } } });
    expect(resolveSchedule(draft)).toMatchObject({ levels: { rem: { na: 0.25, stage: 'REM' } } });
  });
});
