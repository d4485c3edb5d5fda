import type { CurveName, TimelineChunk } from '@oneiros/timeline';
import { animationFrameScheduler, auditTime, map, merge, share, startWith, type Observable } from 'rxjs';
import { binOf, valuesAt } from '../lanes/curves.ts';
import type { Playhead } from './playhead.ts';
import { clockOf } from './time-units.ts';
import type { TimelineCache } from './timeline-cache.ts';

/** All that is known of the tick under the play-head. */
export interface TickFacts {
  readonly tick: number;
  /** Of the most ticks of the bin, where the tick's own chunk has not come yet. */
  readonly stage: string | null;
  readonly cycle: number;
  readonly night: number;
  readonly epoch: number;
  readonly seconds: number;
  readonly values: Readonly<Record<CurveName, number | null>>;
  /** Whether these are the tick's own and not those of a bin that it lies in. */
  readonly isExact: boolean;
}

export function factsOf(chunk: TimelineChunk, tick: number): TickFacts {
  const bin = binOf(chunk, tick);
  const counts = [...chunk.stageTicks.subarray(bin * chunk.stages.length, (bin + 1) * chunk.stages.length)];
  const most = Math.max(0, ...counts);
  return {
    tick,
    stage: most === 0 ? null : chunk.stages[counts.indexOf(most)]!,
    cycle: chunk.cycle[bin]!,
    night: chunk.night[bin]!,
    epoch: chunk.epoch[bin]!,
    seconds: chunk.seconds[bin]!,
    values: valuesAt(chunk, tick),
    isExact: chunk.ticksPerBin === 1,
  };
}

/** `Tick 1,203, REM, epoch 3, night 2, 07:30:00`: what a screen reader says of the play-head. */
export function factsInWords({ tick, stage, epoch, night, seconds }: TickFacts): string {
  const parts = [`Tick ${tick.toLocaleString('en')}`, stage ?? 'no stage', `epoch ${epoch}`, `night ${night}`];
  return [...parts, clockOf(seconds)].join(', ');
}

/** Facts of the tick under the play-head, at most once a frame; null until a chunk has come. */
export function tickFacts(playhead: Playhead, cache: TimelineCache): Observable<TickFacts | null> {
  return merge(playhead.tick$, cache.changes$.pipe(startWith(undefined))).pipe(
    auditTime(0, animationFrameScheduler),
    startWith(undefined),
    map(() => {
      const chunk = cache.ticks === 0 ? null : cache.around(playhead.tick);
      return chunk === null ? null : factsOf(chunk, playhead.tick);
    }),
    share({ resetOnRefCountZero: true }),
  );
}
