export { listCheckpoints, readCheckpoint, writeCheckpoint, type Checkpoint } from './checkpoint.ts';
export {
  BackendChangedError,
  CheckpointDamagedError,
  CheckpointMissingError,
  ConfigChangedError,
  EvaluationInvalidError,
  NpyError,
  RunEndedError,
  RunExistsError,
  RunLockedError,
  RunUnreadableError,
  RunWriteError,
  SafetensorsError,
  writing,
} from './errors.ts';
export { readEvaluations, writeEvaluation, type Evaluation, type EvaluationOf } from './evaluations.ts';
export { openEventLog, readEvents, type EventLog } from './event-log.ts';
export { eventsBackwards } from './events-backwards.ts';
export { readManifest, type Manifest, type RunBackend, type RunStatus } from './manifest.ts';
export { decodeNpy, encodeNpy, readNpy, writeNpy, type NpyArray } from './npy.ts';
export { recordRun, type RecordOptions, type RecordOutcome } from './record-run.ts';
export { replaceFile } from './replace-file.ts';
export { lockRun } from './run-lock.ts';
export {
  createRun,
  listRuns,
  openRun,
  parseRunReference,
  prepareFork,
  resumeRun,
  runFolders,
  standingOf,
  type Fork,
  type ForkedBrain,
  type ReadableRun,
  type ResumeOptions,
  type RunEnvironment,
  type WritableRun,
} from './run.ts';
export {
  decodeSafetensors,
  encodeSafetensors,
  readSafetensors,
  writeSafetensors,
  type SafetensorsContent,
  type StoredTensor,
  type TensorData,
  type TensorType,
} from './safetensors.ts';
