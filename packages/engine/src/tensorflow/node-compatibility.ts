import { createRequire } from 'node:module';

/** What tfjs-node 4.22 calls of `node:util` and Node 23 took out. */
const removed = {
  isArray: (value: unknown): boolean => Array.isArray(value),
  isDate: (value: unknown): boolean => value instanceof Date,
  isNullOrUndefined: (value: unknown): boolean => value === null || value === undefined,
  isNumber: (value: unknown): boolean => typeof value === 'number',
  isString: (value: unknown): boolean => typeof value === 'string',
};

/** Puts them back; where Node still has them they are replaced, too, as Node 22 warns of every first use. */
export function restoreUtilities(): void {
  const util = createRequire(import.meta.url)('node:util') as Record<string, unknown>;
  for (const [name, test] of Object.entries(removed)) util[name] = test;
}
