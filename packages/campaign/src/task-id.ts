import { createHash } from 'node:crypto';
import type { RunConfig } from '@oneiros/simulation';

/**
 * The name that a configuration has wherever it is planned: 48 bits of the SHA-256 of its content, in which the order of
 * keys does not count. A run that starts from another's brain is another one.
 *
 * @param from id of the task that it starts from
 * @returns twelve hexadecimal digits
 */
export const taskIdOf = (config: RunConfig | Readonly<Record<string, unknown>>, from?: string): string =>
  createHash('sha256')
    .update(canonicalJson(config))
    .update(from === undefined ? '' : `from ${from}`)
    .digest('hex')
    .slice(0, 12);

/** JSON with its keys in order and without what is undefined: equal for equal content. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
