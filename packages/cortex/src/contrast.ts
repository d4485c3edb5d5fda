import * as tf from '@tensorflow/tfjs';

/** How contrastive recovery compares a recovered latent with the stored ones of its mini-batch. */
export interface ContrastOptions {
  /** τ > 0: how sharply the right latent must stand out. */
  readonly temperature: number;
}

const SMALLEST_LENGTH = 1e-8;

/**
 * InfoNCE: L = -mean_i ln softmax_j (cos(found_i, stored_j) / τ) at j = i. Each recovered latent has to be more like the one
 * that was replayed than like the others of the mini-batch. The cosine, not the dot product, because it does not depend on
 * the size of z: E cannot lower the loss by growing its code, τ means the same in every network, and the size of z stays
 * the business of L_KL.
 * @param found [batch, latent], recovered from perturbed dreams
 * @param stored [batch, latent], what was replayed
 * @returns scalar; ln batch where nothing is recovered
 * @source van den Oord, Li & Vinyals 2018, arXiv:1807.03748, equation 4; cosine and τ as Chen et al. 2020, arXiv:2002.05709
 */
export function contrastiveLoss(found: tf.Tensor2D, stored: tf.Tensor2D, { temperature }: ContrastOptions): tf.Scalar {
  return tf.tidy(() => {
    const cosines = tf.matMul(ofUnitLength(found), ofUnitLength(stored), false, true); // [batch, batch]
    const likelihoods = tf.logSoftmax(tf.div(cosines, temperature));
    const own = tf.sum(tf.mul(likelihoods, tf.eye(found.shape[0])), 1); // [batch]
    return tf.neg(tf.mean<tf.Scalar>(own));
  });
}

const ofUnitLength = (latent: tf.Tensor2D): tf.Tensor2D =>
  tf.div(latent, tf.sqrt(tf.add(tf.sum(tf.square(latent), 1, true), SMALLEST_LENGTH ** 2)));
