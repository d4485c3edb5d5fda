/** Signals that ask a run to stop where it can be resumed; USR2 is what batch systems send before their time limit. */
const signals = ['SIGINT', 'SIGTERM', 'SIGUSR2'] as const;
export type StopSignal = (typeof signals)[number];

/** Watches for signals while a run lives. */
export interface Interrupts {
  /** The first signal that came, if any. */
  readonly received: StopSignal | undefined;
  /** Gives the signals back to their defaults. */
  dispose(): void;
}

/**
 * The first signal is only noted: the loop looks at it between ticks. A second one of any kind ends the process at once.
 * @param onFirst tells the user that the tick is being finished; @param onSecond ends the process.
 */
export function watchInterrupts(
  onFirst: (signal: StopSignal) => void,
  onSecond: (signal: StopSignal) => void,
): Interrupts {
  let received: StopSignal | undefined;
  const listen = (signal: StopSignal): void => {
    if (received !== undefined) return onSecond(signal);
    received = signal;
    onFirst(signal);
  };
  for (const signal of signals) process.on(signal, listen);
  return {
    get received() {
      return received;
    },
    dispose: () => signals.forEach((signal) => process.off(signal, listen)),
  };
}
