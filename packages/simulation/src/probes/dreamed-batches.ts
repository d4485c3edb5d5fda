import * as tf from '@tensorflow/tfjs';
import { replay } from '@oneiros/hippocampus';
import { firstImages } from '@oneiros/senses';
import type { RunConfig } from '../config/run-config.ts';
import { imagesOf } from '../images-of.ts';
import { encodeSplit } from './encode-images.ts';
import type { ProbeContext } from './probe-context.ts';
import type { Steps } from './steps.ts';
import { streamsUnder } from '../streams-under.ts';

/** A mini-batch of held-out images and what the brain would dream of them. */
export interface DreamedBatch {
  /** From 0. */
  readonly index: number;
  /** [batch, side, side, channels] in [-1, 1] */
  readonly image: tf.Tensor4D;
  /** What NREM would replay, [batch, latent]. */
  readonly nrem: tf.Tensor2D;
  /** z' of REM, [batch, latent], recombined as the configuration says. */
  readonly rem: tf.Tensor2D;
}

export interface DreamedBatchesOptions {
  /** Test images, the first ones; those of an incomplete mini-batch are left out. */
  readonly images: number;
  /** Told in the steps, and the prefix of the random streams `NAME.nrem` and `NAME.rem`. */
  readonly name: string;
}

/**
 * Shows mini-batches of held-out images, as many images at a time as in training, with dreams of their own latents: z_old is
 * the mini-batch before, the first follows the last. The noise is the same at every moment of a run, so that moments differ
 * by the brain alone.
 *
 * @param visit called in a `tf.tidy`; disposes nothing
 * @returns how many images and mini-batches were shown
 */
export function* dreamedBatches(
  context: ProbeContext,
  { images, name }: DreamedBatchesOptions,
  visit: (batch: DreamedBatch) => void,
): Steps<{ images: number; batches: number }> {
  const { cortex, config } = context;
  const own = streamsUnder(name, context.streams);
  const set = firstImages(context.images.test, Math.min(images, context.images.test.count));
  const size = Math.min(config.batchSize, set.count);
  const batches = Math.floor(set.count / size);
  const { latents } = yield* encodeSplit(context, 'test', set.count);
  const { latentSize } = cortex.shape;
  const rowsFrom = (start: number): tf.Tensor2D => {
    const values = new Float32Array(size * latentSize);
    for (let i = 0; i < size; i++) {
      const row = (start + i) % (batches * size);
      values.set(latents.subarray(row * latentSize, (row + 1) * latentSize), i * latentSize);
    }
    return tf.tensor2d(values, [size, latentSize]);
  };
  // A single mini-batch has none before it: each image then remembers the next one.
  const step = batches > 1 ? batches * size - size : 1;
  for (let index = 0; index < batches; index++) {
    yield `${name}, mini-batch ${index} of ${batches}`;
    const start = index * size;
    tf.tidy(() => {
      const dreamOf = (state: keyof RunConfig['replay']) => {
        const mixture = config.replay[state];
        const before = Array.from({ length: mixture.memories - 1 }, (_, i) => rowsFrom(start + (i + 1) * step));
        const [previous, ...older] = before;
        return replay({ recent: rowsFrom(start), previous, older }, mixture, own.stream(state, index));
      };
      const indices = Uint32Array.from({ length: size }, (_, i) => start + i);
      visit({ index, image: imagesOf(set, indices), nrem: dreamOf('nrem'), rem: dreamOf('rem') });
    });
  }
  return { images: batches * size, batches };
}
