export {
  createEpisodicStore,
  type EpisodicSnapshot,
  type EpisodicStore,
  type EpisodicStoreOptions,
  type StoredLatents,
} from './episodic-store.ts';
export {
  LatentShapeError,
  MissingEpisodeError,
  SnapshotMismatchError,
  StoreDisposedError,
  StoreOptionError,
} from './errors.ts';
export {
  recombine,
  replayWeights,
  spontaneousActivity,
  type RecombinationParts,
  type RecombinationWeights,
  type ReplayMode,
} from './recombine.ts';
export { annotations } from './annotations.ts';
export {
  createDayStore,
  type DaySnapshot,
  type DayStore,
  type DayStoreOptions,
  type EncodingMoment,
} from './day-store.ts';
export { mixByComponent } from './mix-by-component.ts';
export { replay, type Memories, type ReplayMixture } from './replay.ts';
