export { createEditorState, edit, endGesture, redo, undo, type EditorState } from './editor-state.ts';
export { moveBoundary, paintStage } from './edit-runs.ts';
export { previewImport, usualImport, type ImportChoices, type ImportPreview } from './import-preview.ts';
export { moveWindow, writeDays, writeHours } from './manipulation-bars.ts';
export { recordingOf, writeRecording, writeRuns, writeSource } from './recording.ts';
export { writeAt, type ScheduleDraft } from './schedule-draft.ts';
export { manipulationChoices, modelChoices, newManipulation, presetChoices } from './schedule-forms.ts';
export { openText, problemsOfText, textOf } from './schedule-text.ts';
export { writeLevel } from './stage-levels.ts';
