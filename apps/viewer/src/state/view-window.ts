/** Ticks in view, from the first to before the last; parts of ticks while zooming. */
export interface ViewWindow {
  readonly from: number;
  readonly to: number;
}

/** Fewer ticks than these are never shown. */
export const leastSpan = 8;

/** The whole run, growing with it, is `null`. */
export const wholeRun = (ticks: number): ViewWindow => ({ from: 0, to: Math.max(leastSpan, ticks) });

/** Pulls a window into the run; `null` where it holds all of it. */
export function fitWindow({ from, to }: ViewWindow, ticks: number): ViewWindow | null {
  const whole = wholeRun(ticks);
  const span = Math.max(leastSpan, to - from);
  if (span >= whole.to) return null;
  const start = Math.min(Math.max(0, from), whole.to - span);
  return { from: start, to: start + span };
}

/** @param factor above 1 shows more ticks, below 1 fewer @param at the tick that stays where it is */
export function zoomWindow(window: ViewWindow, factor: number, at: number, ticks: number): ViewWindow | null {
  const span = Math.max(leastSpan, (window.to - window.from) * factor);
  const share = (at - window.from) / (window.to - window.from);
  return fitWindow({ from: at - share * span, to: at + (1 - share) * span }, ticks);
}

export const panWindow = (window: ViewWindow, by: number, ticks: number): ViewWindow | null =>
  fitWindow({ from: window.from + by, to: window.to + by }, ticks);

/** The window moved as little as needed to show a tick: a page on where it left at an end. */
export function showTick(window: ViewWindow, tick: number, ticks: number): ViewWindow | null {
  if (tick >= window.from && tick < window.to) return window;
  const span = window.to - window.from;
  const from = tick >= window.to ? tick - span * 0.1 : tick - span * 0.9;
  return fitWindow({ from, to: from + span }, ticks);
}
