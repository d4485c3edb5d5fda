import { cacheFeatures } from '../feature-cache.ts';
import { smallNetwork } from './small-network.ts';

/** Sets of images that are shown one after another. */
export const CHUNKS = 150;

/** The k-th set: two images of 2x2 pixels. */
export const chunk = (k: number): Float32Array => Float32Array.from({ length: 24 }, (_, i) => Math.sin(i + 10 * k));

/** Shows every set to a network before the cache in a folder. @param onShown told what the network has looked at so far */
export function showAll(folder: string, onShown: (looked: number) => void): Float32Array[] {
  const network = smallNetwork();
  const cache = cacheFeatures(network, folder);
  return Array.from({ length: CHUNKS }, (_, k) => {
    const features = cache.featuresOf(chunk(k), [2, 2, 2, 3], 'image');
    onShown(network.looked);
    return features;
  });
}

// A process of its own, made to be killed: writes a line for every set that is on disk.
if (process.argv[2] === '--show') showAll(process.argv[3]!, (looked) => void process.stdout.write(`${looked}\n`));
