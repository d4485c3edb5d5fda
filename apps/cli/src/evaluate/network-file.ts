import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createInception, type LayerDescription } from '@oneiros/inception';
import { decodeSafetensors } from '@oneiros/journal';
import type { FeatureNetwork } from '@oneiros/simulation';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';
import { NetworkFileError, NetworkMissingError } from './network-errors.ts';

/** Images in the network at once; more of them, 299x299 pixels each, leave the caches and gain nothing. */
const BATCH = 8;

const SHARED_NETWORK = join('models', 'inception-2015-12-05-to-mixed_7.safetensors');

/** A network that can be asked for features, until it is disposed of. */
export interface LoadedNetwork extends FeatureNetwork {
  /** SHA-256 of its file. */
  readonly digest: string;
  dispose(): void;
}

/** `shared` beside the repository, as it is for images and fixtures. */
const sharedFolder = (environment: NodeJS.ProcessEnv): string =>
  environment['ONEIROS_SHARED'] || fileURLToPath(new URL('../../../../../shared', import.meta.url));

/**
 * Where the network is: the file that was named, else ONEIROS_INCEPTION, else `shared/models` beside the repository.
 * @throws NetworkMissingError
 */
export function findNetwork(named: string | undefined, environment: NodeJS.ProcessEnv = process.env): string {
  const file = named ?? (environment['ONEIROS_INCEPTION'] || join(sharedFolder(environment), SHARED_NETWORK));
  if (!existsSync(file)) throw new NetworkMissingError([file]);
  return file;
}

/**
 * Reads a network and puts its weights on the current back end.
 * @returns what the caller disposes of
 * @throws SafetensorsError, NetworkMismatchError, NetworkFileError
 */
export function loadNetwork(file: string): LoadedNetwork {
  const bytes = readFileSync(file);
  const { tensors, metadata } = decodeSafetensors(bytes, file);
  const layers = layersOf(metadata['layers'], file);
  const inception = createInception({ tensors, ...(layers && { layers }) });
  const digest = createHash('sha256').update(bytes).digest('hex');
  const { distance, dimension } = inception;
  return {
    distance,
    dimension,
    digest,
    network: `${basename(file)} sha256:${digest.slice(0, 16)}`,
    featuresOf(images, [count, height, width, channels]) {
      const features = new Float32Array(count * dimension);
      const size = height * width * channels;
      for (let start = 0; start < count; start += BATCH) {
        const end = Math.min(count, start + BATCH);
        const batch = images.subarray(start * size, end * size);
        const seen = tf.tidy(() =>
          inception.features(tf.tensor4d(batch, [end - start, height, width, channels])).dataSync<'float32'>(),
        );
        features.set(seen, start * dimension);
      }
      return features;
    },
    dispose: () => inception.dispose(),
  };
}

const layersSchema = z.array(
  z.object({
    name: z.string(),
    kernel: z.array(z.int()),
    inChannels: z.int(),
    outChannels: z.int(),
    padding: z.string(),
    stride: z.int(),
  }),
);

/** @throws NetworkFileError */
function layersOf(text: string | undefined, file: string): LayerDescription[] | undefined {
  if (text === undefined) return undefined;
  try {
    return layersSchema.parse(JSON.parse(text));
  } catch (cause) {
    const problem = cause instanceof z.ZodError ? z.prettifyError(cause) : (cause as Error).message;
    throw new NetworkFileError(file, `expected "layers" of its metadata to be a list of convolutions: ${problem}`);
  }
}
