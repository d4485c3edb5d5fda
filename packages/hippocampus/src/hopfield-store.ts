import * as tf from '@tensorflow/tfjs';
import { createAttractors, type AttractorOptions } from './attractor.ts';
import { StoreOptionError } from './errors.ts';
import { createEpisodeStore, type DayStore, type DayStoreOptions } from './episode-store.ts';
import { gather } from './gather.ts';

export interface HopfieldStoreOptions extends DayStoreOptions, AttractorOptions {
  /**
   * What recall starts from. `fragment`: a part of an episode, drawn as the day store draws it. `noise`: spontaneous activity,
   * which no priority steers.
   */
  readonly cue: 'fragment' | 'noise';
  /** Share of the components of an episode that a fragment keeps, 0..1. */
  readonly fragment: number;
}

/**
 * A store that does not read what it holds but falls into it: a modern Hopfield network over the engrams of a day, behind the
 * interface of the day store. Decay weighs engrams in the network, lesions take them out of it. At a high inverse temperature it
 * completes a fragment to the episode; at a low one it dreams blends of episodes that are alike.
 * @throws StoreOptionError where an option makes no sense.
 */
export function createHopfieldStore(options: HopfieldStoreOptions): DayStore {
  const { cue, fragment, inverseTemperature, updates } = options;
  if (!(inverseTemperature >= 0 && inverseTemperature < Infinity)) {
    throw new StoreOptionError('inverseTemperature', 'a number from 0', inverseTemperature);
  }
  if (!Number.isSafeInteger(updates) || updates < 1)
    throw new StoreOptionError('updates', 'an integer from 1', updates);
  if (!(fragment >= 0 && fragment <= 1)) throw new StoreOptionError('fragment', 'a share, 0 to 1', fragment);
  return createEpisodeStore(options, ({ drawn, engrams, logStrength, random }) =>
    tf.tidy(() => {
      const attractors = createAttractors(gather(engrams), options, engrams.map(logStrength));
      return attractors.recall(
        cue === 'noise' ? attractors.noise(drawn.length, random) : attractors.fragment(gather(drawn), fragment, random),
      );
    }),
  );
}
