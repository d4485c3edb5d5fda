/** Part of a configuration and where it was written. */
export interface ConfigLayer {
  /** Such as `--set`, `ONEIROS_SEED`, `oneiros.yaml`. */
  readonly origin: string;
  /** A partial configuration, not yet checked. */
  readonly values: Readonly<Record<string, unknown>>;
  /** What its reader should know, such as codes of a hypnogram whose meaning was guessed. */
  readonly notes?: readonly string[];
}

export type PlainObject = Readonly<Record<string, unknown>>;

export const isPlainObject = (value: unknown): value is PlainObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** @returns the nested object that holds `value` at a dotted path, such as `plasticity.learningRate`. */
export function nest(path: string, value: unknown): PlainObject {
  return path.split('.').reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as PlainObject;
}

/** @returns what lies at a dotted path, or undefined. */
export function valueAt(object: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (inner, key) => (isPlainObject(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined),
      object,
    );
}
