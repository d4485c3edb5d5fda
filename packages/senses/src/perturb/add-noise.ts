import type { RandomStream } from '@oneiros/random';

/** Adds N(0, standardDeviation²) to every number and clips to [-1, 1]. @returns a copy */
export function addNoise(images: Float32Array, standardDeviation: number, random: RandomStream): Float32Array {
  const noisy = random.fillNormal(new Float32Array(images.length), standardDeviation);
  for (let i = 0; i < noisy.length; i++) noisy[i] = Math.min(1, Math.max(-1, images[i]! + noisy[i]!));
  return noisy;
}
