import { useEffect, type RefObject } from 'react';
import type { NightView } from '../state/night-view.ts';
import { panWindow, zoomWindow } from '../state/view-window.ts';
import { tickAt } from './scene.ts';

/** Ctrl or ⌘ and the wheel, or two fingers spread, zoom around the pointer; sideways or with Shift it moves the window. */
export function useWheel(element: RefObject<HTMLElement | null>, view: NightView): void {
  useEffect(() => {
    const { current } = element;
    if (current === null) return;
    const onWheel = (event: WheelEvent): void => {
      const { window, cache } = view;
      const { left, width } = current.getBoundingClientRect();
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault();
        const factor = Math.exp(Math.max(-60, Math.min(60, event.deltaY)) * 0.01);
        view.setWindow(zoomWindow(window, factor, tickAt({ window, width }, event.clientX - left), cache.ticks));
        return;
      }
      const sideways = event.shiftKey ? event.deltaX || event.deltaY : event.deltaX;
      if (Math.abs(sideways) <= Math.abs(event.shiftKey ? 0 : event.deltaY)) return;
      event.preventDefault();
      view.setWindow(panWindow(window, (sideways / width) * (window.to - window.from), cache.ticks));
    };
    // Not through React: its wheel listeners cannot prevent scrolling.
    current.addEventListener('wheel', onWheel, { passive: false });
    return () => current.removeEventListener('wheel', onWheel);
  }, [element, view]);
}
