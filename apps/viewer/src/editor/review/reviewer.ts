import type { ScheduleProblem } from '@oneiros/conductor';
import { BehaviorSubject, asyncScheduler, Subject, throttle, timer, type Observable, type SchedulerLike } from 'rxjs';
import { valueAt } from '../model/schedule-draft.ts';
import type { Preview } from './preview.ts';
import type { ReviewPart, ReviewRequest } from './review.ts';

/** What goes to whoever works a review out; of requests the last alone counts. */
export interface ReviewMessage {
  readonly id: number;
  readonly request: ReviewRequest;
}

export interface ReviewReply {
  readonly id: number;
  readonly reply: ReviewPart;
}

/** A worker, or what stands for it in tests. */
export interface ReviewPort {
  post(message: ReviewMessage): void;
  listen(onReply: (reply: ReviewReply) => void): void;
  close(): void;
}

/** What is known about the draft. */
export interface ReviewState {
  /** Of the newest draft that was looked at. */
  readonly problems: readonly ScheduleProblem[];
  /** The last that was worked out; null before the first. */
  readonly preview: Preview | null;
  /** A newer draft than that of `preview` is being worked out. */
  readonly isPending: boolean;
}

export interface Reviewer {
  /** The newest first. */
  readonly state$: Observable<ReviewState>;
  readonly state: ReviewState;
  request(request: ReviewRequest): void;
  close(): void;
}

const REST_MS = 60;
const LONG_REST_MS = 400;
/** Copying so many runs to the worker takes a frame. */
const MANY_RUNS = 5000;

const restOf = ({ draft }: ReviewRequest): number => {
  const runs = valueAt(draft, ['source', 'hypnogram', 'runs']);
  return Array.isArray(runs) && runs.length > MANY_RUNS ? LONG_REST_MS : REST_MS;
};

/**
 * Has drafts reviewed elsewhere, at most one each 60 ms (400 ms for very long recordings) while they change, and always the
 * last: the page never waits for a review.
 * @param scheduler of time; rxjs's own unless given
 */
export function createReviewer(port: ReviewPort, scheduler: SchedulerLike = asyncScheduler): Reviewer {
  const state$ = new BehaviorSubject<ReviewState>({ problems: [], preview: null, isPending: false });
  const requests$ = new Subject<ReviewRequest>();
  let newest = 0;
  const set = (change: Partial<ReviewState>): void => state$.next({ ...state$.value, ...change });
  port.listen(({ id, reply }) => {
    if (id !== newest) return;
    if (reply.part === 'preview') set({ preview: reply.preview, isPending: false });
    else set({ problems: reply.problems, ...(reply.problems.length > 0 && { isPending: false }) });
  });
  const sending = requests$
    .pipe(throttle((request) => timer(restOf(request), scheduler), { leading: true, trailing: true }))
    .subscribe((request) => port.post({ id: ++newest, request }));
  return {
    state$,
    get state() {
      return state$.value;
    },
    request(request) {
      if (!state$.value.isPending) set({ isPending: true });
      requests$.next(request);
    },
    close() {
      sending.unsubscribe();
      port.close();
      state$.complete();
    },
  };
}
