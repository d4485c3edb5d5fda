import * as tf from '@tensorflow/tfjs';
import type { Cortex } from '@oneiros/cortex';
import type { LabelledLatents } from '@oneiros/metrics';
import { firstImages, perturb, type ImageSet, type Perturbation } from '@oneiros/senses';
import { mapBatches } from './map-batches.ts';
import type { ProbeContext } from './probe-context.ts';
import type { Steps } from './steps.ts';

/** Latents of images, with their labels. */
export interface EncodedImages extends LabelledLatents {
  /** [count, latent] */
  readonly latents: Float32Array;
  readonly count: number;
}

/** z of the first images of a split, encoded once for all probes of a moment. @param count all unless given */
export function* encodeSplit(
  { cortex, images, once }: ProbeContext,
  split: 'train' | 'test',
  count = images[split].count,
): Steps<EncodedImages> {
  const set = firstImages(images[split], count);
  const known = { train: 'training', test: 'test' }[split];
  const latents = yield* once(`latents ${split} ${set.count}`, () =>
    encodeImages(cortex, set, `encoding ${known} images`),
  );
  return { latents, labels: set.labels, count: set.count };
}

/** z of perturbed images. @param stream name of the random stream that is drawn from, the same at every tick */
export function* encodePerturbed(
  { cortex, streams }: ProbeContext,
  set: ImageSet,
  perturbation: Perturbation,
  stream: string,
): Steps<Float32Array> {
  const random = streams.stream(stream);
  const what = `encoding images, ${perturbation.kind} ${perturbation.level}`;
  return yield* encodeImages(cortex, set, what, (pixels, shape) => perturb(pixels, shape, perturbation, random));
}

/** @returns [count, latent], row by row */
function* encodeImages(
  cortex: Cortex,
  set: ImageSet,
  what: string,
  change: (...batch: Parameters<Parameters<typeof mapBatches>[2]>) => Float32Array = (pixels) => pixels,
): Steps<Float32Array> {
  const { latentSize } = cortex.shape;
  const latents = new Float32Array(set.count * latentSize);
  yield* mapBatches(set, what, (pixels, shape, start) => {
    const seen = change(pixels, shape, start);
    const { count, height, width, channels } = shape;
    const z = tf.tidy(() => cortex.encode(tf.tensor4d(seen, [count, height, width, channels])).dataSync());
    latents.set(z, start * latentSize);
  });
  return latents;
}
