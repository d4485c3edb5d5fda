/** Moments of a brain to go back to: more than so many, and every second one goes. */
export interface SnapshotShelf<Snapshot> {
  /** Whether a snapshot is due before this tick. */
  isDue(tick: number): boolean;
  put(tick: number, snapshot: Snapshot): void;
  /** The last one at or before a tick; undefined: go back to the very beginning. */
  latestAt(tick: number): { readonly tick: number; readonly snapshot: Snapshot } | undefined;
  readonly ticks: readonly number[];
}

/**
 * @param spacing ticks between snapshots at first; doubled whenever the shelf is full, so that a life of any length fits
 * @param most at least 2
 */
export function createSnapshotShelf<Snapshot>(spacing: number, most: number): SnapshotShelf<Snapshot> {
  const shelf = new Map<number, Snapshot>();
  let apart = spacing;
  return {
    isDue: (tick) => tick > 0 && tick % apart === 0 && !shelf.has(tick),
    put(tick, snapshot) {
      shelf.set(tick, snapshot);
      if (shelf.size <= most) return;
      apart *= 2;
      for (const kept of [...shelf.keys()]) if (kept % apart !== 0) shelf.delete(kept);
    },
    latestAt(tick) {
      const earlier = [...shelf.keys()].filter((kept) => kept <= tick);
      if (earlier.length === 0) return undefined;
      const latest = Math.max(...earlier);
      return { tick: latest, snapshot: shelf.get(latest)! };
    },
    get ticks() {
      return [...shelf.keys()].sort((a, b) => a - b);
    },
  };
}
