import { CheckpointMissingError } from '@oneiros/journal';
import type { WakeClock } from '@oneiros/simulation';
import { UsageError } from '../errors.ts';

/** Checkpoints to choose from. */
export interface KeptCheckpoints {
  readonly folder: string;
  /** Ascending. */
  readonly ticks: readonly number[];
  readonly clock: WakeClock;
}

/**
 * The ticks that `--at` names, ascending, each once.
 *
 * @param at `newest`, `all`, `epochs` (the untrained brain and the end of every epoch that is kept) or a tick
 * @throws UsageError, CheckpointMissingError that lists those there are
 */
export function chooseTicks(at: readonly string[], { folder, ticks, clock }: KeptCheckpoints): number[] {
  if (ticks.length === 0) throw new CheckpointMissingError(folder, undefined, ticks);
  const chosen = at.flatMap((when) => {
    if (when === 'newest') return ticks.slice(-1);
    if (when === 'all') return ticks;
    if (when === 'epochs') return ticks.filter((tick) => tick === 0 || clock.endsEpoch(tick - 1));
    const tick = Number(when);
    if (when.trim() === '' || !Number.isSafeInteger(tick) || tick < 0) {
      throw new UsageError(`Expected --at newest, all, epochs or a tick, got ${when}.`);
    }
    if (!ticks.includes(tick)) throw new CheckpointMissingError(folder, tick, ticks);
    return [tick];
  });
  return [...new Set(chosen)].sort((a, b) => a - b);
}
