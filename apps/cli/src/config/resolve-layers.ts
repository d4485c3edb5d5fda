import { ConfigError, conditions, isLife, lifeDefaults, resolveConfig, type RunConfig } from '@oneiros/simulation';
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
  const written = layers.flatMap(withWhatItBrings);
  const origins = new Map(
    leaves(config).map((path) => [path, written.findLast((layer) => isWritten(layer, path))?.origin ?? 'default']),
  );
  return { config, origins };
}

const scheduleAdvice =
  'Name such a schedule with --schedule, for example --schedule adult; `oneiros schedule list` has them';

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
        const from = origin === undefined ? '' : ` (from ${origin})`;
        const advice = /schedule\.kind is life/.test(problem.message) ? `. ${scheduleAdvice}` : '';
        return { ...problem, message: `${problem.message}${from}${advice}` };
      }),
    );
  }
}

/** What a layer brings along, under its own values: that of the condition it names, and of a life where there was none below. */
function withWhatItBrings(layer: ConfigLayer, index: number, layers: readonly ConfigLayer[]): ConfigLayer[] {
  const brings = isLife(layer.values) && !layers.slice(0, index).some(({ values }) => isLife(values));
  const life = brings ? [{ origin: `a life (${layer.origin})`, values: { ...lifeDefaults } }] : [];
  const [own, ...preset] = withCondition(layer).reverse();
  return [...preset, ...life, own!];
}

function withCondition(layer: ConfigLayer): ConfigLayer[] {
  const name = layer.values['condition'];
  const preset = Object.entries(conditions).find(([condition]) => condition === name)?.[1];
  return preset === undefined
    ? [layer]
    : [{ origin: `condition ${String(name)} (${layer.origin})`, values: { ...preset } }, layer];
}

const isWritten = (layer: ConfigLayer, path: string): boolean => valueAt(layer.values, path) !== undefined;
