import { Observable } from 'rxjs';
import type { BrainState } from './brain-state.ts';
import { TickOutOfRangeError } from './errors.ts';
import type { Schedule } from './schedule-schema.ts';
import { stateAt, ticksOf } from './state-at.ts';

export interface ConductOptions {
  /** First tick; 0 unless given. */
  readonly from?: number;
  /** The tick before which to stop; the end of the schedule unless given. */
  readonly until?: number;
  /** Back-pressure: each notification asks for one state. Without it states come as fast as they are taken. */
  readonly demand$?: Observable<unknown>;
}

/**
 * The brain's states in order, as a cold stream. With `demand$` a state follows each demand and never precedes it; a demand
 * made while a state is being delivered waits for that delivery, so a consumer may ask for the next state inside its own
 * handler, for any number of ticks. Completes after `until - 1`, at the schedule's end, or when no further demand can come.
 * Unsubscribing stops at once and lets go of `demand$`.
 * @throws TickOutOfRangeError where `from` or `until` is no tick of the schedule (`until` may be its end).
 */
export function conduct(schedule: Schedule, options: ConductOptions = {}): Observable<BrainState> {
  const total = ticksOf(schedule);
  const { from = 0, until = total, demand$ } = options;
  const isTick = (bound: number): boolean => Number.isSafeInteger(bound) && bound >= 0 && bound <= total;
  if (!isTick(from)) throw new TickOutOfRangeError(from, total);
  if (!isTick(until) && until !== total) throw new TickOutOfRangeError(until, total);
  return new Observable<BrainState>((subscriber) => {
    let tick = from;
    let owed = demand$ === undefined ? Infinity : 0;
    let delivering = false;
    let demandEnded = false;
    const deliver = (): void => {
      if (delivering) return;
      delivering = true;
      while (owed > 0 && tick < until && !subscriber.closed) {
        owed -= 1;
        subscriber.next(stateAt(schedule, tick++));
      }
      delivering = false;
      if (tick >= until || demandEnded) subscriber.complete();
    };
    deliver();
    if (demand$ === undefined || subscriber.closed) return;
    subscriber.add(
      demand$.subscribe({
        next: () => {
          owed += 1;
          deliver();
        },
        error: (error: unknown) => subscriber.error(error),
        complete: () => {
          demandEnded = true;
          deliver();
        },
      }),
    );
  });
}
