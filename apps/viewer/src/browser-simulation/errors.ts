/** What went wrong in the worker, or on the way to it, in words for the reader of the page. */
export interface Problem {
  readonly code: string;
  readonly message: string;
  /** What to do now. */
  readonly advice: string;
}

/** The simulation in the browser could not do what was asked. */
export class BrowserSimulationError extends Error implements Problem {
  override readonly name = 'BrowserSimulationError';
  readonly code: string;
  readonly advice: string;

  constructor({ code, message, advice }: Problem) {
    super(message);
    this.code = code;
    this.advice = advice;
  }
}

const advices: Readonly<Record<string, string>> = {
  DIVERGED: 'Go back to an earlier moment, or start again with another seed or schedule.',
  FINISHED: 'Go back to an earlier moment, or start again.',
  CONFIG_INVALID: 'Correct the schedule and start again.',
  SCHEDULE_INVALID: 'Correct the line that is named and start again.',
  NO_BACKEND: 'Choose another back end; plain JavaScript (CPU) runs in every browser.',
  SNAPSHOT_MISMATCH: 'Start again: the moment belongs to a brain of another shape.',
};

const OTHERWISE = 'Start again; if it comes back, choose the CPU as back end or a smaller brain.';

/** @param error whatever was thrown; errors of Oneiros carry a `code` */
export function problemOf(error: unknown): Problem {
  if (error instanceof BrowserSimulationError) {
    const { code, message, advice } = error;
    return { code, message, advice };
  }
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  const known = typeof code === 'string' ? code : 'UNEXPECTED';
  return {
    code: known,
    message: typeof message === 'string' && message !== '' ? message : String(error),
    advice: advices[known] ?? OTHERWISE,
  };
}
