import { useEffect } from 'react';
import type { PlayheadStore } from './create-playhead.ts';
import { useObservable } from './use-observable.ts';

/** A frame that took longer, as in a hidden tab, plays no more than this, seconds. */
const longestFrame = 0.25;

/** Lets a playing play-head move with the frames of the page. */
export function usePlayClock(playhead: PlayheadStore): void {
  const { isPlaying } = useObservable(playhead.state$, playhead.state);
  useEffect(() => {
    if (!isPlaying) return;
    let before = performance.now();
    let frame = requestAnimationFrame(function play(now) {
      const seconds = Math.min(longestFrame, Math.max(0, (now - before) / 1000));
      before = now;
      playhead.dispatch({ kind: 'elapse', seconds });
      frame = requestAnimationFrame(play);
    });
    return () => cancelAnimationFrame(frame);
  }, [playhead, isPlaying]);
}
