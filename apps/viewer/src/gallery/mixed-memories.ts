import type { RunConfig } from '@oneiros/simulation';

type RemReplay = RunConfig['replay']['rem'];

/**
 * Which columns the REM dream of each column mixes: a dream sheet stands in for the store by its own images, beside each the
 * ones after it, the last followed by the first.
 *
 * @returns one list a column; empty where REM dreams of noise alone
 */
export function mixedColumns(count: number, { recent, previous, memories }: RemReplay): number[][] {
  return Array.from({ length: count }, (_, column) => {
    const older = previous > 0 ? Array.from({ length: memories - 1 }, (_, i) => (column + i + 1) % count) : [];
    return [...new Set([...(recent > 0 ? [column] : []), ...older])];
  });
}

/** What a REM dream is made of, in words. Columns are counted from 1. */
export function mixtureInWords(mixed: readonly number[], noise: number): string {
  const memories = mixed.map((column) => column + 1).join(' + ');
  if (mixed.length === 0) return noise > 0 ? 'noise alone' : 'nothing';
  return noise > 0 ? `${memories} + noise` : memories;
}
