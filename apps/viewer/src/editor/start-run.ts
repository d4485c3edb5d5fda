import { apiPaths } from '@oneiros/timeline';

/** A server that did not start a run; the message is the server's own where it gave one. */
export class RunRefusedError extends Error {
  readonly code = 'RUN_REFUSED';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'RunRefusedError';
    this.status = status;
  }
}

export interface StartRunOptions {
  /** Of the new run's folder; the server makes one unless given. */
  readonly name?: string;
  /** Sent where the page was not opened by the address with the token, which leaves a cookie. */
  readonly token?: string;
  readonly fetch?: typeof fetch;
}

/**
 * Starts a run of a schedule on the server that this page came from.
 * @param yaml a schedule file @returns the id of the run
 * @throws RunRefusedError with what the server says is wrong
 */
export async function startRun(yaml: string, options: StartRunOptions = {}): Promise<{ readonly id: string }> {
  const { name, token, fetch: send = fetch } = options;
  const query = name === undefined ? '' : `?name=${encodeURIComponent(name)}`;
  const response = await send(`${apiPaths.start}${query}`, {
    method: 'POST',
    credentials: 'same-origin',
    headers: {
      'content-type': 'application/yaml',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    body: yaml,
  });
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok && hasText(answer, 'id')) return { id: answer.id };
  const error = typeof answer === 'object' && answer !== null && 'error' in answer ? answer.error : null;
  const told = hasText(error, 'message') ? error.message : `The server answered ${response.status}.`;
  throw new RunRefusedError(response.status, told);
}

const hasText = <K extends string>(value: unknown, key: K): value is Record<K, string> =>
  typeof value === 'object' && value !== null && key in value && typeof (value as Record<K, unknown>)[key] === 'string';
