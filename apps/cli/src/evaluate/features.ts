import { join } from 'node:path';
import { cacheFolder as defaultCacheFolder } from '@oneiros/engine';
import { cacheFeatures, type CachedNetwork } from './feature-cache.ts';
import { findNetwork, loadNetwork } from './network-file.ts';

/** The network that sees how real dreams look, with how fast it looks. */
export interface Features extends CachedNetwork {
  /**
   * For the next so many images and dreams, as fast as it looked until now; undefined before it has looked at something that
   * was not cached.
   * @param images that the measurement needs, those it was shown already included
   */
  secondsLeft(images: number): number | undefined;
  dispose(): void;
}

/** Folder of the features of images, which may be removed at any time. */
export const featuresFolder = (environment: NodeJS.ProcessEnv = process.env): string =>
  join(defaultCacheFolder(environment), 'features');

/**
 * Puts the network on the current back end; what it saw before comes from files.
 *
 * @param named its file; ONEIROS_INCEPTION or the shared one unless given
 * @param cacheFolder `features` in Oneiros' cache folder unless given
 * @throws NetworkMissingError, NetworkFileError, SafetensorsError, NetworkMismatchError
 */
export function openFeatures(named?: string, cacheFolder: string = featuresFolder()): Features {
  const network = loadNetwork(findNetwork(named));
  const seen = { shown: 0, looked: 0, seconds: 0 };
  const cached = cacheFeatures(network, cacheFolder, (shown, looked, seconds) => {
    seen.shown += shown;
    seen.looked += looked;
    seen.seconds += seconds;
  });
  return {
    ...cached,
    forgetDreams() {
      cached.forgetDreams();
      seen.shown = 0;
    },
    secondsLeft: (images) =>
      seen.looked === 0 ? undefined : (Math.max(0, images - seen.shown) * seen.seconds) / seen.looked,
    dispose: () => network.dispose(),
  };
}
