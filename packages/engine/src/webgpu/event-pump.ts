/** How long a wait that has not ended soon sleeps between two looks, in ms; the GPU's own threads work meanwhile. */
const SLEEP_MS = 0.2;
const LOOKS_BEFORE_SLEEP = 200;

const sleeper = new Int32Array(new SharedArrayBuffer(4));

type Callback = () => void;

/** Dawn has nothing under way that could end the wait. */
export class EventPumpError extends Error {
  readonly code = 'EVENT_PUMP';
  constructor() {
    super('Dawn has nothing under way, so that waiting for it would never end; the device is lost.');
    this.name = 'EventPumpError';
  }
}

/**
 * Lets a synchronous caller wait for Dawn. Dawn's binding looks for finished work whenever the callback runs that it hands
 * to the global `setImmediate`, as long as something is under way. Calls that begin such work are made `within` the pump,
 * which keeps the callback: `runUntil` can then run it at once, and the event loop does it otherwise.
 */
export interface EventPump {
  within<Result>(call: () => Result): Result;
  /** @throws EventPumpError */
  runUntil(isDone: () => boolean): void;
  /** Waits until nothing is under way, at most for so long. */
  drain(milliseconds: number): void;
}

export function createEventPump(): EventPump {
  let pending: Callback | undefined;

  const within = <Result>(call: () => Result): Result => {
    const original = globalThis.setImmediate;
    const keep = (callback: Callback): NodeJS.Immediate => {
      pending = callback;
      return original(() => {
        if (pending === callback) look();
      });
    };
    globalThis.setImmediate = keep as typeof setImmediate;
    try {
      return call();
    } finally {
      globalThis.setImmediate = original;
    }
  };

  const look = (): void => {
    const callback = pending;
    if (callback === undefined) throw new EventPumpError();
    pending = undefined;
    within(callback);
  };

  return {
    within,
    runUntil(isDone) {
      for (let looks = 0; !isDone(); looks++) {
        if (looks >= LOOKS_BEFORE_SLEEP) Atomics.wait(sleeper, 0, 0, SLEEP_MS);
        look();
      }
    },
    drain(milliseconds) {
      const end = performance.now() + milliseconds;
      while (pending !== undefined && performance.now() < end) look();
    },
  };
}
