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
export { drawOcclusion, type Occlusion, type OcclusionOptions } from './occlusion.ts';
export { createScenes, EMBEDDED_SCENES, type ScenesOptions } from './scenes/create-scenes.ts';
