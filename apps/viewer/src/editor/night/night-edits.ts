import type { RunStage, StageRun } from '@oneiros/conductor';
import { moveBoundary, paintStage, type Span } from '../model/edit-runs.ts';
import type { EditorStore } from '../model/editor-store.ts';
import { recordingOf, sourceOf, writeRecording, writeRuns } from '../model/recording.ts';
import { writeAt, type ScheduleDraft } from '../model/schedule-draft.ts';
import { stageName } from './stage-names.ts';

/** A night as it is shown, in whatever way its schedule says it. */
export interface ShownNight {
  readonly runs: readonly StageRun[];
  readonly epochSeconds: number;
}

const LONGEST_SECONDS = 30 * 86_400;

/** Changes the runs of the night shown. A preset's or a model's night becomes a recording first: one's own from then on. */
export function changeRuns(
  store: EditorStore,
  night: ShownNight,
  label: string,
  change: (runs: readonly StageRun[]) => readonly StageRun[],
  gesture?: string,
): void {
  store.change(
    label,
    (draft) => {
      const whole = draft as unknown as ScheduleDraft;
      const before = recordingOf(store.getState().draft);
      if (before === null)
        writeRecording(draft, { ...night, name: `${sourceOf(whole).name} by hand`, runs: night.runs });
      writeRuns(draft, change(before?.runs ?? night.runs));
    },
    gesture,
  );
}

export const paintNight = (store: EditorStore, night: ShownNight, span: Span, stage: RunStage): void =>
  changeRuns(store, night, `paint ${stageName(stage)}`, (runs) => paintStage(runs, span, stage));

/** @param gesture joins the moves of one drag */
export const moveNightBoundary = (
  store: EditorStore,
  night: ShownNight,
  index: number,
  to: number,
  gesture: string,
): void =>
  changeRuns(
    store,
    night,
    'move a boundary',
    (runs) => moveBoundary(runs, index, to, night.epochSeconds, LONGEST_SECONDS),
    gesture,
  );

/**
 * Writes the length of one run as it was typed: what is no length stays in the draft, for the schema to refuse.
 * @param typed minutes, a word, or nothing
 */
export function writeLength(
  store: EditorStore,
  night: ShownNight,
  index: number,
  typed: number | string | undefined,
  gesture: string,
): void {
  const label = `length of row ${index + 1}`;
  const seconds = typeof typed === 'number' ? Math.round(typed * 60e6) / 1e6 : (typed ?? '');
  if (recordingOf(store.getState().draft) === null) changeRuns(store, night, label, (runs) => runs, gesture);
  store.change(label, (draft) => writeAt(draft, ['source', 'hypnogram', 'runs', index, 1], seconds), gesture);
}
