export {
  CHUNK_BINS,
  curveNames,
  LEVEL_FACTOR,
  type BinnedCurve,
  type CurveName,
  type Timeline,
  type TimelineChunk,
} from './chunk.ts';
