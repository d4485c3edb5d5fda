import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import { drawNormal } from './normal.ts';
import { hashStreamKey } from './stream-key.ts';

/**
 * One stream of random numbers. It is mutable and short-lived: made for one purpose at one tick and then dropped, so that
 * nothing of it needs to be stored to reproduce or resume a run.
 */
export interface RandomStream {
  /** Uniform in [0, 1), 32 bits of resolution. */
  uniform(): number;
  /** Uniform integer in [0, bound), bound in 1..2^32; unbiased. */
  integer(bound: number): number;
  /** Standard normal. */
  normal(): number;
  /** Fills `target` with independent N(0, standardDeviation²) values and returns it. */
  fillNormal(target: Float32Array, standardDeviation?: number): Float32Array;
  /** Fills `target` with independent uniform values of [low, high) and returns it. */
  fillUniform(target: Float32Array, low: number, high: number): Float32Array;
  /** A uniformly drawn permutation of 0..count-1 (Fisher-Yates). */
  permutation(count: number): Uint32Array;
}

/** Named streams of one seed: the same (seed, name, tick) always gives the same numbers, whatever else was drawn. */
export interface RandomStreams {
  readonly seed: number;
  /** @param name what the numbers are for, such as `rem.noise`; @param tick the moment, 0 where there is none. */
  stream(name: string, tick?: number): RandomStream;
}

const UINT32 = 2 ** 32;

/** @param seed integer in [0, 2^53). @throws RangeError on any other seed. */
export function createRandomStreams(seed: number): RandomStreams {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new RangeError(`Expected a seed that is an integer from 0 to ${Number.MAX_SAFE_INTEGER}, got ${seed}.`);
  }
  return { seed, stream: (name, tick = 0) => createStream(hashStreamKey(seed, name, tick)) };
}

function createStream(state: readonly number[]): RandomStream {
  const generator = xoroshiro128plusFromState(state);
  const next = (): number => generator.next() >>> 0;
  const uniform = (): number => next() / UINT32;
  const integer = (bound: number): number => {
    if (!Number.isInteger(bound) || bound < 1 || bound > UINT32) {
      throw new RangeError(`Expected a bound from 1 to 2^32, got ${bound}.`);
    }
    const limit = UINT32 - (UINT32 % bound);
    let value = next();
    while (value >= limit) value = next();
    return value % bound;
  };
  const bits = (): number => generator.next();
  return {
    uniform,
    integer,
    normal: () => drawNormal(bits),
    fillNormal(target, standardDeviation = 1) {
      for (let i = 0; i < target.length; i++) target[i] = drawNormal(bits) * standardDeviation;
      return target;
    },
    fillUniform(target, low, high) {
      for (let i = 0; i < target.length; i++) target[i] = low + uniform() * (high - low);
      return target;
    },
    permutation(count) {
      const order = Uint32Array.from({ length: count }, (_, i) => i);
      for (let i = count - 1; i > 0; i--) {
        const j = integer(i + 1);
        const kept = order[i]!;
        order[i] = order[j]!;
        order[j] = kept;
      }
      return order;
    },
  };
}
