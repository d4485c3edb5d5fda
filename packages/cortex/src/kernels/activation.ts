import * as tf from '@tensorflow/tfjs';

/** The transfer function of an area; `slope` is the leak of LeakyReLU, in (0, 1], and has no effect on the others. */
export interface ActivationAttributes {
  activation: 'linear' | 'leakyRelu' | 'tanh';
  slope: number;
}

/** @param pre any shape @returns the transfer function of every element. */
export function activate<T extends tf.Tensor>(pre: T, { activation, slope }: ActivationAttributes): T {
  switch (activation) {
    case 'linear':
      return pre;
    case 'leakyRelu':
      return tf.leakyRelu(pre, slope);
    case 'tanh':
      return tf.tanh(pre);
    default:
      return activation satisfies never;
  }
}

/**
 * Error before the transfer function from the error after it. Every transfer function here gives its derivative from its
 * own output: 1 for linear, 1 or `slope` by the sign of y for LeakyReLU, 1 - y² for tanh.
 */
export function activationGradient<T extends tf.Tensor>(dy: T, y: T, { activation, slope }: ActivationAttributes): T {
  switch (activation) {
    case 'linear':
      return tf.clone(dy);
    case 'leakyRelu':
      return tf.where(tf.greater(y, 0), dy, tf.mul<T>(dy, slope)) as T;
    case 'tanh':
      return tf.mul(dy, tf.sub(1, tf.square(y)));
    default:
      return activation satisfies never;
  }
}
