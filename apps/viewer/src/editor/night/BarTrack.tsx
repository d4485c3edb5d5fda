import { useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { moveWindow, type BarGrid, type BarPart, type BarWindow } from '../model/manipulation-bars.ts';
import { followPointer } from './follow-pointer.ts';
import styles from './night.module.css';

export interface BarTrackProps {
  readonly window: BarWindow;
  readonly grid: BarGrid;
  /** Where a value lies on the track, 0..1; below and above it lies outside. */
  readonly placeOf: (value: number) => number;
  readonly valueAt: (place: number) => number;
  /** A bar of days covers the whole of its last one. */
  readonly coversLast?: boolean;
  /** "REM deprivation, hours". */
  readonly name: string;
  readonly textOf: (value: number) => string;
  readonly newGesture: (name: string) => string;
  readonly onMove: (window: BarWindow, gesture: string) => void;
}

const clip = (place: number): number => Math.min(Math.max(place, 0), 1);

/** A bar on a track: its ends are sliders, its body is dragged whole. */
export function BarTrack(props: BarTrackProps) {
  const { window, grid, placeOf, valueAt, coversLast = false, name, textOf, newGesture, onMove } = props;
  const track = useRef<HTMLDivElement>(null);
  const left = clip(placeOf(window.from));
  const right = clip(placeOf(window.to + (coversLast ? 1 : 0)));

  const drag = (part: BarPart) => (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    event.stopPropagation();
    const { left: origin, width } = track.current!.getBoundingClientRect();
    const gesture = newGesture(name);
    const offset = valueAt((event.clientX - origin) / width) - (part === 'to' ? window.to : window.from);
    followPointer(event, (clientX) =>
      onMove(moveWindow(window, part, valueAt((clientX - origin) / width) - offset, grid), gesture),
    );
  };
  const onKeyDown = (part: 'from' | 'to') => (event: KeyboardEvent) => {
    const value = window[part];
    const big = event.shiftKey ? 4 : 1;
    const target = {
      ArrowRight: value + grid.step * big,
      ArrowUp: value + grid.step * big,
      ArrowLeft: value - grid.step * big,
      ArrowDown: value - grid.step * big,
      PageUp: value + grid.step * 4,
      PageDown: value - grid.step * 4,
      Home: grid.least,
      End: grid.most,
    }[event.key];
    if (target === undefined || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const gesture = `${name} ${part} by key`;
    // With Alt both ends move.
    if (event.altKey) onMove(moveWindow(window, 'whole', window.from + target - value, grid), gesture);
    else onMove(moveWindow(window, part, target, grid), gesture);
  };
  const thumb = (part: 'from' | 'to', place: number) => (
    <span
      className={styles.thumb}
      role="slider"
      tabIndex={0}
      aria-label={`${name}, ${part === 'from' ? 'start' : 'end'}`}
      aria-valuemin={grid.least}
      aria-valuemax={grid.most}
      aria-valuenow={window[part]}
      aria-valuetext={textOf(window[part])}
      style={{ left: `${place * 100}%` }}
      onKeyDown={onKeyDown(part)}
      onPointerDown={drag(part)}
    />
  );
  return (
    <div className={styles.track} ref={track}>
      {right > left && (
        <div
          className={styles.bar}
          data-open={window.isOpen || undefined}
          style={{ left: `${left * 100}%`, width: `${(right - left) * 100}%` }}
          onPointerDown={drag('whole')}
        />
      )}
      {thumb('from', left)}
      {thumb('to', right)}
    </div>
  );
}
