import { createRandomStreams } from '@oneiros/random';

export interface ClusterOptions {
  readonly count: number;
  readonly size?: number;
  readonly classes?: number;
  /** Distance of each class's centre from the origin, along an axis of its own, in standard deviations. */
  readonly distance?: number;
  readonly seed?: number;
}

/** Normal clouds, one a class, of unit variance; sample i is of class i mod classes. */
export function drawClusters({ count, size = 8, classes = 4, distance = 3, seed = 1 }: ClusterOptions) {
  const latents = createRandomStreams(seed)
    .stream('clusters')
    .fillNormal(new Float32Array(count * size));
  const labels = Uint8Array.from({ length: count }, (_, i) => i % classes);
  labels.forEach((label, i) => (latents[i * size + label]! += distance));
  return { latents, labels, classes };
}
