import type { RandomStream } from '@oneiros/random';

/**
 * Where the chance of one night comes from: a fresh stream for each purpose, so that no draw shifts another.
 * For day `d` of a life: `(name) => streams.stream(name, d)`.
 */
export type NightRandom = (name: string) => RandomStream;
