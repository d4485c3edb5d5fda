import * as tf from '@tensorflow/tfjs';

/** What is associated. */
export interface Association {
  /** X [patterns, latent], at least one; not disposed. */
  readonly patterns: tf.Tensor2D;
  /** β, from 0: at 0 everything is recalled as the mean, at infinity as the one best match. In units of 1 / latent². */
  readonly inverseTemperature: number;
  /** b [patterns], added to the exponents: ln of each pattern's weight; 0 unless given. Not disposed. */
  readonly bias?: tf.Tensor1D | undefined;
}

/**
 * One update of a modern Hopfield network: ξ' = softmax(β ξ Xᵀ + b) X. It is the attention of a state to what is stored.
 * @param state ξ [states, latent]; not disposed @returns [states, latent], the caller disposes
 * @source Ramsauer et al. 2021, Hopfield networks is all you need, ICLR, equation 3; b = 0 there
 */
export function hopfieldUpdate({ patterns, inverseTemperature, bias }: Association, state: tf.Tensor2D): tf.Tensor2D {
  return tf.tidy(() => {
    const match = tf.mul(tf.matMul(state, patterns, false, true), inverseTemperature); // [states, patterns]
    const attention = tf.softmax(bias === undefined ? match : tf.add(match, bias)) as tf.Tensor2D;
    return tf.matMul(attention, patterns);
  });
}

/**
 * Lets states run into their attractors: so many updates one after another.
 * @param cue [states, latent]; not disposed @param updates from 1; one suffices for patterns that lie apart
 * @returns [states, latent], the caller disposes
 */
export const hopfieldRecall = (association: Association, cue: tf.Tensor2D, updates: number): tf.Tensor2D =>
  tf.tidy(() => {
    let state = cue;
    for (let update = 0; update < updates; update++) state = hopfieldUpdate(association, state);
    return state;
  });

/**
 * What no update raises: E = -1/β ln Σ exp(β ξ·x + b) + ½ ξ·ξ, for β > 0, up to a constant.
 * @returns [states], the caller disposes
 * @source Ramsauer et al. 2021, equation 2 and theorem 1, without its constants
 */
export function hopfieldEnergy({ patterns, inverseTemperature, bias }: Association, state: tf.Tensor2D): tf.Tensor1D {
  return tf.tidy(() => {
    const match = tf.mul(tf.matMul(state, patterns, false, true), inverseTemperature);
    const attraction = tf.logSumExp(bias === undefined ? match : tf.add(match, bias), 1);
    return tf.sub(tf.mul(tf.sum(tf.square(state), 1), 0.5), tf.div(attraction, inverseTemperature)) as tf.Tensor1D;
  });
}
