import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readSafetensors, SafetensorsError, writeSafetensors } from '@oneiros/journal';
import type { FeatureNetwork, ImagesShape } from '@oneiros/simulation';
import { FeatureCacheError } from './network-errors.ts';
import type { LoadedNetwork } from './network-file.ts';

/** A network that keeps what it has seen in files and does not look twice. */
export interface CachedNetwork extends FeatureNetwork {
  /** Forgets the dreams of this measurement, which no other brain has; images of a set stay. */
  forgetDreams(): void;
}

const digestOf = (values: Float32Array, more = ''): string =>
  createHash('sha256')
    .update(more)
    .update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
    .digest('hex');

/**
 * Features by the content of images: `FOLDER/NETWORK/image|dream/IMAGES.safetensors`, one file for the images that were
 * shown together, whole or not at all. Whatever set, run or moment they are of, the same images before the same network have
 * the same features, so that nothing of the file's name could be wrong.
 *
 * @param onLooked told after each call how many images the network really looked at, and for how long
 */
export function cacheFeatures(
  network: LoadedNetwork,
  folder: string,
  onLooked: (images: number, lookedAt: number, seconds: number) => void = () => {},
): CachedNetwork {
  const dreams: string[] = [];
  return {
    distance: network.distance,
    dimension: network.dimension,
    network: network.network,
    featuresOf(images, shape, kind) {
      const key = digestOf(images, shape.join());
      const file = join(folder, network.digest.slice(0, 16), kind, `${key.slice(0, 32)}.safetensors`);
      if (kind === 'dream') dreams.push(file);
      const kept = existsSync(file) ? readFeatures(file, key, network, shape) : undefined;
      if (kept) {
        onLooked(shape[0], 0, 0);
        return kept;
      }
      const started = performance.now();
      const features = network.featuresOf(images, shape, kind);
      onLooked(shape[0], shape[0], (performance.now() - started) / 1000);
      writeFeatures(file, key, network, features);
      return features;
    },
    forgetDreams() {
      for (const file of dreams.splice(0)) rmSync(file, { force: true });
    },
  };
}

function writeFeatures(
  file: string,
  images: string,
  { digest, dimension }: LoadedNetwork,
  features: Float32Array,
): void {
  const tensor = { dtype: 'F32', shape: [features.length / dimension, dimension], data: features } as const;
  const metadata = { version: '1', network: digest, images, features: digestOf(features) };
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeSafetensors(file, new Map([['features', tensor]]), metadata);
  } catch (cause) {
    const advice = 'Make room there, or name another folder with ONEIROS_CACHE.';
    throw new FeatureCacheError(file, `cannot be written: ${(cause as Error).message}.`, advice, cause);
  }
}

/** @throws FeatureCacheError where the file is torn, damaged or of other images */
function readFeatures(
  file: string,
  images: string,
  { digest, dimension }: LoadedNetwork,
  [count]: ImagesShape,
): Float32Array {
  const refuse = (reason: string, cause?: unknown): FeatureCacheError =>
    new FeatureCacheError(file, reason, 'Remove the file; its features are then computed again.', cause);
  let content;
  try {
    content = readSafetensors(file);
  } catch (cause) {
    throw refuse(
      cause instanceof SafetensorsError ? 'is damaged.' : `cannot be read: ${(cause as Error).message}.`,
      cause,
    );
  }
  const { tensors, metadata } = content;
  const features = tensors.get('features');
  const data = features?.data;
  if (metadata['version'] !== '1') throw refuse(`is of version ${metadata['version']}, not 1.`);
  if (metadata['network'] !== digest || metadata['images'] !== images) throw refuse('is of another network or images.');
  if (!(data instanceof Float32Array) || features?.shape.join() !== `${count},${dimension}`) {
    throw refuse(`holds no features of ${count} images.`);
  }
  if (metadata['features'] !== digestOf(data)) throw refuse('is damaged: its checksum differs.');
  return data;
}
