import type { RandomStream } from '@oneiros/random';
import { SnapshotMismatchError } from './errors.ts';
import type { StoredLatents } from './episodic-store.ts';

/** One episode: the latent of a single image as it was perceived. */
export interface Engram {
  /** [latent] */
  readonly latent: Float32Array;
  /** When it was encoded. */
  readonly tick: number;
  /** How much it deserves to be replayed, above 0; 1 where nothing tells. Float32. */
  readonly priority: number;
}

/** The engrams of one day, at most so many as the capacity. */
export interface Engrams {
  readonly list: readonly Engram[];
  /** Keeps an engram: one of a reservoir (`uniform`), or in the place of the oldest (`recent`). */
  add(engram: Engram, random: RandomStream): void;
  /** Drops what does not pass. */
  retain(passes: (engram: Engram) => boolean): void;
  /** Plain copies. */
  snapshot(): EngramsSnapshot;
}

/** What is remembered of one day, outside of the tensor back end. */
export interface EngramsSnapshot {
  /** Absent where nothing is held. */
  readonly episodes?: StoredLatents;
  /** The tick in which each episode was encoded, in the order of `episodes`. */
  readonly ticks: readonly number[];
  /** Episodes offered since the day began, kept or not. */
  readonly seen: number;
  /** [episodes, 1]; absent where all are 1. */
  readonly priorities?: StoredLatents;
  /** Place of the oldest engram of a full ring; absent where it is `seen` modulo the capacity, as while none was lost. */
  readonly oldest?: number;
}

export interface Bounds {
  /** Engrams at most, from 1. */
  readonly capacity: number;
  readonly sampling: 'uniform' | 'recent';
}

/** @param snapshot what was there; nothing unless given @throws SnapshotMismatchError where it contradicts itself or the capacity */
export function createEngrams({ capacity, sampling }: Bounds, snapshot?: EngramsSnapshot): Engrams {
  let list = snapshot === undefined ? [] : engramsIn(snapshot, capacity);
  let seen = snapshot?.seen ?? 0;
  const isFull = (): boolean => list.length === capacity;
  let oldest = snapshot?.oldest ?? (isFull() ? seen % capacity : 0);
  /** Where the next engram goes, or undefined where the reservoir passes it over. */
  const placeFor = (random: RandomStream): number | undefined => {
    if (!isFull()) return list.length;
    if (sampling === 'recent') return oldest;
    const place = random.integer(seen + 1);
    return place < capacity ? place : undefined;
  };
  return {
    get list() {
      return list;
    },
    add(engram, random) {
      const place = placeFor(random);
      seen += 1;
      if (place === undefined) return;
      if (isFull()) oldest = (place + 1) % capacity;
      list[place] = engram;
    },
    retain(passes) {
      if (list.every(passes)) return;
      // A ring is laid out anew from its oldest engram on, which makes room at its end.
      const ring = sampling === 'recent' ? [...list.slice(oldest), ...list.slice(0, oldest)] : list;
      list = ring.filter(passes);
      oldest = 0;
    },
    snapshot() {
      const size = list[0]?.latent.length;
      if (size === undefined) return { ticks: [], seen };
      const values = new Float32Array(list.length * size);
      list.forEach(({ latent }, i) => values.set(latent, i * size));
      const priorities = Float32Array.from(list, ({ priority }) => priority);
      const isTurned = sampling === 'recent' && isFull() && oldest !== seen % capacity;
      return {
        episodes: { shape: [list.length, size], values },
        ticks: list.map(({ tick }) => tick),
        seen,
        ...(priorities.some((priority) => priority !== 1) && {
          priorities: { shape: [list.length, 1], values: priorities },
        }),
        ...(isTurned && { oldest }),
      };
    },
  };
}

function engramsIn({ episodes, ticks, seen, priorities, oldest }: EngramsSnapshot, capacity: number): Engram[] {
  const [count, size] = episodes?.shape ?? [0, 0];
  const expect = (expected: number, actual: number, what: string): void => {
    if (actual !== expected) throw new SnapshotMismatchError(`${expected} ${what}`, `${actual}`);
  };
  expect(count * size, episodes?.values.length ?? 0, `values (${count} x ${size})`);
  expect(count, ticks.length, 'ticks');
  if (priorities !== undefined) expect(count, priorities.values.length, 'priorities');
  const most = Math.min(seen, capacity);
  if (count > most) throw new SnapshotMismatchError(`at most ${most} episodes`, `${count}`);
  if (oldest !== undefined && !(oldest >= 0 && oldest < capacity)) {
    throw new SnapshotMismatchError(`an oldest episode below ${capacity}`, `${oldest}`);
  }
  return Array.from({ length: count }, (_, i) => ({
    latent: Float32Array.from(episodes!.values.subarray(i * size, (i + 1) * size)),
    tick: ticks[i]!,
    priority: priorities?.values[i] ?? 1,
  }));
}
