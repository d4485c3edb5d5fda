import type { DreamMixture } from '@oneiros/simulation';

/** What a REM dream is made of, in words, columns from 1. @param mixture undefined where its file does not say it */
export function mixtureInWords(mixture: DreamMixture | undefined): string {
  if (mixture === undefined) return 'what its file does not say';
  const { images, noise } = mixture;
  const memories = images.map(([column]) => column + 1).join(' + ');
  if (images.length === 0) return noise > 0 ? 'noise alone' : 'nothing';
  return noise > 0 ? `${memories} + noise` : memories;
}

/** Columns that a REM dream mixes, from 0. */
export const columnsOf = (mixture: DreamMixture | undefined): number[] =>
  (mixture?.images ?? []).map(([column]) => column);
