import { ConfigError } from '../errors.ts';
import { conditions } from './conditions.ts';
import { isPlainObject, keysOf, problemsOf } from './problems-of.ts';
import { conditionNames, runConfigSchema } from './run-config.ts';
import type { ConditionName, RunConfig } from './run-config.ts';

type PlainObject = Record<string, unknown>;

/**
 * Lays partial configurations over one another, the last one on top, and fills in the defaults. A layer that names a
 * `condition` brings that preset along, under its own keys and over all earlier layers.
 *
 * @throws ConfigError that names every offending path, with a suggestion for unknown keys.
 */
export function resolveConfig(...layers: readonly unknown[]): RunConfig {
  const merged = layers.reduce<unknown>((below, layer) => {
    const preset = isPlainObject(layer) && isConditionName(layer['condition']) ? conditions[layer['condition']] : {};
    return overlay(overlay(below, preset), layer ?? {});
  }, {});
  const result = runConfigSchema.safeParse(merged);
  if (!result.success)
    throw new ConfigError(result.error.issues.flatMap((issue) => problemsOf(issue, runConfigSchema)));
  return result.data;
}

/** Paths, such as `model.baseWidth`, whose values differ between two configurations. */
export function changedKeys(a: unknown, b: unknown, path = ''): string[] {
  if (!isPlainObject(a) || !isPlainObject(b)) return JSON.stringify(a) === JSON.stringify(b) ? [] : [path];
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  return keys.flatMap((key) => changedKeys(a[key], b[key], path === '' ? key : `${path}.${key}`));
}

/** Every path that a configuration may have, such as `plasticity.learningRate`, with those of all kinds of schedule. */
export const configKeys = (): string[] => keysOf(runConfigSchema);

const isConditionName = (value: unknown): value is ConditionName =>
  (conditionNames as readonly unknown[]).includes(value);

/** Objects merge key by key, except a schedule of another kind, which replaces the one below; all else is replaced. */
function overlay(below: unknown, above: unknown): unknown {
  if (!isPlainObject(below) || !isPlainObject(above)) return above;
  const merged: PlainObject = { ...below };
  for (const [key, value] of Object.entries(above)) {
    if (value === undefined) continue;
    merged[key] = key === 'schedule' && isOtherKind(below[key], value) ? value : overlay(below[key], value);
  }
  return merged;
}

const isOtherKind = (below: unknown, above: unknown): boolean =>
  isPlainObject(below) && isPlainObject(above) && above['kind'] !== undefined && above['kind'] !== below['kind'];
