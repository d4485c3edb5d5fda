import { isPlainObject } from './plain-object.ts';

/** Paths, such as `model.baseWidth`, whose values differ between two configurations. */
export function changedKeys(a: unknown, b: unknown, path = ''): string[] {
  if (!isPlainObject(a) || !isPlainObject(b)) return JSON.stringify(a) === JSON.stringify(b) ? [] : [path];
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  return keys.flatMap((key) => changedKeys(a[key], b[key], path === '' ? key : `${path}.${key}`));
}
