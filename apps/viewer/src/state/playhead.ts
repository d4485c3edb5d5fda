import type { Observable } from 'rxjs';

/** The one play-head of the page. */
export interface Playhead {
  /** The current tick first, then each change. */
  readonly tick$: Observable<number>;
  readonly tick: number;
  seek(tick: number): void;
  readonly following$: Observable<boolean>;
}
