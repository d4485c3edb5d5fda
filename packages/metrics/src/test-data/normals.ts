import { createRandomStreams } from '@oneiros/random';

/** Independent standard normals. */
export function drawNormals(count: number, seed = 1, name = 'normals'): Float64Array {
  return Float64Array.from(createRandomStreams(seed).stream(name).fillNormal(new Float32Array(count)));
}

/** Samples [count, size] of a normal cloud whose axes, all oblique, have deviations 1, 1/2, 1/3, ... */
export function drawCloud(count: number, size: number, seed = 1): Float64Array {
  const cloud = drawNormals(count * size, seed, 'cloud').map((value, i) => value / (1 + (i % size)));
  return rotate(cloud, size, seed);
}

/** Reflects every sample [.., size] at a plane drawn by the seed: an orthogonal map without a special axis. */
export function rotate(samples: Float64Array, size: number, seed = 1): Float64Array {
  const u = drawNormals(size, seed, 'plane');
  const norm = u.reduce((sum, value) => sum + value * value, 0);
  const rotated = samples.slice();
  for (let start = 0; start < samples.length; start += size) {
    let overlap = 0;
    for (let j = 0; j < size; j++) overlap += u[j]! * samples[start + j]!;
    for (let j = 0; j < size; j++) rotated[start + j]! -= (2 * overlap * u[j]!) / norm;
  }
  return rotated;
}

/** Largest difference of two lists of numbers. */
export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Infinity;
  let largest = 0;
  for (let i = 0; i < a.length; i++) largest = Math.max(largest, Math.abs(a[i]! - b[i]!));
  return largest;
}
