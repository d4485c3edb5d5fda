import type { OneirosEvent } from '@oneiros/simulation';
import { createTimeline, type Moment, type Timeline } from '@oneiros/timeline';
import { BehaviorSubject, concat, defer, of, Subject, type Observable } from 'rxjs';
import type { DreamOfTick, LatentSample } from './protocol.ts';

/** What a life brought in a stretch of time. */
export interface Chapter {
  readonly events: readonly OneirosEvent[];
  readonly dreams: readonly DreamOfTick[];
  readonly latents: readonly LatentSample[];
}

/** All that a life brought so far. */
export interface LifeRecord extends Chapter {
  readonly timeline: Timeline;
  readonly moments$: Observable<readonly Moment[]>;
  readonly ticks$: Observable<number>;
  keep(chapter: Chapter): void;
  /** The kept sheet of a `dream` event's tick; of two at tick 0 the newest. */
  dreamAt(tick: number): DreamOfTick | undefined;
  /** What the ticks before one brought. */
  before(tick: number): Chapter;
  complete(): void;
}

export function createLifeRecord(): LifeRecord {
  const timeline = createTimeline();
  const events: OneirosEvent[] = [];
  const moments: Moment[] = [];
  const dreams: DreamOfTick[] = [];
  const latents: LatentSample[] = [];
  const newMoments$ = new Subject<readonly Moment[]>();
  const ticks$ = new BehaviorSubject(0);
  return {
    ...{ timeline, events, dreams, latents },
    moments$: concat(
      defer(() => of(moments.slice())),
      newMoments$,
    ),
    ticks$,
    keep(chapter) {
      const fresh = chapter.events.flatMap((event, i): Moment[] =>
        event.type === 'state' || event.type === 'losses' ? [] : [{ line: events.length + i + 1, event }],
      );
      events.push(...chapter.events);
      dreams.push(...chapter.dreams);
      latents.push(...chapter.latents);
      moments.push(...fresh);
      timeline.append(chapter.events);
      if (timeline.ticks !== ticks$.value) ticks$.next(timeline.ticks);
      if (fresh.length > 0) newMoments$.next(fresh);
    },
    dreamAt: (tick) => dreams.findLast((dream) => dream.tick === tick),
    before: (tick) => ({
      events: events.filter((event) => event.tick < tick),
      dreams: dreams.filter((dream) => dream.tick < tick),
      latents: latents.filter(({ ticks }) => ticks <= tick),
    }),
    complete() {
      newMoments$.complete();
      ticks$.complete();
    },
  };
}
