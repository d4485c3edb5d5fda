export {
  createEpisodicStore,
  type EpisodicSnapshot,
  type EpisodicStore,
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
