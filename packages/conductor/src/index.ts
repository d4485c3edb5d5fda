export type { BrainState, Gates, Levels, Stage } from './brain-state.ts';
export { conduct, type ConductOptions } from './conduct.ts';
export { ScheduleInvalidError, ScheduleUnreadableError, TickOutOfRangeError, type ScheduleProblem } from './errors.ts';
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
