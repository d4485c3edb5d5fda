import { BehaviorSubject, type Observable, type Subscription } from 'rxjs';
import type { PlayheadStore } from './create-playhead.ts';
import type { KeyCommand } from './keyboard.ts';
import { speeds } from './playhead-state.ts';
import { stepFrom, timeUnits, type TimeUnit } from './time-units.ts';
import type { TimelineCache } from './timeline-cache.ts';
import { fitWindow, showTick, wholeRun, zoomWindow, type ViewWindow } from './view-window.ts';

/** What of a run is in view, in which unit, and where its play-head stands. */
export interface NightView {
  readonly playhead: PlayheadStore;
  readonly cache: TimelineCache;
  /** `null` is the whole run. */
  readonly window$: Observable<ViewWindow | null>;
  /** The ticks in view. */
  readonly window: ViewWindow;
  setWindow(window: ViewWindow | null): void;
  readonly unit$: Observable<TimeUnit>;
  readonly unit: TimeUnit;
  setUnit(unit: TimeUnit): void;
  /** Moves by steps of the unit; found out in the chunks, so it may take a moment. */
  step(steps: number): Promise<void>;
  /** Does what a key asks for; `help` is the page's. */
  command(command: KeyCommand): void;
  close(): void;
}

export interface NightViewStart {
  readonly window?: ViewWindow | null;
  readonly unit?: TimeUnit;
}

/** @param isGrowing whether the end of the run is to be followed by going there */
export function createNightView(
  playhead: PlayheadStore,
  cache: TimelineCache,
  isGrowing: boolean,
  start: NightViewStart = {},
): NightView {
  const windows = new BehaviorSubject<ViewWindow | null>(start.window ?? null);
  const units = new BehaviorSubject<TimeUnit>(start.unit ?? 'tick');
  const windowNow = (): ViewWindow => windows.value ?? wholeRun(cache.ticks);
  const setWindow = (window: ViewWindow | null): void => {
    const next = window && fitWindow(window, cache.ticks);
    if (next?.from !== windows.value?.from || next?.to !== windows.value?.to) windows.next(next);
  };
  const subscriptions: Subscription[] = [
    cache.changes$.subscribe(() => {
      if (playhead.state.ticks !== cache.ticks) playhead.dispatch({ kind: 'grow', ticks: cache.ticks });
    }),
    // What is played or stepped to stays in view.
    playhead.tick$.subscribe((tick) => {
      if (windows.value !== null && cache.ticks > 0) setWindow(showTick(windows.value, tick, cache.ticks));
    }),
  ];
  if (cache.ticks > 0) playhead.dispatch({ kind: 'grow', ticks: cache.ticks });
  // One after the other, so that keys pressed faster than chunks come are all counted.
  let stepped: Promise<void> = Promise.resolve();
  const step = (steps: number): Promise<void> => {
    if (units.value === 'tick') {
      playhead.seek(playhead.tick + steps);
      return Promise.resolve();
    }
    const next = stepped.then(async () => playhead.seek(await stepFrom(cache, playhead.tick, units.value, steps)));
    stepped = next.catch(() => {});
    return next;
  };
  const command = (asks: KeyCommand): void => {
    const { state } = playhead;
    switch (asks.kind) {
      case 'togglePlay':
        return playhead.dispatch({ kind: state.isPlaying ? 'pause' : 'play' });
      case 'step':
        return void step(asks.steps).catch(() => {}); // the cache tells of its error
      case 'toStart':
        return playhead.seek(0);
      case 'toEnd':
        return isGrowing ? playhead.dispatch({ kind: 'follow', isFollowing: true }) : playhead.seek(cache.ticks - 1);
      case 'markLoop':
        return playhead.dispatch(asks);
      case 'clearLoop':
        return playhead.dispatch({ kind: 'setLoop', loop: null });
      case 'zoom':
        return setWindow(zoomWindow(windowNow(), asks.factor, playhead.tick + 0.5, cache.ticks));
      case 'zoomOut':
        return setWindow(null);
      case 'faster':
        return playhead.dispatch({ kind: 'setSpeed', speed: speedBeside(state.speed, asks.by) });
      case 'nextUnit':
        return units.next(timeUnits[(timeUnits.indexOf(units.value) + 1) % timeUnits.length]!);
      case 'help':
        return;
      default:
        return asks satisfies never;
    }
  };
  return {
    playhead,
    cache,
    window$: windows,
    get window() {
      return windowNow();
    },
    setWindow,
    unit$: units,
    get unit() {
      return units.value;
    },
    setUnit: (unit) => units.next(unit),
    step,
    command,
    close: () => subscriptions.forEach((subscription) => subscription.unsubscribe()),
  };
}

/** The next speed that can be chosen, or the last. */
function speedBeside(speed: number, by: 1 | -1): number {
  const at = speeds.findIndex((each) => each >= speed);
  return speeds[Math.min(speeds.length - 1, Math.max(0, at + by))]!;
}
