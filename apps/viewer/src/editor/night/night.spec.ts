import { resolveSchedule, secondsOf } from '@oneiros/conductor';
import { describe, expect, it } from 'vitest';
import { createEditorStore } from '../model/editor-store.ts';
import { recordingOf, sourceOf } from '../model/recording.ts';
import type { Preview } from '../review/preview.ts';
import { reviewDraft } from '../review/review.ts';
import { changeRuns, moveNightBoundary, paintNight, writeLength } from './night-edits.ts';
import { nightSvg } from './night-figure.ts';
import { gatesTable, previewCsv, previewSummary } from './night-summary.ts';
import { rowsOf } from './stage-rows.ts';

const night = {
  epochSeconds: 30,
  runs: [
    { stage: 'WAKE', seconds: 600 },
    { stage: 'N2', seconds: 1800 },
    { stage: 'REM', seconds: 900 },
  ],
} as const;

const previewOf = (draft: { kind: string }): Preview => {
  const last = [...reviewDraft({ draft, day: 0, wholeDay: false })].at(-1);
  if (last?.part !== 'preview') throw new Error('Expected a preview.');
  return last.preview;
};

describe('edits of the night shown', () => {
  it('make a recording of a preset’s night, in one step of the history', () => {
    const store = createEditorStore({ kind: 'life', source: { preset: 'ssri' } });
    paintNight(store, night, { from: 600, to: 1200 }, 'REM');
    const { draft, past } = store.getState();
    expect(sourceOf(draft)).toEqual({ kind: 'hypnogram', name: 'ssri by hand' });
    expect(recordingOf(draft)!.runs.map(({ stage }) => stage)).toEqual(['WAKE', 'REM', 'N2', 'REM']);
    expect(past.map(({ label }) => label)).toEqual(['paint REM']);
    expect(() => resolveSchedule(draft)).not.toThrow();
    store.undo();
    expect(store.getState().draft).toEqual({ kind: 'life', source: { preset: 'ssri' } });
  });

  it('go on from the recording that there is, whatever was shown', () => {
    const store = createEditorStore({ kind: 'life' });
    moveNightBoundary(store, night, 0, 900, 'drag');
    moveNightBoundary(store, night, 0, 1200, 'drag');
    expect(recordingOf(store.getState().draft)!.runs.map(({ seconds }) => seconds)).toEqual([1200, 1200, 900]);
    expect(store.getState().past).toHaveLength(1);
    changeRuns(store, night, 'double', (runs) => [...runs, ...runs]);
    expect(secondsOf(recordingOf(store.getState().draft)!.runs)).toBe(6600);
  });

  it('keep what was typed and is no length, for the schema to refuse', () => {
    const store = createEditorStore({ kind: 'life' });
    writeLength(store, night, 1, 12.5, 'typing');
    expect(recordingOf(store.getState().draft)!.runs[1]).toEqual({ stage: 'N2', seconds: 750 });
    writeLength(store, night, 1, 'long', 'typing');
    expect(() => resolveSchedule(store.getState().draft)).toThrow('source.hypnogram.runs[1][1]');
    store.undo();
    expect(store.getState().draft).toEqual({ kind: 'life' });
  });
});

describe('what is told of a preview', () => {
  const preview = previewOf({ kind: 'life' });

  it('in sentences: sleep, REM and what teaches', () => {
    // 452 min of sleep in 493 (15 to sleep onset, 21 and 5 awake), REM 89 min after onset.
    expect(previewSummary(preview)).toMatch(
      /^7:32 of sleep in 8:13, 23.9 % of it REM, the first 1:29 after sleep onset\. 360 mini-batches a day, 1,800 in all: /u,
    );
    expect(previewSummary(previewOf({ kind: 'cycle' }))).toContain(
      '3 mini-batches a cycle, without end: Wake teaches 33 %',
    );
  });

  it('as a table and as CSV, a row for each tick', () => {
    const { columns, rows } = gatesTable(preview);
    expect(rows).toHaveLength(preview.gates.discriminator.length);
    expect(rows.every((row) => row.length === columns.length)).toBe(true);
    const lines = previewCsv(preview).trim().split('\n');
    expect(lines).toHaveLength(1 + preview.runs.length + rows.length);
    expect(lines.every((line) => line.split(',').length === 8)).toBe(true);
  });

  it('as a figure with axes and legend', () => {
    const svg = nightSvg('The night', preview, rowsOf(preview.runs));
    expect(svg).toMatch(/^<svg/);
    for (const text of ['hours', 'REM', 'ACh', 'discriminator gate', 'interpolated']) expect(svg).toContain(text);
  });
});

describe('rowsOf', () => {
  it('has Wake on top, then REM, then deeper and deeper; undivided NREM where nobody divides it', () => {
    expect(rowsOf(night.runs)).toEqual(['WAKE', 'REM', 'N1', 'N2', 'N3']);
    expect(rowsOf([{ stage: 'NREM', seconds: 1 }])).toEqual(['WAKE', 'REM', 'NREM']);
    expect(rowsOf([{ stage: 'TORPOR', seconds: 1 }, ...night.runs])).toEqual(['WAKE', 'REM', 'N2', 'TORPOR']);
  });
});
