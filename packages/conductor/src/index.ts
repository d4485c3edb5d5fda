export type { BrainState, Gates, Levels, Stage } from './brain-state.ts';
export { conduct, type ConductOptions } from './conduct.ts';
export {
  ModelParameterError,
  ModelSnapshotError,
  ModelUnknownError,
  ScheduleInvalidError,
  ScheduleUnreadableError,
  TickOutOfRangeError,
  type ScheduleProblem,
} from './errors.ts';
export { averageGates, averageGatesAlong, gatesOf, type GateOptions, type LevelPoint } from './gates.ts';
export { parseSchedule, resolveSchedule } from './parse-schedule.ts';
export {
  scheduleSchema,
  type CycleSchedule,
  type NightsSchedule,
  type Schedule,
  type ScheduleInput,
} from './schedule-schema.ts';
export { cyclesToTicks, endsCycle, stateAt, ticksOf, ticksPerPeriod } from './state-at.ts';
export { drawHypnogram, type HypnogramOptions } from './hypnogram/draw-hypnogram.ts';
export { summarise, type ScheduleSummary, type StageSummary } from './summarise.ts';
export { annotations } from './annotations.ts';
export { meansByStage, type StageMeans } from './models/stage-means.ts';
export { modelHypnogram, type ModelHypnogram, type ModelHypnogramOptions } from './models/model-hypnogram.ts';
export { createModelRun, type ModelRun, type ModelRunOptions, type ModelSample } from './models/model-run.ts';
export type { ModelParameters, ModelStage, ModelVariable, SleepModel } from './models/sleep-model.ts';
export { sleepModelNames, sleepModels, type SleepModelName } from './models/sleep-models.ts';
