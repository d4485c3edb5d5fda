import type * as tf from '@tensorflow/tfjs';
import { createRandomStreams } from '@oneiros/random';
import { createDayStore } from '../day-store.ts';
import type { DayStore, DayStoreOptions } from '../episode-store.ts';
import { createHopfieldStore, type HopfieldStoreOptions } from '../hopfield-store.ts';
import { createEpisodicStore, type EpisodicStore } from '../episodic-store.ts';
import { spontaneousActivity } from '../recombine.ts';

export interface TinyLatentsOptions {
  readonly seed?: number | undefined;
  /** Which mini-batch of the seed. */
  readonly tick?: number;
  readonly batch?: number | undefined;
  readonly latent?: number | undefined;
}

/** A mini-batch of N(0, 1) latents, [3, 4] unless given; the caller disposes. */
export function tinyLatents({ seed = 1, tick = 0, batch = 3, latent = 4 }: TinyLatentsOptions = {}): tf.Tensor2D {
  return spontaneousActivity(batch, latent, createRandomStreams(seed).stream('tiny.latents', tick));
}

/** A store that holds the tiny mini-batches 0 (previous) and 1 (recent) of a seed. */
export function tinyEpisodicStore(options: Omit<TinyLatentsOptions, 'tick'> = {}): EpisodicStore {
  const store = createEpisodicStore();
  for (const tick of [0, 1]) {
    const latent = tinyLatents({ ...options, tick });
    store.encode(latent);
    latent.dispose();
  }
  return store;
}

/** A store that holds the tiny mini-batches 0 to 3 of a seed, 12 episodes, unless its capacity is smaller. */
export function tinyDayStore(options: Partial<DayStoreOptions> & Omit<TinyLatentsOptions, 'tick'> = {}): DayStore {
  const { seed, batch, latent, ...ofStore } = options;
  const store = createDayStore({ capacity: 12, sampling: 'uniform', recencyTicks: 2, ...ofStore });
  return withTinyLatents(store, { seed, batch, latent });
}

/** The same episodes as attractors; recalled from fragments of a half at an inverse temperature of 100, unless given. */
export function tinyHopfieldStore(
  options: Partial<HopfieldStoreOptions> & Omit<TinyLatentsOptions, 'tick'> = {},
): DayStore {
  const { seed, batch, latent, ...ofStore } = options;
  const defaults = { capacity: 12, sampling: 'uniform', inverseTemperature: 100, updates: 4 } as const;
  const store = createHopfieldStore({ ...defaults, cue: 'fragment', fragment: 0.5, ...ofStore });
  return withTinyLatents(store, { seed, batch, latent });
}

function withTinyLatents(store: DayStore, options: Omit<TinyLatentsOptions, 'tick'>): DayStore {
  const streams = createRandomStreams(options.seed ?? 1);
  for (let tick = 0; tick < 4; tick++) {
    const latent = tinyLatents({ ...options, tick });
    store.encode(latent, { tick, random: streams.stream('store', tick) });
    latent.dispose();
  }
  return store;
}
