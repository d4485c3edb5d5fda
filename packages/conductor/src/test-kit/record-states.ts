import { Subject } from 'rxjs';
import type { BrainState } from '../brain-state.ts';
import { conduct, type ConductOptions } from '../conduct.ts';
import type { Schedule } from '../schedule-schema.ts';

/** What a consumer has been given, one demand at a time. */
export interface StateRecord {
  /** Grows with each demand. */
  readonly states: readonly BrainState[];
  readonly isComplete: boolean;
  /** Asks for `count` states, 1 unless given. */
  demand(count?: number): void;
  /** Unsubscribes. */
  stop(): void;
}

/** Subscribes to a schedule and writes down what comes; nothing comes before the first demand. */
export function recordStates(schedule: Schedule, options: Omit<ConductOptions, 'demand$'> = {}): StateRecord {
  const demand$ = new Subject<void>();
  const states: BrainState[] = [];
  let isComplete = false;
  const subscription = conduct(schedule, { ...options, demand$ }).subscribe({
    next: (state) => states.push(state),
    complete: () => (isComplete = true),
  });
  return {
    states,
    get isComplete() {
      return isComplete;
    },
    demand(count = 1) {
      for (let i = 0; i < count; i++) demand$.next();
    },
    stop: () => subscription.unsubscribe(),
  };
}
