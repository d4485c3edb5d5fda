import { createHash } from 'node:crypto';
import { canonicalJson, type RunConfig } from '@oneiros/simulation/config';

/**
 * The name that a configuration has wherever it is planned: 48 bits of the SHA-256 of its content, in which the order of
 * keys does not count.
 *
 * @returns twelve hexadecimal digits
 */
export const taskIdOf = (config: RunConfig | Readonly<Record<string, unknown>>): string =>
  createHash('sha256').update(canonicalJson(config)).digest('hex').slice(0, 12);
