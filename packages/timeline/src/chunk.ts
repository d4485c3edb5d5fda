import type { OneirosEvent } from '@oneiros/simulation';
import type { Moment } from './run-files.ts';

/** Curves of a timeline, one value a tick: levels and gates (0..1; sign -1..1), then losses (absent where not measured). */
export const curveNames = [
  'ach',
  'na',
  'discriminator',
  'target',
  'sign',
  'nrem',
  'lossReconstruction',
  'lossDivergence',
  'lossReality',
  'lossNrem',
  'lossAdversarial',
] as const;
export type CurveName = (typeof curveNames)[number];

/** Ticks of a bin of level k are 4 to the power of k; a chunk has at most this many bins. */
export const LEVEL_FACTOR = 4;
export const CHUNK_BINS = 4096;

/** One curve in bins. Where nothing was measured, `count` is 0 and the others are NaN. */
export interface BinnedCurve {
  readonly min: Float32Array;
  readonly max: Float32Array;
  readonly mean: Float32Array;
  readonly count: Uint32Array;
}

/**
 * Consecutive bins of one level: bin `i` holds ticks from `(index * CHUNK_BINS + i) * ticksPerBin`. The last bin of a run may
 * hold fewer ticks. Nothing is left out: every tick is counted in exactly one bin of each level.
 */
export interface TimelineChunk {
  readonly level: number;
  readonly index: number;
  readonly ticksPerBin: number;
  readonly bins: number;
  /** Ticks in all bins together. */
  readonly ticks: number;
  /** Names of stages by code, in order of appearance in the run. */
  readonly stages: readonly string[];
  /** Ticks of each stage in each bin, [bins, stages]. */
  readonly stageTicks: Uint32Array;
  readonly curves: Readonly<Record<CurveName, BinnedCurve>>;
  /** Of the first tick of each bin: simulated seconds, Wake mini-batches before it, night, epoch; [bins]. */
  readonly seconds: Float64Array;
  readonly cycle: Int32Array;
  readonly night: Int32Array;
  readonly epoch: Int32Array;
}

/** The ticks of a run in columns, at every level of detail; grows as events come. */
export interface Timeline {
  readonly ticks: number;
  readonly levels: number;
  readonly stages: readonly string[];
  append(events: readonly OneirosEvent[]): void;
  /**
   * @param bytes whole lines of a log @param firstLine number of the first
   * @returns the events that are not of single ticks @throws DamagedLineError
   */
  appendLines(bytes: Uint8Array, firstLine: number): Moment[];
  /** @throws RangeError outside of what `chunksOf(ticks, level)` allows. */
  chunk(level: number, index: number): TimelineChunk;
}
