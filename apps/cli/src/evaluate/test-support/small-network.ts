import type { LoadedNetwork } from '../network-file.ts';

/** A network of two features, mean and mean square, which counts the images that it looks at. */
export function smallNetwork(digest = 'a'.repeat(64)): LoadedNetwork & { looked: number } {
  return {
    distance: 'FID-768',
    dimension: 2,
    network: 'small',
    digest,
    looked: 0,
    featuresOf(images, [count]) {
      this.looked += count;
      const size = images.length / count;
      return Float32Array.from({ length: 2 * count }, (_, i) => {
        const image = images.subarray((i >> 1) * size, ((i >> 1) + 1) * size);
        return image.reduce((sum, value) => sum + (i % 2 === 0 ? value : value * value) / size, 0);
      });
    },
    dispose: () => {},
  };
}
