import * as tf from '@tensorflow/tfjs';

/**
 * The numbers of a tensor that is needed for nothing else. A `tf.tidy` that returned them would look through them one by one
 * for tensors to keep, which takes longer than most products.
 *
 * @param compute called in a `tf.tidy`
 */
export function valuesOf(compute: () => tf.Tensor): Float32Array {
  const tensor = tf.tidy(compute);
  try {
    return tensor.dataSync<'float32'>();
  } finally {
    tensor.dispose();
  }
}
