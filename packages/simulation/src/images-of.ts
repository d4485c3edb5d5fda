import * as tf from '@tensorflow/tfjs';
import { batchOf, type ImageSet } from '@oneiros/senses';

/** @returns [batch, height, width, channels] in [-1, 1]; the caller disposes */
export const imagesOf = (set: ImageSet, indices: Uint32Array): tf.Tensor4D =>
  tf.tensor4d(batchOf(set, indices), [indices.length, set.height, set.width, set.channels]);
