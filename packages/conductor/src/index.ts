export type { BrainState, Gates, Levels, Stage } from './brain-state.ts';
export { clampState, type HeldLevels } from './clamp-state.ts';
export { conduct, type ConductOptions } from './conduct.ts';
export {
  HypnogramInvalidError,
  HypnogramTooLongError,
  HypnogramUnreadableError,
  HypnogramUnscoredError,
  ModelParameterError,
  ModelSnapshotError,
  ModelUnknownError,
  ScheduleInvalidError,
  ScheduleUnreadableError,
  TickOutOfRangeError,
  type FilePlace,
  type ScheduleProblem,
} from './errors.ts';
export { averageGates, averageGatesAlong, gatesOf, type GateOptions, type LevelPoint } from './gates.ts';
export { parseSchedule, resolveSchedule } from './parse-schedule.ts';
export { scheduleJsonSchema } from './schedule-json-schema.ts';
export { scheduleSchemaFile, scheduleYaml } from './schedule-yaml.ts';
export {
  scheduleSchema,
  type CycleSchedule,
  type LifeSchedule,
  type NightsSchedule,
  type Schedule,
  type ScheduleInput,
} from './schedule-schema.ts';
export { DAY_SECONDS, type DayPlan } from './life/day-plan.ts';
export { lifeOf, type Life } from './life/life.ts';
export { lifeSecondsAt, lifeTickAt, lifeWakesBefore } from './life/life-state.ts';
export { cyclesToTicks, endsCycle, secondsAt, stateAt, ticksOf, ticksPerPeriod } from './state-at.ts';
export { drawHypnogram, type HypnogramOptions } from './hypnogram/draw-hypnogram.ts';
export type { HypnogramSample } from './hypnogram/hypnogram-sample.ts';
export { sampleRuns, type NamedRun, type SampleOptions } from './hypnogram/sample-runs.ts';
export { stagesInOrder } from './hypnogram/stage-rows.ts';
export { lifeFromHypnogram, type LifeOptions } from './life/life-from-hypnogram.ts';
export { lifeStages } from './life/life-schema.ts';
export { nightWindow, type DayPart } from './life/night-window.ts';
export { mergeRuns, secondsOf, sleepPeriod, sliceRuns } from './nights/runs.ts';
export { nearestWord } from './suggestion.ts';
export { summarise, type ScheduleSummary, type StageSummary } from './summarise.ts';
export {
  nightPresetNames,
  nightPresets,
  type ArchitecturePreset,
  type CyclePreset,
  type MarkovPreset,
  type NightPreset,
  type PolyphasicPreset,
} from './nights/presets.ts';
export { presetNight, presetOverridesSchema } from './nights/preset-night.ts';
export type { NightRandom } from './nights/night-random.ts';
export { NightPresetError, StageUnresolvedError } from './nights/errors.ts';
export { levelsSchema, type LevelsConfig, type LevelsInput } from './nights/levels-schema.ts';
export { levelCurve, type LevelCurve, type LevelOptions } from './nights/level-curve.ts';
export { clampLevels, levelsOf, type SampledLevels } from './nights/levels-of.ts';
export { levelCaveats } from './nights/level-caveats.ts';
export {
  manipulationSchema,
  type Manipulation,
  type ManipulationInput,
  type ManipulationKind,
} from './nights/manipulation-schema.ts';
export { actsOn, manipulate } from './nights/manipulate.ts';
export {
  noDebt,
  type Intervention,
  type LevelClamp,
  type ManipulatedNight,
  type ManipulateOptions,
  type SleepDebt,
} from './nights/manipulation.ts';
export { drugOf, drugs, modelParametersOf, type Drug, type DrugName } from './nights/drugs.ts';
export {
  humanTransitions,
  mouseTransitions,
  type TransitionCounts as MarkovTransitionCounts,
} from './nights/markov.ts';
export { annotations } from './annotations.ts';
export { meansByStage, type StageMeans } from './models/stage-means.ts';
export { modelHypnogram, type ModelHypnogram, type ModelHypnogramOptions } from './models/model-hypnogram.ts';
export { createModelRun, type ModelRun, type ModelRunOptions, type ModelSample } from './models/model-run.ts';
export type { ModelParameters, ModelStage, ModelVariable, SleepModel } from './models/sleep-model.ts';
export { sleepModelNames, sleepModels, type SleepModelName } from './models/sleep-models.ts';
export { runStages, sleepStages, type Hypnogram, type RunStage, type SleepStage, type StageRun } from './stages.ts';
export { exportFormats, hypnogramFormats, type ExportFormat, type HypnogramFormat } from './scoring/formats.ts';
export {
  movementRules,
  type ImportedHypnogram,
  type ImportOptions,
  type MappedCode,
  type MovementRule,
} from './scoring/imported-hypnogram.ts';
export { importHypnogram } from './scoring/import-hypnogram.ts';
export { exportHypnogram } from './scoring/export-hypnogram.ts';
export { trimWake } from './scoring/trim-wake.ts';
export { resolveUnscored, unscoredRules, type UnscoredRule } from './scoring/resolve-unscored.ts';
export { rescore } from './scoring/epochs-of.ts';
export { sleepStatistics, type SleepStatistics } from './scoring/sleep-statistics.ts';
export { transitionCounts, type TransitionCounts } from './scoring/transition-counts.ts';
export { remPeriods, type RemPeriod } from './scoring/rem-periods.ts';
export { compareHypnograms, type HypnogramComparison, type RemLatency } from './scoring/compare-hypnograms.ts';
