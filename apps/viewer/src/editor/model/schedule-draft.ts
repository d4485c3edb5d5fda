/** What a schedule file can hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * A schedule while it is edited: exactly what its file says, without defaults filled in, and perhaps wrong in places.
 * What is wrong is told by the schema of `@oneiros/conductor`, never by this type.
 */
export interface ScheduleDraft {
  readonly kind: string;
  readonly [key: string]: Json;
}

export type Path = readonly (string | number)[];

/** As `ScheduleProblem.path` spells it: `manipulations[0].days.to`. */
export const pathText = (path: Path): string =>
  path.map((key, i) => (typeof key === 'number' ? `[${key}]` : `${i === 0 ? '' : '.'}${key}`)).join('');

/** The value at a path; undefined where there is none. */
export const valueAt = (draft: Json, path: Path): Json | undefined =>
  path.reduce<Json | undefined>((value, key) => {
    if (typeof value !== 'object' || value === null) return undefined;
    return (value as { readonly [key: string | number]: Json })[key];
  }, draft);

type Writable = Record<string | number, unknown>;

const isContainer = (value: unknown): value is Writable => typeof value === 'object' && value !== null;

/**
 * Writes into a draft of Immer, or any object of one's own. Missing parents are made; `undefined` takes the key out,
 * and with it parents that are left empty, so that a file says no more than it must.
 */
export function writeAt(target: object, path: Path, value: Json | undefined): void {
  const [key, ...rest] = path;
  if (key === undefined) return;
  const parent = target as Writable;
  if (rest.length > 0) {
    if (!isContainer(parent[key])) {
      if (value === undefined) return;
      parent[key] = typeof rest[0] === 'number' ? [] : {};
    }
    const child = parent[key] as Writable;
    writeAt(child, rest, value);
    if (value === undefined && !Array.isArray(child) && Object.keys(child).length === 0 && !Array.isArray(parent))
      delete parent[key];
    return;
  }
  if (value !== undefined) parent[key] = value;
  else if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else delete parent[key];
}
