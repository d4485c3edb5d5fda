import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { createCortex } from '@oneiros/cortex';
import { readNpy, type NpyArray } from '@oneiros/journal';
import type { LabelledLatents } from '@oneiros/metrics';
import { createRandomStreams } from '@oneiros/random';
import { batchOf, createScenes, type ImageSet } from '@oneiros/senses';

/** Latents that both sides compute with. */
export interface PeerSamples {
  readonly train: LabelledLatents;
  readonly test: LabelledLatents;
  /** Numbers in a latent. */
  readonly size: number;
  readonly classes: number;
  /** Where they come from, for people. */
  readonly source: string;
}

/** A folder of latents that cannot be used, and why. */
export class PeerSamplesError extends Error {
  readonly code = 'PEER_SAMPLES';

  constructor(folder: string, reason: string) {
    super(`${folder}: ${reason}`);
    this.name = 'PeerSamplesError';
  }
}

/**
 * Reads what `oneiros evaluate RUN --export DIR` wrote (`train.latents.npy`, `train.labels.npy` and the same of `test`), or
 * one set, `latents.npy` [samples, size] and `labels.npy` [samples], of which every fifth sample is for testing.
 * @throws PeerSamplesError, NpyError
 */
export function readSamples(folder: string): PeerSamples {
  const has = (name: string): boolean => existsSync(join(folder, name));
  const isExport = has('train.latents.npy');
  if (!isExport && !has('latents.npy')) {
    throw new PeerSamplesError(folder, 'expected train.latents.npy or latents.npy, found neither.');
  }
  const sets = isExport
    ? { train: readSet(folder, 'train.'), test: readSet(folder, 'test.') }
    : splitSet(readSet(folder, ''));
  if (sets.train.size !== sets.test.size) {
    throw new PeerSamplesError(folder, `expected latents of one size, got ${sets.train.size} and ${sets.test.size}.`);
  }
  const classes =
    1 +
    Math.max(...[sets.train, sets.test].map(({ labels }) => Array.from(labels).reduce((a, b) => Math.max(a, b), 0)));
  return { ...sets, size: sets.train.size, classes, source: folder };
}

type SizedSet = LabelledLatents & { readonly size: number };

function readSet(folder: string, prefix: string): SizedSet {
  const latents = readNpy(join(folder, `${prefix}latents.npy`));
  const labels = readNpy(join(folder, `${prefix}labels.npy`));
  const [samples, size] = latents.shape;
  if (latents.shape.length !== 2 || labels.shape.length !== 1 || labels.shape[0] !== samples) {
    throw new PeerSamplesError(
      folder,
      `expected ${prefix}latents [samples, size] and ${prefix}labels [samples], got ${describe(latents)} and ${describe(labels)}.`,
    );
  }
  if (!(latents.data instanceof Float32Array || latents.data instanceof Float64Array)) {
    throw new PeerSamplesError(folder, `expected ${prefix}latents of float32 or float64.`);
  }
  return { latents: latents.data, labels: labels.data, size: size! };
}

const describe = ({ shape }: NpyArray): string => `[${shape.join(', ')}]`;

function splitSet({ latents, labels, size }: SizedSet): { train: SizedSet; test: SizedSet } {
  const rows = Array.from({ length: labels.length }, (_, i) => i);
  const pick = (chosen: number[]): SizedSet => ({
    latents: Float64Array.from(
      { length: chosen.length * size },
      (_, at) => latents[chosen[Math.floor(at / size)]! * size + (at % size)]!,
    ),
    labels: Int32Array.from(chosen, (i) => labels[i]!),
    size,
  });
  return { train: pick(rows.filter((i) => i % 5 !== 4)), test: pick(rows.filter((i) => i % 5 === 4)) };
}

const LATENT_SIZE = 64;

/** Latents of the embedded scenes in a cortex that has learned nothing: real enough, and there in every clone. */
export function encodeScenes({ train, test }: { train: number; test: number }): PeerSamples {
  const images = createScenes({ seed: 1, train, test });
  const shape = { imageSidePx: 32, imageChannels: 3, baseWidth: 16, latentSize: LATENT_SIZE, leakSlope: 0.2 };
  const cortex = createCortex(shape, createRandomStreams(1).stream('weights'));
  const encode = (set: ImageSet): SizedSet => {
    const indices = Uint32Array.from({ length: set.count }, (_, i) => i);
    const latents = tf.tidy(() => {
      const pixels = tf.tensor4d(batchOf(set, indices), [set.count, set.height, set.width, set.channels]);
      return cortex.encode(pixels).dataSync<'float32'>();
    });
    return { latents, labels: set.labels, size: LATENT_SIZE };
  };
  const sets = { train: encode(images.train), test: encode(images.test) };
  cortex.dispose();
  const source = `an untrained cortex, ${train} and ${test} of the embedded scenes`;
  return { ...sets, size: LATENT_SIZE, classes: images.train.classNames.length, source };
}
