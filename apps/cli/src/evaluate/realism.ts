import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Cortex } from '@oneiros/cortex';
import { cacheFolder as defaultCacheFolder } from '@oneiros/engine';
import type { RandomStreams } from '@oneiros/random';
import type { ImageCollection } from '@oneiros/senses';
import { realismProbe, type RealismResult, type RunConfig } from '@oneiros/simulation';
import { cacheFeatures } from './feature-cache.ts';
import { findNetwork, loadNetwork } from './network-file.ts';

/** How far a measurement of realism is. */
export interface RealismProgress {
  /** What is under way, such as `features of REM dreams, 300 of 10000`. */
  readonly step: string;
  /** Images and dreams whose features are known, of all that are needed. */
  readonly done: number;
  readonly total: number;
  /** Of the network, on this machine; undefined until it has looked at something that was not cached. */
  readonly imagesPerSecond: number | undefined;
  readonly secondsLeft: number | undefined;
}

export interface MeasureRealismOptions {
  /** File of the network; ONEIROS_INCEPTION or the shared one unless given. */
  readonly network?: string | undefined;
  /** Training images, and dreams of each kind; 10,000 unless given. */
  readonly count?: number | undefined;
  /** `features` in Oneiros' cache folder unless given. */
  readonly cacheFolder?: string | undefined;
  readonly onProgress?: ((progress: RealismProgress) => void) | undefined;
  /** Looked at between steps; what was computed until then is kept and not computed again. */
  readonly signal?: AbortSignal | undefined;
}

/** Folder of the features of images, which may be removed at any time. */
export const featuresFolder = (environment: NodeJS.ProcessEnv = process.env): string =>
  join(defaultCacheFolder(environment), 'features');

/**
 * The Fréchet distance of NREM and REM dreams to the images that a brain learned from, with features from files where they
 * were computed before.
 *
 * @param streams of the seed of noise
 * @throws NetworkMissingError, NetworkFileError, SafetensorsError, NetworkMismatchError, FeatureCacheError; the signal's
 *   reason where it was aborted
 */
export async function measureRealism(
  cortex: Cortex,
  images: ImageCollection,
  config: RunConfig,
  streams: RandomStreams,
  { network: named, count, cacheFolder = featuresFolder(), onProgress, signal }: MeasureRealismOptions = {},
): Promise<RealismResult> {
  const options = realismProbe.options.parse(count === undefined ? {} : { images: count });
  const total = 3 * Math.min(options.images, images.train.count);
  const network = loadNetwork(findNetwork(named));
  const seen = { done: 0, looked: 0, seconds: 0 };
  const cached = cacheFeatures(network, cacheFolder, (shown, looked, seconds) => {
    seen.done += shown;
    seen.looked += looked;
    seen.seconds += seconds;
  });
  const steps = realismProbe.measure({ cortex, images, config, streams }, options, cached);
  try {
    for (;;) {
      const next = steps.next();
      if (next.done) {
        cached.forgetDreams();
        return next.value;
      }
      const imagesPerSecond = seen.looked > 0 ? seen.looked / seen.seconds : undefined;
      const secondsLeft = imagesPerSecond && (total - seen.done) / imagesPerSecond;
      onProgress?.({ step: next.value, done: seen.done, total, imagesPerSecond, secondsLeft });
      await setImmediate(); // so that signals are heard
      signal?.throwIfAborted();
    }
  } finally {
    network.dispose();
  }
}
