/** The value under a dotted path, such as `model.baseWidth`, as text. */
export function valueOfKey(config: unknown, path: string): string {
  let value = config;
  for (const key of path.split('.')) {
    value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
  }
  if (value === undefined) return '–';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
