/** A back end that was asked for does not load here. */
export class BackendUnavailableError extends Error {
  readonly code = 'BACKEND_UNAVAILABLE';
  readonly backend: string;
  readonly reason: string;
  readonly advice: string;

  constructor(backend: string, reason: string, advice: string) {
    super(`The back end "${backend}" is not available: ${reason}. ${advice}`);
    this.name = 'BackendUnavailableError';
    this.backend = backend;
    this.reason = reason;
    this.advice = advice;
  }
}

/** A name that is no back end. */
export class UnknownBackendError extends Error {
  readonly code = 'UNKNOWN_BACKEND';
  readonly backend: string;

  constructor(backend: string, known: readonly string[]) {
    super(`Unknown back end "${backend}"; expected one of ${known.join(', ')}.`);
    this.name = 'UnknownBackendError';
    this.backend = backend;
  }
}

/** A thread count that is no positive whole number. */
export class ThreadCountError extends Error {
  readonly code = 'THREAD_COUNT';
  readonly actual: unknown;

  constructor(actual: unknown, source: string) {
    super(`${source} must be a whole number from 1 to 1024, not ${JSON.stringify(actual)}.`);
    this.name = 'ThreadCountError';
    this.actual = actual;
  }
}

/** The GPU reported an error, after which what it computed cannot be trusted. */
export class WebgpuDeviceError extends Error {
  readonly code = 'WEBGPU_DEVICE';
  readonly problem: string;

  constructor(problem: string) {
    super(`The GPU failed: ${problem}. Resume from the last checkpoint; if it happens again, choose --backend onednn.`);
    this.name = 'WebgpuDeviceError';
    this.problem = problem;
  }
}
