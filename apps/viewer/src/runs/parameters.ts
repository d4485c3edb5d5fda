import { canonicalJson, configValues, type RunConfig } from '@oneiros/simulation/config';

/** One parameter of a run beside the default and another run. */
export interface Parameter {
  /** Dotted path, such as `model.baseWidth`. */
  readonly path: string;
  readonly value: string;
  readonly isChanged: boolean;
  readonly standard: string;
  /** Null where there is no other run. */
  readonly other: string | null;
  readonly differsFromOther: boolean;
}

export interface ParameterOptions {
  /** Paths that differ from the defaults. */
  readonly changed: readonly string[];
  readonly defaults: RunConfig;
  readonly other?: RunConfig | null | undefined;
}

/** Every parameter of a run, and those that only the other one has. */
export function parametersOf(config: RunConfig, { changed, defaults, other }: ParameterOptions): Parameter[] {
  const own = configValues(config);
  const standard = configValues(defaults);
  const theirs = other ? configValues(other) : null;
  const isChanged = (path: string): boolean => changed.some((key) => path === key || path.startsWith(`${key}.`));
  const paths = [...new Set([...own.keys(), ...(theirs?.keys() ?? [])])];
  return paths.map((path) => ({
    path,
    value: parameterText(own.get(path)),
    isChanged: isChanged(path),
    standard: parameterText(standard.get(path)),
    other: theirs && parameterText(theirs.get(path)),
    differsFromOther: theirs !== null && canonicalJson([own.get(path)]) !== canonicalJson([theirs.get(path)]),
  }));
}

/** As in a configuration file, in one line; a dash where there is no such key. */
export const parameterText = (value: unknown): string =>
  value === undefined ? '–' : typeof value === 'string' ? value : JSON.stringify(value);
