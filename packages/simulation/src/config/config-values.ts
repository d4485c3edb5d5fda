import { isPlainObject } from './plain-object.ts';

/** Every value of a configuration by its dotted path, such as `model.baseWidth`; a list is one value. */
export function configValues(config: object): ReadonlyMap<string, unknown> {
  const values = new Map<string, unknown>();
  const visit = (value: unknown, path: string): void => {
    if (!isPlainObject(value)) return void values.set(path, value);
    for (const [key, inner] of Object.entries(value)) {
      if (inner !== undefined) visit(inner, path === '' ? key : `${path}.${key}`);
    }
  };
  visit(config, '');
  return values;
}
