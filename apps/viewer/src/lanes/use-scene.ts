import { useEffect, useMemo, useRef, useState } from 'react';
import type { NightView } from '../state/night-view.ts';
import { useObservable } from '../state/use-observable.ts';
import { wholeRun } from '../state/view-window.ts';
import { sceneOf, type Scene } from './scene.ts';

/** The scene of a view on so many px, drawn anew at most once a frame. */
export function useScene(view: NightView, width: number): Scene {
  const window = useObservable(view.window$, null);
  const [version, setVersion] = useState(0);
  useEffect(() => {
    let frame = 0;
    const subscription = view.cache.changes$.subscribe(() => {
      frame ||= requestAnimationFrame(() => {
        frame = 0;
        setVersion((count) => count + 1);
      });
    });
    setVersion((count) => count + 1); // what changed before this was listening
    return () => {
      cancelAnimationFrame(frame);
      subscription.unsubscribe();
    };
  }, [view]);
  const { ticks } = view.cache;
  const kept = useRef<Scene | null>(null);
  return useMemo(
    () => (kept.current = keptOr(kept.current, sceneOf(view.cache, window ?? wholeRun(ticks), width))),
    [view, window, width, ticks, version],
  );
}

/** The scene from before, where the other one would be drawn alike: chunks come that are not in view. */
export function keptOr(kept: Scene | null, next: Scene): Scene {
  const isSame =
    kept !== null &&
    kept.width === next.width &&
    kept.ticks === next.ticks &&
    kept.window.from === next.window.from &&
    kept.window.to === next.window.to &&
    kept.segments.length === next.segments.length &&
    kept.segments.every(({ chunk }, i) => chunk === next.segments[i]!.chunk);
  return isSame ? kept : next;
}

/** A value that is only taken over when it has stayed the same for a moment: for what costs more than drawing. */
export function useSettled<Value>(value: Value, afterMs = 200): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), afterMs);
    return () => clearTimeout(timer);
  }, [value, afterMs]);
  return settled;
}
