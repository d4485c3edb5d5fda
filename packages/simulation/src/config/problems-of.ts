import { z } from 'zod';
import type { ConfigProblem } from '../errors.ts';
import { closestKey } from './closest-key.ts';
import { isPlainObject, type PlainObject } from './plain-object.ts';

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
    const elsewhere = variantsWith(schema, inside.split('.'));
    if (elsewhere.length > 0) {
      return { path: path === '' ? key : `${path}.${key}`, message: `only where ${elsewhere.join(' or ')}` };
    }
    const suggestion = closestKey(inside, keysOf(schema));
    return {
      path: path === '' ? key : `${path}.${key}`,
      message: 'no such key',
      ...(suggestion === undefined ? {} : { suggestion: prefix === '' ? suggestion : `${prefix}.${suggestion}` }),
    };
  });
}

/**
 * What a part of the configuration has to be for a key to exist in it, such as `schedule.kind is life`; empty where the key exists in
 * none, or does not depend on what the part is.
 */
function variantsWith(schema: z.ZodType, [...keys]: string[]): string[] {
  const found: string[] = [];
  const walk = (node: unknown, depth: number, said: string | undefined): void => {
    if (!isPlainObject(node)) return;
    for (const member of [node['anyOf'], node['oneOf']].filter(Array.isArray).flat() as unknown[]) {
      walk(member, depth, tagOf(member, keys.slice(0, depth)) ?? said);
    }
    walk(node['items'], depth, said);
    const properties = node['properties'];
    if (!isPlainObject(properties) || !Object.hasOwn(properties, keys[depth]!)) return;
    if (depth < keys.length - 1) walk(properties[keys[depth]!], depth + 1, said);
    else if (said !== undefined) found.push(said);
  };
  walk(z.toJSONSchema(schema, { io: 'input' }), 0, undefined);
  return [...new Set(found)];
}

/** The constant that tells a variant from the others: `schedule.kind is life`. */
function tagOf(variant: unknown, place: readonly string[]): string | undefined {
  const properties = isPlainObject(variant) ? variant['properties'] : undefined;
  const tag = Object.entries(isPlainObject(properties) ? properties : {}).find(
    ([, value]) => isPlainObject(value) && value['const'] !== undefined,
  );
  return tag && `${[...place, tag[0]].join('.')} is ${String((tag[1] as PlainObject)['const'])}`;
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
