import type { EventOf } from '@oneiros/simulation';
import type { Moment } from '../source/run-source.ts';

/** One sheet of dreams that a run kept. */
export interface KeptDream {
  readonly tick: number;
  /** Epochs complete. */
  readonly epoch: number;
  readonly images: number;
}

/** The sheets of a run in the order of its ticks; of several at one tick the newest. */
export function keptDreams(moments: readonly Moment[]): KeptDream[] {
  const byTick = new Map<number, KeptDream>();
  for (const { event } of moments) if (isDream(event)) byTick.set(event.tick, event);
  return [...byTick.values()]
    .map(({ tick, epoch, images }) => ({ tick, epoch, images }))
    .sort((a, b) => a.tick - b.tick);
}

const isDream = (event: Moment['event']): event is EventOf<'dream'> => event.type === 'dream';

/** The last entry at or before a tick, by bisection; the first one where all are later, undefined where there is none. */
export function latestAt<Entry extends { readonly tick: number }>(
  ascending: readonly Entry[],
  tick: number,
): Entry | undefined {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle]!.tick <= tick) low = middle + 1;
    else high = middle;
  }
  return ascending[Math.max(0, low - 1)];
}

/** How a sheet is called: `epoch 3` or, where two sheets have one epoch, `epoch 3, tick 3,905`. */
export function dreamLabel({ tick, epoch }: KeptDream, all: readonly KeptDream[]): string {
  const isAlone = all.filter((other) => other.epoch === epoch).length < 2;
  const name = epoch === 0 && tick === 0 ? 'before the first tick' : `after epoch ${epoch}`;
  return isAlone || tick === 0 ? name : `${name}, tick ${tick.toLocaleString('en')}`;
}
