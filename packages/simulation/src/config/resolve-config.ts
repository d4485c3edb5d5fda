import { ConfigError } from '../errors.ts';
import { conditions } from './conditions.ts';
import { conditionNames, type ConditionName } from './condition-names.ts';
import { isPlainObject, type PlainObject } from './plain-object.ts';
import { keysOf, problemsOf } from './problems-of.ts';
import { runConfigSchema, type RunConfig, type RunConfigInput } from './run-config.ts';

/**
 * Lays partial configurations over one another, the last one on top, and fills in the defaults. A layer that names a
 * `condition` brings that preset along, under its own keys and over all earlier layers; so does a layer that brings a life with what a
 * life wants ({@link lifeDefaults}).
 *
 * @throws ConfigError that names every offending path, with a suggestion for unknown keys.
 */
export function resolveConfig(...layers: readonly unknown[]): RunConfig {
  const merged = layers.reduce<unknown>((below, layer) => {
    const preset = isPlainObject(layer) && isConditionName(layer['condition']) ? conditions[layer['condition']] : {};
    const nights = isLife(layer) && !isLife(below) ? lifeDefaults : {};
    return overlay(overlay(overlay(below, preset), nights), layer ?? {});
  }, {});
  const result = runConfigSchema.safeParse(merged);
  if (!result.success)
    throw new ConfigError(result.error.issues.flatMap((issue) => problemsOf(issue, runConfigSchema)));
  return result.data;
}

/** Every path that a configuration may have, such as `plasticity.learningRate`, with those of all kinds of schedule. */
export const configKeys = (): string[] => keysOf(runConfigSchema);

/**
 * What a life has in the place of other defaults: episodes of the day to replay at night, mixed with those of the day before in REM, and a look at the brain each morning
 * instead of after each epoch.
 */
export const lifeDefaults = {
  store: { kind: 'day', days: 2 },
  probes: { readoutEveryEpochs: 0, readoutEveryNights: 1 },
  dreams: { everyEpochs: 0, everyNights: 1 },
  checkpoints: { keepEveryEpochs: 0, keepEveryNights: 1 },
} as const satisfies RunConfigInput;

const isLife = (layer: unknown): boolean =>
  isPlainObject(layer) && isPlainObject(layer['schedule']) && layer['schedule']['kind'] === 'life';

const isConditionName = (value: unknown): value is ConditionName =>
  (conditionNames as readonly unknown[]).includes(value);

/**
 * Objects merge key by key, except those that become something else, which replace what is below: a schedule of another kind, and in a
 * life another source or another way to count updates; all else is replaced.
 */
function overlay(below: unknown, above: unknown): unknown {
  if (!isPlainObject(below) || !isPlainObject(above)) return above;
  const merged: PlainObject = { ...below };
  for (const [key, value] of Object.entries(above)) {
    if (value === undefined) continue;
    merged[key] = becomesAnother(key, below[key], value) ? value : overlay(below[key], value);
  }
  return merged;
}

/** Keys whose values tell apart what lies under a key. */
const discriminators: Readonly<Record<string, readonly string[]>> = {
  schedule: ['kind'],
  updates: ['mode'],
  source: ['preset', 'hypnogram', 'model'],
};

function becomesAnother(key: string, below: unknown, above: unknown): boolean {
  const names = discriminators[key];
  if (names === undefined || !isPlainObject(below) || !isPlainObject(above)) return false;
  // Who names a source means the whole of it: nothing of the one below stays, not even where it has the same name.
  const differs = (name: string): boolean =>
    above[name] !== undefined && (key === 'source' || above[name] !== below[name]);
  return names.some(differs);
}
