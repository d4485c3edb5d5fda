import * as tf from '@tensorflow/tfjs';
import type { Engram } from './engrams.ts';

/** Engrams as they are, in rows. @param engrams at least one @returns [engrams, latent], the caller disposes */
export function gather(engrams: readonly Pick<Engram, 'latent'>[]): tf.Tensor2D {
  const size = engrams[0]!.latent.length;
  const values = new Float32Array(engrams.length * size);
  engrams.forEach(({ latent }, i) => values.set(latent, i * size));
  return tf.tensor2d(values, [engrams.length, size]);
}
