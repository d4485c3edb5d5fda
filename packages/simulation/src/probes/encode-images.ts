import * as tf from '@tensorflow/tfjs';
import type { Cortex } from '@oneiros/cortex';
import type { LabelledLatents } from '@oneiros/metrics';
import { firstImages, perturb, type ImageSet, type ImageShape, type Perturbation } from '@oneiros/senses';
import { valuesOf } from '../values-of.ts';
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

export interface PerturbedOptions {
  /** Name of the random stream that is drawn from, the same at every tick. */
  readonly stream: string;
  /** Images of a mini-batch, where one mask serves them all; 256 unless given. */
  readonly batch?: number;
}

/** z of perturbed images. @returns [count, latent], row by row */
export function* encodePerturbed(
  { cortex, streams }: ProbeContext,
  set: ImageSet,
  perturbation: Perturbation,
  { stream, batch }: PerturbedOptions,
): Steps<Float32Array> {
  const random = streams.stream(stream);
  const what = `encoding images, ${perturbation.kind} ${perturbation.level}`;
  const change = (pixels: Float32Array, shape: ImageShape) => perturb(pixels, shape, perturbation, random);
  return yield* encodeImages(cortex, set, what, change, batch);
}

/** @returns [count, latent], row by row */
function* encodeImages(
  cortex: Cortex,
  set: ImageSet,
  what: string,
  change: (pixels: Float32Array, shape: ImageShape) => Float32Array = (pixels) => pixels,
  batch?: number,
): Steps<Float32Array> {
  const { latentSize } = cortex.shape;
  const latents = new Float32Array(set.count * latentSize);
  const visit = (pixels: Float32Array, shape: ImageShape, start: number): void => {
    const { count, height, width, channels } = shape;
    const seen = change(pixels, shape);
    const z = valuesOf(() => cortex.encode(tf.tensor4d(seen, [count, height, width, channels])));
    latents.set(z, start * latentSize);
  };
  yield* mapBatches(set, what, visit, batch);
  return latents;
}
