import * as tf from '@tensorflow/tfjs';
import { gather } from './gather.ts';
import type { Engram } from './engrams.ts';

/** Below this, engrams are replayed alike; a priority of 0 would never come up. */
export const LEAST_PRIORITY = 1e-6;

/**
 * How new each latent of a mini-batch is: its Euclidean distance to the nearest engram that is held, those of the latents before
 * it in the mini-batch among them; the very first one's is its length. It does not depend on how latents are cut into mini-batches.
 * @param latent [batch, latent]; not disposed @returns float32, [batch]
 */
export function noveltyOf(latent: tf.Tensor2D, held: readonly Engram[]): Float32Array {
  const [batch, size] = latent.shape;
  const values = latent.dataSync<'float32'>();
  const row = (i: number): Float32Array => values.subarray(i * size, (i + 1) * size);
  const nearest = held.length === 0 ? new Float64Array(batch).fill(Infinity) : nearestHeld(latent, held);
  return Float32Array.from({ length: batch }, (_, i) => {
    let least = nearest[i]!;
    for (let k = 0; k < i; k++) least = Math.min(least, squaredDistance(row(i), row(k)));
    return Math.sqrt(least === Infinity ? squaredDistance(row(i), new Float32Array(size)) : least);
  });
}

/** Squared distances, by |z|² + |x|² - 2 z·x on the tensor back end, and exactly for the nearest one. */
function nearestHeld(latent: tf.Tensor2D, held: readonly Engram[]): Float64Array {
  const [batch, size] = latent.shape;
  const values = latent.dataSync<'float32'>();
  const places = tf.tidy(() => {
    const stored = gather(held); // [held, latent]
    const lengths = tf.sum(tf.square(stored), 1); // [held]
    const products = tf.matMul(latent, stored, false, true); // [batch, held]
    return tf.argMin(tf.sub(lengths, tf.mul(products, 2)), 1).dataSync();
  });
  return Float64Array.from({ length: batch }, (_, i) =>
    squaredDistance(values.subarray(i * size, (i + 1) * size), held[places[i]!]!.latent),
  );
}

function squaredDistance(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += (a[j]! - b[j]!) ** 2;
  return sum;
}
