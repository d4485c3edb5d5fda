export { alignment, type Alignment } from './alignment.ts';
export {
  classDistances,
  type ClassDistances,
  type ClassDistancesOptions,
  type DistanceMetric,
} from './class-distances.ts';
export {
  NotConvergedError,
  NotFiniteError,
  NoVarianceError,
  SampleMismatchError,
  SingularMatrixError,
} from './errors.ts';
export { type FeatureProducts } from './feature-products.ts';
export { frechetDistance } from './frechet-distance.ts';
export { createGaussian, type Gaussian, type GaussianAccumulator, type Moments } from './gaussian.ts';
export { fixPlane, type FixedPlane } from './fixed-plane.ts';
export { principalAxes, projectOn, type PrincipalAxes, type PrincipalAxesOptions } from './principal-axes.ts';
export {
  readoutFromFeatures,
  type FeatureReadout,
  type FeatureReadoutOptions,
  type PenaltyScore,
} from './readout-from-features.ts';
export {
  testReadout,
  trainReadout,
  type ClassAccuracy,
  type Readout,
  type ReadoutOptions,
  type ReadoutTest,
} from './readout.ts';
export { type LabelledLatents } from './samples.ts';
export {
  representationalSimilarity,
  type RepresentationalSimilarity,
  type RepresentationalSimilarityOptions,
} from './representational-similarity.ts';
export { ridgeReadout, type RidgeOptions } from './ridge-readout.ts';
export {
  differenceToPublished,
  pairedDifference,
  smoothOverLast,
  summariseSeeds,
  type PairedDifference,
  type PublishedMean,
  type SeedSummary,
  type SmoothedValue,
} from './seed-statistics.ts';
export { signalDetection, type SignalDetection, type SignalDetectionOptions } from './signal-detection.ts';
export { symmetricEigen, type SymmetricEigen } from './symmetric-eigen.ts';
