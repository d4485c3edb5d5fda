import { resolveSchedule } from '@oneiros/conductor';
import { describe, expect, it } from 'vitest';
import { createEditorState, edit } from './editor-state.ts';
import { recordingOf, sourceOf, writeRecording, writeSource, writeRuns } from './recording.ts';

const recorded = {
  kind: 'life',
  source: {
    hypnogram: {
      name: 'a.edf',
      epochSeconds: 20,
      runs: [
        ['WAKE', 600],
        ['N2', 1800],
      ],
    },
  },
};

describe('the recording of a draft', () => {
  it('is told apart from presets and models', () => {
    expect(sourceOf({ kind: 'life' })).toEqual({ kind: 'preset', name: 'adult' });
    expect(sourceOf({ kind: 'life', source: { model: 'rempe' } })).toEqual({ kind: 'model', name: 'rempe' });
    expect(sourceOf(recorded)).toEqual({ kind: 'hypnogram', name: 'a.edf' });
    expect(recordingOf({ kind: 'life' })).toBeNull();
  });

  it('keeps rows that are wrong in their place, at no length', () => {
    const draft = { kind: 'life', source: { hypnogram: { runs: [['WAKE', 600], ['N2', 'long'], 7] } } };
    expect(recordingOf(draft)!.runs).toEqual([
      { stage: 'WAKE', seconds: 600 },
      { stage: 'N2', seconds: 0 },
      { stage: 'UNS', seconds: 0 },
    ]);
    expect(recordingOf(draft)).toBe(recordingOf(draft));
  });

  it('is written as the schema takes it, and one undo brings the preset back', () => {
    const start = createEditorState({ kind: 'life', source: { preset: 'ssri', overrides: { remPercent: 20 } } });
    const night = { name: 'ssri', epochSeconds: 30, runs: [{ stage: 'N2', seconds: 90 }] } as const;
    const painted = edit(start, 'record', (draft) => writeRecording(draft, night));
    expect(resolveSchedule(painted.draft)).toMatchObject({
      source: { hypnogram: { name: 'ssri', runs: [['N2', 90]] } },
    });
    const shorter = edit(painted, 'cut', (draft) => writeRuns(draft, [{ stage: 'REM', seconds: 100 / 3 }]));
    expect(recordingOf(shorter.draft)!.runs).toEqual([{ stage: 'REM', seconds: 33.333333 }]);
    expect(edit(shorter, 'preset', (draft) => writeSource(draft, 'preset', 'ssri')).draft).toEqual({
      kind: 'life',
      source: { preset: 'ssri' },
    });
  });
});
