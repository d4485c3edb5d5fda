import { useLayoutEffect, useRef } from 'react';
import type { Observable } from 'rxjs';
import type { NightView } from '../state/night-view.ts';
import { keyCommand } from '../state/keyboard.ts';
import { factsInWords, type TickFacts } from '../state/tick-facts.ts';
import { useObservable } from '../state/use-observable.ts';
import { wholeRun } from '../state/view-window.ts';
import styles from './lanes.module.css';

export interface PlayheadSliderProps {
  readonly view: NightView;
  readonly facts$: Observable<TickFacts | null>;
}

/** The play-head as a slider over the time axis: arrows step, Home and End go to the ends, its value is spoken. */
export function PlayheadSlider({ view, facts$ }: PlayheadSliderProps) {
  const facts = useObservable(facts$, null);
  const tick = useObservable(view.playhead.tick$, view.playhead.tick);
  const { ticks } = view.cache;
  return (
    <div
      className={styles.slider}
      role="slider"
      tabIndex={0}
      aria-label="Play-head"
      aria-orientation="horizontal"
      aria-valuemin={0}
      aria-valuemax={Math.max(0, ticks - 1)}
      aria-valuenow={Math.min(tick, Math.max(0, ticks - 1))}
      aria-valuetext={facts === null ? `Tick ${tick}` : factsInWords(facts)}
      onKeyDown={(event) => {
        const command = keyCommand(event);
        const isOwn = command?.kind === 'step' || command?.kind === 'toStart' || command?.kind === 'toEnd';
        if (!isOwn && event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
        event.preventDefault();
        event.stopPropagation();
        view.command(isOwn ? command : { kind: 'step', steps: event.key === 'ArrowUp' ? 1 : -1 });
      }}
    >
      <Marker view={view} className={styles.handle!} />
    </div>
  );
}

/** Something at the play-head's place, moved without rendering anything. */
export function Marker({ view, className }: { readonly view: NightView; readonly className: string }) {
  const element = useRef<HTMLDivElement>(null);
  const window = useObservable(view.window$, null);
  useLayoutEffect(() => {
    const { current } = element;
    if (current === null) return;
    const place = (tick: number): void => {
      const { from, to } = window ?? wholeRun(view.cache.ticks);
      const share = (tick + 0.5 - from) / (to - from);
      current.style.left = `${100 * Math.min(1, Math.max(0, share))}%`;
      current.hidden = share < 0 || share > 1;
    };
    const subscription = view.playhead.tick$.subscribe(place);
    subscription.add(view.cache.changes$.subscribe(() => place(view.playhead.tick)));
    return () => subscription.unsubscribe();
  }, [view, window]);
  return <div ref={element} className={className} aria-hidden="true" />;
}
