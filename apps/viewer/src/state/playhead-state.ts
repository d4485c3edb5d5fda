/** Where the play-head stands and how it moves; ticks are whole numbers from 0. */
export interface PlayheadState {
  readonly tick: number;
  /** Ticks that there are to play. */
  readonly ticks: number;
  readonly isPlaying: boolean;
  readonly isFollowing: boolean;
  /** Ticks a second. */
  readonly speed: number;
  /** First and last tick of what is repeated. */
  readonly loop: readonly [from: number, to: number] | null;
  /** The part of a tick that has been played already. */
  readonly fraction: number;
}

export type PlayheadAction =
  | { readonly kind: 'seek'; readonly tick: number }
  | { readonly kind: 'play' }
  | { readonly kind: 'pause' }
  | { readonly kind: 'follow'; readonly isFollowing: boolean }
  | { readonly kind: 'setSpeed'; readonly speed: number }
  | { readonly kind: 'setLoop'; readonly loop: readonly [number, number] | null }
  /** Sets the first or the last tick of the loop to where the play-head stands. */
  | { readonly kind: 'markLoop'; readonly end: 'from' | 'to' }
  | { readonly kind: 'grow'; readonly ticks: number }
  | { readonly kind: 'elapse'; readonly seconds: number };

/** Ticks a second that can be chosen. */
export const speeds = [1, 3, 10, 30, 100, 300, 1000, 3000] as const;

export const initialPlayheadState: PlayheadState = {
  tick: 0,
  ticks: 0,
  isPlaying: false,
  isFollowing: false,
  speed: 10,
  loop: null,
  fraction: 0,
};

/** Pure: what an action makes of the play-head. */
export function reducePlayhead(state: PlayheadState, action: PlayheadAction): PlayheadState {
  switch (action.kind) {
    case 'seek': {
      const tick = clampTick(action.tick, state.ticks);
      const isUnmoved = tick === state.tick && !state.isFollowing;
      return isUnmoved ? state : { ...state, tick, isFollowing: false, fraction: 0 };
    }
    case 'play': {
      const [first, last] = rangeOf(state);
      const tick = state.tick >= last ? first : state.tick;
      return { ...state, tick, isPlaying: true, isFollowing: false, fraction: 0 };
    }
    case 'pause':
      return { ...state, isPlaying: false };
    case 'follow': {
      const { isFollowing } = action;
      if (!isFollowing) return { ...state, isFollowing };
      return { ...state, isFollowing, isPlaying: false, tick: clampTick(Infinity, state.ticks), fraction: 0 };
    }
    case 'setSpeed':
      return { ...state, speed: Math.min(Math.max(action.speed, 0.1), 100_000) };
    case 'setLoop':
      return { ...state, loop: action.loop && ordered(action.loop, state.ticks) };
    case 'markLoop': {
      const [from, to] = state.loop ?? [0, clampTick(Infinity, state.ticks)];
      const { tick } = state;
      const loop =
        action.end === 'from' ? ([tick, Math.max(to, tick)] as const) : ([Math.min(from, tick), tick] as const);
      return { ...state, loop };
    }
    case 'grow': {
      const { ticks } = action;
      const tick = state.isFollowing
        ? clampTick(Infinity, ticks)
        : state.ticks === 0
          ? state.tick
          : clampTick(state.tick, ticks);
      return { ...state, ticks, tick };
    }
    case 'elapse':
      return state.isPlaying ? advance(state, action.seconds) : state;
    default:
      return action satisfies never;
  }
}

function advance(state: PlayheadState, seconds: number): PlayheadState {
  const [first, last] = rangeOf(state);
  const played = state.fraction + seconds * state.speed;
  const whole = Math.floor(played);
  const fraction = played - whole;
  const reached = state.tick + whole;
  if (reached <= last) return { ...state, tick: reached, fraction };
  if (state.loop === null) return { ...state, tick: last, fraction: 0, isPlaying: false };
  return { ...state, tick: first + ((reached - first) % (last - first + 1)), fraction };
}

function rangeOf({ loop, ticks }: PlayheadState): readonly [number, number] {
  return loop ?? [0, clampTick(Infinity, ticks)];
}

function ordered([a, b]: readonly [number, number], ticks: number): readonly [number, number] {
  const [from, to] = [clampTick(a, ticks), clampTick(b, ticks)];
  return from <= to ? [from, to] : [to, from];
}

/** A run whose length is not known yet keeps any tick from 0. */
const clampTick = (tick: number, ticks: number): number => {
  const last = ticks === 0 && tick !== Infinity ? tick : Math.max(0, ticks - 1);
  return Math.max(0, Math.min(Math.round(tick === Infinity ? last : tick), last));
};
