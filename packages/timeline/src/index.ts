export {
  CHUNK_BINS,
  curveNames,
  LEVEL_FACTOR,
  type BinnedCurve,
  type CurveName,
  type Timeline,
  type TimelineChunk,
} from './chunk.ts';
export { decodeChunk, encodeChunk } from './chunk-binary.ts';
export { createTimeline } from './create-timeline.ts';
export { DamagedChunkError, DamagedLineError } from './errors.ts';
export { binsOf, chunksOf, levelFor, levelsOf, ticksPerBin } from './levels.ts';
export { isTickEvent, parseEventLine, type TickEvent } from './read-event-lines.ts';
export {
  apiPaths,
  type LatentsFile,
  type Moment,
  type MomentsFile,
  type RunHead,
  type RunsFile,
  type ServerFile,
} from './run-files.ts';
