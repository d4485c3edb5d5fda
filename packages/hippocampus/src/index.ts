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
export { createDayStore } from './day-store.ts';
export type { DaySnapshot, DayStore, DayStoreOptions, EncodingMoment } from './episode-store.ts';
export type { EngramsSnapshot } from './engrams.ts';
export type { Lesion } from './lesion.ts';
export { mixByComponent } from './mix-by-component.ts';
export { replay, type Memories, type ReplayMixture } from './replay.ts';
export { createAttractors, type AttractorOptions, type Attractors } from './attractor.ts';
export { measureCapacity, recoveredShare, type Capacity, type CapacityOptions } from './capacity.ts';
export { hopfieldEnergy, hopfieldRecall, hopfieldUpdate, type Association } from './hopfield.ts';
export { createHopfieldStore, type HopfieldStoreOptions } from './hopfield-store.ts';
