import { concatMap, from, Observable } from 'rxjs';
import type { Simulation, TickReport } from './create-simulation.ts';
import type { OneirosEvent } from './events.ts';

export interface SimulateOptions {
  /** The tick before which to stop; the end of the run unless given. */
  readonly until?: number;
  /** A first value ends the stream after the tick that is under way. */
  readonly stop$?: Observable<unknown>;
}

/**
 * Advances a simulation tick by tick and yields to the event loop between ticks, so that signals, timers and unsubscribing
 * work. Cold and synchronous within a tick: while an observer handles a report, the brain stands right after that tick.
 * Errors of a tick, such as DivergedError, are errors of the stream.
 */
export function reportsOf(
  simulation: Simulation,
  { until = Infinity, stop$ }: SimulateOptions = {},
): Observable<TickReport> {
  return new Observable<TickReport>((subscriber) => {
    const end = Math.min(until, simulation.totalTicks);
    let stopped = false;
    subscriber.add(stop$?.subscribe(() => (stopped = true)));
    const step = (): void => {
      if (subscriber.closed) return;
      if (stopped || simulation.tick >= end) return subscriber.complete();
      try {
        subscriber.next(simulation.advance());
      } catch (error) {
        return subscriber.error(error);
      }
      yieldToEventLoop(step);
    };
    step();
  });
}

/** The events of `reportsOf`, one by one. */
export const simulate = (simulation: Simulation, options: SimulateOptions = {}): Observable<OneirosEvent> =>
  reportsOf(simulation, options).pipe(concatMap(({ events }) => from(events)));

/**
 * Node has setImmediate, which waits for no timer. Browsers hold nested timers back by 4 ms, a good part of a small brain's tick;
 * a message to oneself comes at once, after what others have sent.
 */
const yieldToEventLoop = (task: () => void): void => {
  if (typeof setImmediate === 'function') {
    setImmediate(task);
    return;
  }
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    task();
  };
  port2.postMessage(undefined);
};
