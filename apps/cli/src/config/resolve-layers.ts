import { ConfigError, conditions, resolveConfig, type RunConfig } from '@oneiros/simulation';
import { isPlainObject, valueAt, type ConfigLayer } from './config-layer.ts';

/** A checked configuration and where each of its values was written. */
export interface ResolvedConfig {
  readonly config: RunConfig;
  /** Dotted path of a value -> its origin; `default` where nobody wrote it. */
  readonly origins: ReadonlyMap<string, string>;
}

/**
 * @param layers the last one on top. @throws ConfigError that names every offending path and where it was written.
 */
export function resolveLayers(layers: readonly ConfigLayer[]): ResolvedConfig {
  const config = resolveOrExplain(layers);
  const written = layers.flatMap(withCondition);
  const origins = new Map(
    leaves(config).map((path) => [path, written.findLast((layer) => isWritten(layer, path))?.origin ?? 'default']),
  );
  return { config, origins };
}

/** Dotted paths of everything that is not an object; a list is one value. */
export function leaves(value: unknown, path = ''): string[] {
  if (!isPlainObject(value)) return [path];
  return Object.entries(value).flatMap(([key, inner]) =>
    inner === undefined ? [] : leaves(inner, path === '' ? key : `${path}.${key}`),
  );
}

function resolveOrExplain(layers: readonly ConfigLayer[]): RunConfig {
  try {
    return resolveConfig(...layers.map((layer) => layer.values));
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new ConfigError(
      error.problems.map((problem) => {
        const origin = layers.findLast((layer) => isWritten(layer, problem.path))?.origin;
        return origin === undefined ? problem : { ...problem, message: `${problem.message} (from ${origin})` };
      }),
    );
  }
}

/** A layer that names a condition brings that condition's values along, under its own. */
function withCondition(layer: ConfigLayer): ConfigLayer[] {
  const name = layer.values['condition'];
  const preset = Object.entries(conditions).find(([condition]) => condition === name)?.[1];
  return preset === undefined
    ? [layer]
    : [{ origin: `condition ${String(name)} (${layer.origin})`, values: { ...preset } }, layer];
}

const isWritten = (layer: ConfigLayer, path: string): boolean => valueAt(layer.values, path) !== undefined;
