import { createHash } from 'node:crypto';
import { canonicalJson, type RunConfig } from '@oneiros/simulation/config';

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
