export { conditions } from './config/conditions.ts';
export { closestKey } from './config/closest-key.ts';
export { changedKeys } from './config/changed-keys.ts';
export { configKeys, isLife, lifeDefaults, resolveConfig } from './config/resolve-config.ts';
export {
  ablationConditionNames,
  conditionNames,
  conditionSummaries,
  lesionConditionNames,
  publishedConditionNames,
  ruleConditionNames,
  type ConditionName,
} from './config/condition-names.ts';
export { runCommand, type RunCommandOptions, type RunOrigin } from './config/run-command.ts';
export { objectivesAt, weightsAt } from './config/objective-weights.ts';
export { configJsonSchema, runConfigSchema, type RunConfig, type RunConfigInput } from './config/run-config.ts';
export { createSimulation, type Simulation, type SimulationOptions, type TickReport } from './create-simulation.ts';
export type { DreamMixture } from './dream-mixtures.ts';
export type { DreamSheet, Pictures } from './dream-sheet.ts';
export {
  ConfigError,
  DivergedError,
  FinishedError,
  ImagesMismatchError,
  NetworkNeededError,
  SnapshotMismatchError,
  type ConfigProblem,
} from './errors.ts';
export {
  EVENT_VERSION,
  eventSchema,
  type EventOf,
  type MeasurementEvent,
  type OneirosEvent,
  type ReadoutEvent,
} from './events.ts';
export { cortexShapeOf, growCortex } from './grow-cortex.ts';
export { lossNames, type LossName } from './loss-names.ts';
export {
  createProbeContext,
  type EarlierLatents,
  type ProbeContext,
  type ProbeContextOptions,
} from './probes/probe-context.ts';
export { encodeAreas, type AreaActivity } from './probes/encode-areas.ts';
export { encodePerturbed, encodeSplit, type EncodedImages } from './probes/encode-images.ts';
export { readoutOptionsOf } from './probes/readout.ts';
export type { FeatureNetwork, ImagesShape } from './probes/feature-network.ts';
export {
  isProbeName,
  loopProbeNames,
  measure,
  measureSteps,
  probeNames,
  probeOf,
  probes,
  resolveProbeOptions,
  type LoopProbeName,
  type ProbeName,
  type ProbeOptions,
  type ProbeOptionsInput,
  type ProbeResult,
} from './probes/registry.ts';
export { finish, type Steps } from './probes/steps.ts';
export { checkpointFile, dreamFile, evaluationFile } from './run-plan.ts';
export { initialRunState, reduceEvents, type EpochLosses, type RunState } from './run-state.ts';
export { reportsOf, simulate, type SimulateOptions } from './simulate.ts';
export { restoreCortex, type Snapshot, type SnapshotCursor, type SnapshotTensor } from './snapshot.ts';
export { createWakeClock, nightsAfter, tickOfSameSight, type WakeClock } from './wake-clock.ts';
