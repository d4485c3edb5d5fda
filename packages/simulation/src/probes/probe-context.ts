import { ticksPerPeriod, type Schedule } from '@oneiros/conductor';
import type { Cortex } from '@oneiros/cortex';
import { createRandomStreams, type RandomStreams } from '@oneiros/random';
import type { ImageCollection } from '@oneiros/senses';
import type { RunConfig } from '../config/run-config.ts';
import type { FeatureNetwork } from './feature-network.ts';
import type { Steps } from './steps.ts';

/** Latents of the same images under the brain of an earlier moment. */
export interface EarlierLatents {
  /** Ticks that the brain had lived through. */
  readonly tick: number;
  /** [images, latent] of the first training images */
  readonly latents: Float32Array;
}

/** One brain at one moment, with what its probes share. Drop it once a synapse has changed. */
export interface ProbeContext {
  readonly cortex: Cortex;
  readonly images: ImageCollection;
  readonly config: RunConfig;
  /** Streams of the seed of noise. */
  readonly streams: RandomStreams;
  /** Ticks that the brain has lived through. */
  readonly tick: number;
  /** Passes over the training images that are complete. */
  readonly epoch: number;
  /** The day of the tick that was lived last, from 0; null before the first. A cycle is all one day. */
  readonly day: number | null;
  /** What earlier brains made of the first training images, ascending by tick; for `staleness`. */
  readonly earlier: readonly EarlierLatents[];
  /** What sees how real dreams look; for `realism`. */
  readonly network?: FeatureNetwork;
  /** Computes what several probes need only once, under a key that says all it depends on beside the brain. */
  once<Value>(key: string, compute: () => Steps<Value>): Steps<Value>;
}

export interface ProbeContextOptions extends Pick<ProbeContext, 'cortex' | 'images' | 'config' | 'tick' | 'epoch'> {
  readonly earlier?: readonly EarlierLatents[];
  readonly network?: FeatureNetwork;
}

export function createProbeContext({ earlier = [], ...moment }: ProbeContextOptions): ProbeContext {
  const { seeds, seed } = moment.config;
  const known = new Map<string, unknown>();
  return {
    ...moment,
    earlier,
    day: dayBefore(moment.config.schedule, moment.tick),
    streams: createRandomStreams(seeds.noise ?? seed),
    *once<Value>(key: string, compute: () => Steps<Value>): Steps<Value> {
      if (!known.has(key)) known.set(key, yield* compute());
      return known.get(key) as Value;
    },
  };
}

function dayBefore(schedule: Schedule, tick: number): number | null {
  if (tick === 0) return null;
  return schedule.kind === 'cycle' ? 0 : Math.floor((tick - 1) / ticksPerPeriod(schedule));
}
