import { CHUNK_BINS, levelsOf, ticksPerBin, type TimelineChunk } from '@oneiros/timeline';
import type { TimelineCache } from './timeline-cache.ts';

/** In what time is counted. A cycle is a Wake mini-batch with what follows it; `time` is simulated. */
export const timeUnits = ['tick', 'cycle', 'epoch', 'night', 'time'] as const;
export type TimeUnit = (typeof timeUnits)[number];

/** A step of the arrow keys in simulated time, seconds. */
const timeStepSeconds = 600;

const columnOf = (chunk: TimelineChunk, unit: Exclude<TimeUnit, 'tick'>): Float64Array | Int32Array =>
  unit === 'time' ? chunk.seconds : chunk[unit];

/** What a tick is called in a unit, from the finest chunk that has it; seconds for `time`. */
export function valueAt(chunk: TimelineChunk, tick: number, unit: TimeUnit): number {
  if (unit === 'tick') return tick;
  const bin = (tick - chunk.index * CHUNK_BINS * chunk.ticksPerBin) / chunk.ticksPerBin;
  const at = Math.max(0, Math.min(chunk.bins - 1, Math.floor(bin)));
  const column = columnOf(chunk, unit);
  const value = column[at]!;
  if (unit !== 'time' || at + 1 >= chunk.bins) return value;
  return value + (column[at + 1]! - value) * (bin - at);
}

/** The first bin whose value is at least so much; the number of bins where none is. The values never fall. */
function firstAtLeast(column: Float64Array | Int32Array, value: number): number {
  let [low, high] = [0, column.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (column[middle]! >= value) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * The first tick of which a unit has at least a value; the last tick where none has. Fetches what it needs: the bin before the
 * first whose own first tick reaches the value may hold the tick, so the search goes on in it, a level finer.
 */
export async function tickOf(cache: TimelineCache, unit: TimeUnit, value: number): Promise<number> {
  const last = Math.max(0, cache.ticks - 1);
  if (unit === 'tick') return Math.max(0, Math.min(last, Math.round(value)));
  let index = 0;
  for (let level = levelsOf(cache.ticks) - 1; level > 0; level -= 1) {
    const bin = firstAtLeast(columnOf(await cache.load(level, index), unit), value);
    if (bin === 0) return index * CHUNK_BINS * ticksPerBin(level);
    const tick = (index * CHUNK_BINS + bin - 1) * ticksPerBin(level);
    index = Math.floor(tick / (CHUNK_BINS * ticksPerBin(level - 1)));
  }
  return Math.min(last, index * CHUNK_BINS + firstAtLeast(columnOf(await cache.load(0, index), unit), value));
}

/** The tick so many steps of a unit away, at the beginning of what it steps to. */
export async function stepFrom(cache: TimelineCache, tick: number, unit: TimeUnit, steps: number): Promise<number> {
  if (unit === 'tick') return tickOf(cache, unit, tick + steps);
  const chunk = await cache.load(0, Math.floor(tick / CHUNK_BINS));
  const size = unit === 'time' ? timeStepSeconds : 1;
  const now = valueAt(chunk, tick, unit);
  return tickOf(cache, unit, now + steps * size);
}

/** `07:30:00` of simulated seconds, with days before it where there are any. */
export function clockOf(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds + 1e-6));
  const two = (value: number): string => String(value).padStart(2, '0');
  const clock = `${two(Math.floor(whole / 3600) % 24)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
  const days = Math.floor(whole / 86_400);
  return days === 0 ? clock : `${days} d ${clock}`;
}
