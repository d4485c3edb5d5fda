import type { RandomStream } from '@oneiros/random';

/** @returns `count` different numbers of 0..size-1, every set equally likely, in random order. Needs count <= size. */
export function drawUniform(size: number, count: number, random: RandomStream): Uint32Array {
  const places = Uint32Array.from({ length: size }, (_, i) => i);
  for (let i = 0; i < count; i++) {
    const j = i + random.integer(size - i);
    const kept = places[i]!;
    places[i] = places[j]!;
    places[j] = kept;
  }
  return places.slice(0, count);
}

/**
 * Draws without replacement, each time with a probability in proportion to the weight: the `count` smallest of independent
 * exponential waiting times with these rates, compared by logarithm so that neither old days nor large weights overflow.
 * @param logWeights finite
 * @source Efraimidis & Spirakis 2006, Information Processing Letters 97:181-185
 */
export function drawWeighted(logWeights: readonly number[], count: number, random: RandomStream): Uint32Array {
  const waiting = Float64Array.from(logWeights, (weight) => Math.log(-Math.log(1 - random.uniform())) - weight);
  const places = Uint32Array.from(logWeights, (_, i) => i);
  return places.sort((a, b) => waiting[a]! - waiting[b]! || a - b).slice(0, count);
}
