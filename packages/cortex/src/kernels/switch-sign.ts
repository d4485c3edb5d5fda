import * as tf from '@tensorflow/tfjs';

/**
 * The identity on the way down and -1 on the way back: what stands below it climbs the error that what stands above it
 * descends, so that one backward pass trains the reality monitor against the dreams and the dreams against the monitor.
 */
export const switchSign = tf.customGrad((x) => ({
  value: tf.clone(x as tf.Tensor),
  gradFunc: (dy: tf.Tensor) => tf.neg(dy),
})) as <T extends tf.Tensor>(x: T) => T;
