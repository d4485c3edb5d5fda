import { useCallback, useRef, type KeyboardEvent, type PointerEvent } from 'react';
import type { NightView } from '../state/night-view.ts';
import { useObservable } from '../state/use-observable.ts';
import { fitWindow, leastSpan, panWindow, wholeRun, type ViewWindow } from '../state/view-window.ts';
import { useTextScale } from '../ui/use-text-scale.ts';
import styles from './lanes.module.css';
import { LaneCanvas } from './LaneCanvas.tsx';
import { drawHypnogram } from './draw-hypnogram.ts';
import type { Pen } from './pen.ts';
import { sceneOf, type Scene } from './scene.ts';
import { keptOr } from './use-scene.ts';
import { Marker } from './PlayheadSlider.tsx';

const heightPx = 22;
type Part = 'from' | 'to' | 'all';

/** The whole run, small, with the part in view: its ends and its middle can be dragged, or moved by arrows. */
export function Overview({ view, width }: { readonly view: NightView; readonly width: number }) {
  const chosen = useObservable(view.window$, null);
  const { ticks } = view.cache;
  const height = heightPx * useTextScale();
  const whole = wholeRun(ticks);
  const window = chosen ?? whole;
  const kept = useRef<Scene | null>(null);
  const scene = (kept.current = keptOr(kept.current, sceneOf(view.cache, whole, width)));
  const draw = useCallback((pen: Pen) => drawHypnogram(pen, scene, height), [scene, height]);
  const track = useRef<HTMLDivElement>(null);
  const drag = useRef<{ readonly part: Part; readonly x: number; readonly window: ViewWindow } | null>(null);

  const move = (part: Part, from: ViewWindow, by: number): void => {
    if (part === 'all') return view.setWindow(panWindow(from, by, ticks));
    const moved =
      part === 'from'
        ? { from: Math.max(0, Math.min(from.from + by, from.to - leastSpan)), to: from.to }
        : { from: from.from, to: Math.min(whole.to, Math.max(from.to + by, from.from + leastSpan)) };
    view.setWindow(fitWindow(moved, ticks));
  };
  const onPointerDown = (part: Part) => (event: PointerEvent<HTMLElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { part, x: event.clientX, window };
  };
  const onPointerMove = (event: PointerEvent) => {
    if (drag.current === null || track.current === null) return;
    const { part, x, window: start } = drag.current;
    move(part, start, ((event.clientX - x) / track.current.clientWidth) * whole.to);
  };
  const onKeyDown = (part: Part) => (event: KeyboardEvent) => {
    const step = (window.to - window.from) * (event.shiftKey ? 0.5 : 0.1);
    const by = { ArrowLeft: -step, ArrowRight: step, Home: -whole.to, End: whole.to }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    move(part, window, by);
  };
  const handle = (part: Part, label: string, value: number) => (
    <div
      className={styles[part]}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={Math.round(whole.to)}
      aria-valuenow={Math.round(value)}
      aria-valuetext={`tick ${Math.round(value).toLocaleString('en')}`}
      onPointerDown={onPointerDown(part)}
      onPointerMove={onPointerMove}
      onPointerUp={() => (drag.current = null)}
      onKeyDown={onKeyDown(part)}
      ref={(element) => {
        if (element === null) return;
        const [left, right] = [window.from / whole.to, 1 - window.to / whole.to];
        if (part !== 'to') element.style.left = `${100 * left}%`;
        if (part !== 'from') element.style.right = `${100 * right}%`;
      }}
    />
  );
  return (
    <div className={styles.overview} ref={track}>
      <LaneCanvas width={width} height={height} draw={draw} />
      {handle('all', 'Part of the run in view', window.from)}
      {handle('from', 'First tick in view', window.from)}
      {handle('to', 'Last tick in view', window.to)}
      <Marker view={view} className={styles.overviewMarker!} />
    </div>
  );
}
