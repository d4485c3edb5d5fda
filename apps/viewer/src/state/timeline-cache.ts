import { CHUNK_BINS, chunksOf, levelsOf, ticksPerBin, type TimelineChunk } from '@oneiros/timeline';
import { Subject, type Observable } from 'rxjs';
import type { RunSource } from '../source/run-source.ts';

/** A stretch of ticks and the chunk that draws it, of the wanted level or, until that has come, of a coarser one. */
export interface Segment {
  readonly chunk: TimelineChunk;
  readonly from: number;
  readonly to: number;
}

/** Chunks of a run, fetched when they are looked at. */
export interface TimelineCache {
  readonly ticks: number;
  /** Whenever chunks came or the run grew. */
  readonly changes$: Observable<void>;
  /** What there is to draw now, in order and without overlaps; what is missing is fetched, and only that of the last call. */
  segments(from: number, to: number, level: number): readonly Segment[];
  /** The finest chunk that has a tick, if any; asks for the one of level 0. */
  around(tick: number): TimelineChunk | null;
  /** Fetches a chunk, or waits for it. */
  load(level: number, index: number): Promise<TimelineChunk>;
  /** What went wrong last, until something comes again. */
  readonly error: Error | null;
  close(): void;
}

interface Entry {
  readonly chunk: TimelineChunk;
  readonly fetchedAt: number;
}

export interface CacheOptions {
  /** The end of a run that grows is fetched again after so long, milliseconds. */
  readonly refreshMs?: number;
  readonly now?: () => number;
}

const mostKept = 96;
const mostAtOnce = 3;
const restMs = 60;

const keyOf = (level: number, index: number): string => `${level}-${index}`;
const ticksOfChunk = (level: number): number => CHUNK_BINS * ticksPerBin(level);

export function createTimelineCache(source: RunSource, options: CacheOptions = {}): TimelineCache {
  const { refreshMs = source.kind === 'simulation' ? 200 : 1000, now = () => performance.now() } = options;
  const entries = new Map<string, Entry>();
  const pending = new Map<string, Promise<TimelineChunk>>();
  let wanted: (readonly [level: number, index: number])[] = [];
  let asked = -1;
  let around: readonly [level: number, index: number] | null = null;
  let ticks = 0;
  let error: Error | null = null;
  let isClosed = false;
  let resting: ReturnType<typeof setTimeout> | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const changes = new Subject<void>();

  const isBehind = (chunk: TimelineChunk): boolean => {
    const end = Math.min(ticks, (chunk.index + 1) * ticksOfChunk(chunk.level));
    return chunk.index * ticksOfChunk(chunk.level) + chunk.ticks < end;
  };
  const isStale = ({ chunk, fetchedAt }: Entry): boolean => isBehind(chunk) && now() - fetchedAt >= refreshMs;
  const isNeeded = (level: number, index: number): boolean => {
    const entry = entries.get(keyOf(level, index));
    return !pending.has(keyOf(level, index)) && (entry === undefined || isStale(entry));
  };
  const keep = (key: string, chunk: TimelineChunk): void => {
    entries.delete(key);
    entries.set(key, { chunk, fetchedAt: now() });
    for (const oldest of entries.keys()) {
      if (entries.size <= mostKept) break;
      entries.delete(oldest);
    }
  };
  const fetchChunk = (level: number, index: number): Promise<TimelineChunk> => {
    const key = keyOf(level, index);
    const asked = source.chunk(level, index).then(
      (chunk) => {
        pending.delete(key);
        keep(key, chunk);
        error = null;
        if (!isClosed) changes.next();
        if (isBehind(chunk)) pumpLater(); // the run grew meanwhile
        pump();
        return chunk;
      },
      (cause: unknown) => {
        pending.delete(key);
        error = cause as Error;
        if (!isClosed) changes.next();
        throw cause;
      },
    );
    pending.set(key, asked);
    return asked;
  };
  /** Fetches what is wanted; looks again later for what is fresh now and will be stale. */
  const pump = (): void => {
    if (isClosed) return;
    const all = around === null ? wanted : [...wanted, around];
    for (const [level, index] of all) {
      if (pending.size >= mostAtOnce) return;
      if (index < chunksOf(ticks, level) && isNeeded(level, index)) fetchChunk(level, index).catch(() => {});
    }
  };
  const pumpLater = (): void => {
    if (isClosed) return;
    timer ??= setTimeout(() => {
      timer = undefined;
      pump();
    }, refreshMs + 1);
  };
  const subscription = source.ticks$.subscribe((grown) => {
    ticks = grown;
    changes.next();
    pump();
    pumpLater();
  });

  return {
    get ticks() {
      return ticks;
    },
    get error() {
      return error;
    },
    changes$: changes,
    segments(from, to, level) {
      const size = ticksOfChunk(level);
      const first = Math.max(0, Math.floor(from / size));
      const last = Math.min(chunksOf(ticks, level) - 1, Math.floor(Math.max(from, to - 1e-9) / size));
      const found: Segment[] = [];
      wanted = [];
      for (let index = first; index <= last; index += 1) {
        const [start, end] = [Math.max(from, index * size), Math.min(to, ticks, (index + 1) * size)];
        const chunk = finest(level, index);
        if (chunk !== null && end > start) found.push({ chunk, from: start, to: end });
        if (isNeeded(level, index)) wanted.push([level, index]);
        else if (entries.has(keyOf(level, index)) && index === chunksOf(ticks, level) - 1) wanted.push([level, index]);
      }
      pump();
      return found;
    },
    around(tick) {
      const index = Math.floor(tick / CHUNK_BINS);
      if (asked !== index) {
        asked = index;
        // Not while a play-head runs past: only where it stays.
        around = null;
        clearTimeout(resting);
        resting = setTimeout(() => {
          around = [0, index];
          pump();
        }, restMs);
      }
      return finest(0, index);
    },
    load(level, index) {
      const entry = entries.get(keyOf(level, index));
      if (entry !== undefined && !isStale(entry)) return Promise.resolve(entry.chunk);
      return pending.get(keyOf(level, index)) ?? fetchChunk(level, index);
    },
    close() {
      isClosed = true;
      clearTimeout(timer);
      clearTimeout(resting);
      subscription.unsubscribe();
      changes.complete();
    },
  };

  /** The chunk itself, or the finest of those above it that has come. */
  function finest(level: number, index: number): TimelineChunk | null {
    for (let above = level; above < levelsOf(ticks); above += 1) {
      const key = keyOf(above, Math.floor((index * ticksOfChunk(level)) / ticksOfChunk(above)));
      const entry = entries.get(key);
      if (entry === undefined) continue;
      entries.delete(key); // used last
      entries.set(key, entry);
      return entry.chunk;
    }
    return null;
  }
}
