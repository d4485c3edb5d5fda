import type { OneirosEvent } from '@oneiros/simulation';
import { CHUNK_BINS, curveNames, type BinnedCurve, type Timeline, type TimelineChunk } from './chunk.ts';
import { Columns, NO_STAGE, NOT_FINITE } from './columns.ts';
import { binsOf, chunksOf, levelsOf, ticksPerBin } from './levels.ts';
import { isTickEvent, readEventLines } from './read-event-lines.ts';

/**
 * An empty timeline. Events other than `state` and `losses` are passed over. A tick that comes a second time, as after a
 * resumed run went back to its checkpoint, replaces the first.
 */
export function createTimeline(): Timeline {
  const columns = new Columns();
  return {
    get ticks() {
      return columns.ticks;
    },
    get levels() {
      return levelsOf(columns.ticks);
    },
    get stages() {
      return columns.stages;
    },
    append: (events: readonly OneirosEvent[]) => {
      for (const event of events) if (isTickEvent(event)) columns.add(event);
    },
    appendLines: (bytes, firstLine) => readEventLines(bytes, firstLine, (event) => columns.add(event)),
    chunk: (level, index) => chunkOf(columns, level, index),
  };
}

function chunkOf(columns: Columns, level: number, index: number): TimelineChunk {
  const { ticks } = columns;
  const isLevel = Number.isInteger(level) && level >= 0 && level < levelsOf(ticks);
  const chunks = isLevel ? chunksOf(ticks, level) : 0;
  if (!Number.isInteger(index) || index < 0 || index >= chunks) {
    throw new RangeError(
      `Expected a level below ${levelsOf(ticks)} and an index below ${chunks}, got level ${level}, index ${index}.`,
    );
  }
  const size = ticksPerBin(level);
  const firstBin = index * CHUNK_BINS;
  const bins = Math.min(CHUNK_BINS, binsOf(ticks, level) - firstBin);
  const from = firstBin * size;
  const to = Math.min(ticks, from + bins * size);
  return {
    level,
    index,
    ticksPerBin: size,
    bins,
    ticks: to - from,
    stages: [...columns.stages],
    stageTicks: countStages(columns, from, to, size, bins),
    curves: Object.fromEntries(
      curveNames.map((name) => [name, bin(columns.curves[name], from, to, size, bins)]),
    ) as unknown as TimelineChunk['curves'],
    seconds: everyNth(columns.seconds, from, size, new Float64Array(bins)),
    cycle: everyNth(columns.cycle, from, size, new Int32Array(bins)),
    night: everyNth(columns.night, from, size, new Int32Array(bins)),
    epoch: everyNth(columns.epoch, from, size, new Int32Array(bins)),
  };
}

/** @returns [bins, stages] */
function countStages({ stage, stages }: Columns, from: number, to: number, size: number, bins: number): Uint32Array {
  const counts = new Uint32Array(bins * stages.length);
  for (let tick = from; tick < to; tick += 1) {
    const code = stage[tick]!;
    if (code !== NO_STAGE) counts[Math.floor((tick - from) / size) * stages.length + code]! += 1;
  }
  return counts;
}

/** @param column [ticks], NaN where nothing was measured @returns [bins] each */
function bin(column: Float32Array, from: number, to: number, size: number, bins: number): BinnedCurve {
  const min = new Float32Array(bins).fill(NaN);
  const max = new Float32Array(bins).fill(NaN);
  const mean = new Float32Array(bins).fill(NaN);
  const count = new Uint32Array(bins);
  for (let i = 0; i < bins; i += 1) {
    const end = Math.min(to, from + (i + 1) * size);
    let [low, high, sum, finite, measured] = [Infinity, -Infinity, 0, 0, 0];
    for (let tick = from + i * size; tick < end; tick += 1) {
      const value = column[tick]!;
      if (value === NOT_FINITE) measured += 1;
      else if (value === value) {
        measured += 1;
        finite += 1;
        sum += value;
        if (value < low) low = value;
        if (value > high) high = value;
      }
    }
    count[i] = measured;
    if (finite > 0) {
      min[i] = low;
      max[i] = high;
    }
    if (finite > 0 && finite === measured) mean[i] = sum / finite;
  }
  return { min, max, mean, count };
}

function everyNth<Column extends Float64Array | Int32Array>(
  column: Column,
  from: number,
  size: number,
  into: Column,
): Column {
  for (let i = 0; i < into.length; i += 1) into[i] = column[from + i * size]!;
  return into;
}
