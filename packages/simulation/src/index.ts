export { conditions } from './config/conditions.ts';
export { closestKey } from './config/closest-key.ts';
export { changedKeys, configKeys, resolveConfig } from './config/resolve-config.ts';
export {
  conditionNames,
  configJsonSchema,
  runConfigSchema,
  type ConditionName,
  type RunConfig,
  type RunConfigInput,
} from './config/run-config.ts';
export { createSimulation, type Simulation, type TickReport } from './create-simulation.ts';
export type { DreamSheet, Pictures } from './dream-sheet.ts';
export {
  ConfigError,
  DivergedError,
  FinishedError,
  ImagesMismatchError,
  SnapshotMismatchError,
  type ConfigProblem,
} from './errors.ts';
export { EVENT_VERSION, eventSchema, lossNames, type EventOf, type LossName, type OneirosEvent } from './events.ts';
export { probeReadout, type ReadoutResult } from './readout-probe.ts';
export { checkpointFile, dreamFile } from './run-plan.ts';
export { initialRunState, reduceEvents, type EpochLosses, type RunState } from './run-state.ts';
export { reportsOf, simulate, type SimulateOptions } from './simulate.ts';
export type { Snapshot, SnapshotCursor, SnapshotTensor } from './snapshot.ts';
