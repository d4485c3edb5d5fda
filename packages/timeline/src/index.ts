export {
  CHUNK_BINS,
  curveNames,
  LEVEL_FACTOR,
  type BinnedCurve,
  type CurveName,
  type Timeline,
  type TimelineChunk,
} from './chunk.ts';
export {
  apiPaths,
  type LatentsFile,
  type Moment,
  type MomentsFile,
  type RunHead,
  type RunsFile,
  type ServerFile,
} from './run-files.ts';
