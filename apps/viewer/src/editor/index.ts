export { ScheduleEditor, type ScheduleEditorProps } from './ScheduleEditor.tsx';
export { RunRefusedError, startRun, type StartRunOptions } from './start-run.ts';
