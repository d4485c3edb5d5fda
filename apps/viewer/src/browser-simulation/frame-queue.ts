/** Asks for a call before the next frame of the screen. @returns how to take it back */
export type RequestFrame = (callback: () => void) => () => void;

/** Collects what comes between two frames. */
export interface FrameQueue<Item> {
  push(item: Item): void;
  /** Hands over at once what waits. */
  flush(): void;
  /** Forgets what waits. */
  close(): void;
}

/** Nothing is lost and nothing changes its place: a frame gets all that came since the one before, in order. */
export function createFrameQueue<Item>(
  apply: (items: readonly Item[]) => void,
  requestFrame: RequestFrame,
): FrameQueue<Item> {
  let waiting: Item[] = [];
  let cancel: (() => void) | undefined;
  const flush = (): void => {
    cancel?.();
    cancel = undefined;
    if (waiting.length === 0) return;
    const items = waiting;
    waiting = [];
    apply(items);
  };
  return {
    push(item) {
      waiting.push(item);
      cancel ??= requestFrame(flush);
    },
    flush,
    close() {
      cancel?.();
      cancel = undefined;
      waiting = [];
    },
  };
}

const HIDDEN_MS = 250;

/** Of the page; one that is hidden has no frames, and gets on by a timer. */
export const requestPageFrame: RequestFrame = (callback) => {
  const frame = requestAnimationFrame(callback);
  const timer = setTimeout(callback, HIDDEN_MS);
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
};
