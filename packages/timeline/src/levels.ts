import { CHUNK_BINS, LEVEL_FACTOR } from './chunk.ts';

/** Ticks of a bin of a level. */
export const ticksPerBin = (level: number): number => LEVEL_FACTOR ** level;

/** Bins of a level that hold so many ticks. */
export const binsOf = (ticks: number, level: number): number => Math.ceil(ticks / ticksPerBin(level));

/** Chunks of a level: `chunk(level, index)` answers for indices below this. */
export const chunksOf = (ticks: number, level: number): number => Math.ceil(binsOf(ticks, level) / CHUNK_BINS);

/** Levels of a run, the last one being the first that fits into a single chunk; an empty run has one. */
export function levelsOf(ticks: number): number {
  let level = 0;
  while (chunksOf(ticks, level) > 1) level += 1;
  return level + 1;
}

/**
 * The level to draw so many ticks with: the coarsest that still has a bin for each pixel, so that nothing that could be seen
 * is lost.
 *
 * @param span ticks in view @param pixels width of the view, px @param ticks of the whole run
 */
export function levelFor(span: number, pixels: number, ticks: number): number {
  const ticksPerPixel = span / Math.max(1, pixels);
  const wanted = Math.floor(Math.log(Math.max(1, ticksPerPixel)) / Math.log(LEVEL_FACTOR) + 1e-9);
  return Math.min(wanted, levelsOf(ticks) - 1);
}
