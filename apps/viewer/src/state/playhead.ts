import type { Observable } from 'rxjs';

/** The one play-head of the page, as its readers see it; `createPlayhead` makes one. */
export interface Playhead {
  /** The current tick first, then each change. */
  readonly tick$: Observable<number>;
  readonly tick: number;
  seek(tick: number): void;
  /** Whether it stays on the newest tick of a run that grows. */
  readonly following$: Observable<boolean>;
}
