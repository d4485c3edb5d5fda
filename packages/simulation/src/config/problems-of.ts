import { z } from 'zod';
import type { ConfigProblem } from '../errors.ts';
import { closestKey } from './closest-key.ts';
import { isPlainObject } from './plain-object.ts';

/** Every path that a schema takes, such as `plasticity.learningRate`, with those of all its variants and of list entries. */
export function keysOf(schema: z.ZodType): string[] {
  const keys = new Set<string>();
  collectKeys(z.toJSONSchema(schema, { io: 'input' }), '', keys);
  return [...keys];
}

/** What an issue of a schema means to who wrote the configuration. @param prefix path of what the schema describes */
export function problemsOf(issue: z.core.$ZodIssue, schema: z.ZodType, prefix = ''): ConfigProblem[] {
  const path = [prefix, ...issue.path].filter((part) => part !== '').join('.');
  if (issue.code !== 'unrecognized_keys') return [{ path, message: issue.message }];
  return issue.keys.map((key) => {
    // Keys of list entries are known without their number.
    const inside = [...issue.path.filter((part) => typeof part !== 'number'), key].join('.');
    const suggestion = closestKey(inside, keysOf(schema));
    return {
      path: path === '' ? key : `${path}.${key}`,
      message: 'no such key',
      ...(suggestion === undefined ? {} : { suggestion: prefix === '' ? suggestion : `${prefix}.${suggestion}` }),
    };
  });
}

function collectKeys(schema: unknown, path: string, keys: Set<string>): void {
  if (!isPlainObject(schema)) return;
  for (const variant of [schema['anyOf'], schema['oneOf'], schema['allOf']]) {
    if (Array.isArray(variant)) for (const member of variant) collectKeys(member, path, keys);
  }
  collectKeys(schema['items'], path, keys);
  if (!isPlainObject(schema['properties'])) return;
  for (const [key, value] of Object.entries(schema['properties'])) {
    const inner = path === '' ? key : `${path}.${key}`;
    keys.add(inner);
    collectKeys(value, inner, keys);
  }
}
