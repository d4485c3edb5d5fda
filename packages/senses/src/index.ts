export { annotations } from './annotations.ts';
export { batchOf, firstImages, subset } from './batch.ts';
export { epochOrder, miniBatch, miniBatchesPerEpoch } from './epoch-order.ts';
export {
  ChecksumError,
  DownloadError,
  InvalidArgumentError,
  MalformedFileError,
  MissingImagesError,
  SensesError,
} from './errors.ts';
export type { ImageCollection, ImageSet } from './image-set.ts';
export { joinCollections } from './join-collections.ts';
export { drawOcclusion, type Occlusion, type OcclusionOptions } from './occlusion.ts';
export type { ImageShape } from './perturb/image-shape.ts';
export { perturb, perturbationKinds, type Perturbation, type PerturbationKind } from './perturb/perturb.ts';
export { createScenes, EMBEDDED_SCENES, type ScenesOptions } from './scenes/create-scenes.ts';
