import { CHUNK_BINS, levelFor, type TimelineChunk } from '@oneiros/timeline';
import type { Segment, TimelineCache } from '../state/timeline-cache.ts';
import type { ViewWindow } from '../state/view-window.ts';

/** What lanes draw: the ticks in view, on so many px. */
export interface Scene {
  readonly window: ViewWindow;
  readonly width: number;
  readonly segments: readonly Segment[];
  /** Ticks of the run. */
  readonly ticks: number;
}

export function sceneOf(cache: TimelineCache, window: ViewWindow, width: number): Scene {
  const level = levelFor(window.to - window.from, width, cache.ticks);
  return { window, width, segments: cache.segments(window.from, window.to, level), ticks: cache.ticks };
}

export const xOf = ({ window, width }: Scene, tick: number): number =>
  ((tick - window.from) / (window.to - window.from)) * width;

export const tickAt = ({ window, width }: Pick<Scene, 'window' | 'width'>, x: number): number =>
  window.from + (x / Math.max(1, width)) * (window.to - window.from);

/** First tick of a bin. */
export const tickOfBin = (chunk: TimelineChunk, bin: number): number =>
  (chunk.index * CHUNK_BINS + bin) * chunk.ticksPerBin;

/** Bins of a segment, from the first to before the last; one beyond each end where there is one, so that lines go on. */
export function binsIn({ chunk, from, to }: Segment, beyond = 0): readonly [first: number, end: number] {
  const start = chunk.index * CHUNK_BINS;
  const first = Math.floor(from / chunk.ticksPerBin) - start - beyond;
  const end = Math.ceil(to / chunk.ticksPerBin) - start + beyond;
  return [Math.max(0, first), Math.min(chunk.bins, end)];
}

/** How much of a scene is drawn: bins, of how many ticks, and how many ticks lie in a bin. */
export function drawnOf(scene: Scene): { bins: number; ticks: number; ticksPerBin: number } {
  let [bins, ticks, ticksPerBin] = [0, 0, 1];
  for (const segment of scene.segments) {
    const [first, end] = binsIn(segment);
    bins += Math.max(0, end - first);
    ticks += segment.to - segment.from;
    ticksPerBin = Math.max(ticksPerBin, segment.chunk.ticksPerBin);
  }
  return { bins, ticks: Math.round(ticks), ticksPerBin };
}
