import { BehaviorSubject, distinctUntilChanged, map, type Observable } from 'rxjs';
import type { Playhead } from './playhead.ts';
import { initialPlayheadState, reducePlayhead, type PlayheadAction, type PlayheadState } from './playhead-state.ts';

/** A play-head that can also be played, looped and made to follow. */
export interface PlayheadStore extends Playhead {
  readonly state$: Observable<PlayheadState>;
  readonly state: PlayheadState;
  dispatch(action: PlayheadAction): void;
}

/** @param initial what differs from a play-head that stands at the first tick */
export function createPlayhead(initial: Partial<PlayheadState> = {}): PlayheadStore {
  const states = new BehaviorSubject<PlayheadState>({ ...initialPlayheadState, ...initial });
  const dispatch = (action: PlayheadAction): void => {
    const next = reducePlayhead(states.value, action);
    if (next !== states.value) states.next(next);
  };
  return {
    state$: states,
    get state() {
      return states.value;
    },
    dispatch,
    tick$: states.pipe(
      map(({ tick }) => tick),
      distinctUntilChanged(),
    ),
    get tick() {
      return states.value.tick;
    },
    seek: (tick) => dispatch({ kind: 'seek', tick }),
    following$: states.pipe(
      map(({ isFollowing }) => isFollowing),
      distinctUntilChanged(),
    ),
  };
}
