/** Longer names are cut; what is cut off is replaced by the task's id. */
const longest = 100;

/**
 * A name for people and for a folder, such as `no-rem-learningRate-0.001-seed-2`: values of `condition` and `preset`
 * alone, others behind the last part of their key, or behind the whole key where two keys end alike.
 *
 * @param overrides what tells the task from the others, in the order in which it is to be read
 * @param taken names that other tasks of the plan have
 */
export function taskNameOf(
  overrides: Readonly<Record<string, unknown>>,
  id: string,
  taken: ReadonlySet<string> = new Set(),
): string {
  const keys = Object.keys(overrides);
  const leaves = keys.map(leafOf);
  const parts = keys.map((key) => {
    const value = wordOf(overrides[key]);
    if (key === 'condition' || key === 'preset') return value;
    const leaf = leafOf(key);
    return `${leaves.filter((other) => other === leaf).length > 1 ? key : leaf}-${value}`;
  });
  const name = parts.join('-');
  return name.length > longest || taken.has(name) ? `${name.slice(0, longest)}-${id}` : name;
}

const leafOf = (key: string): string => key.slice(key.lastIndexOf('.') + 1);

/** A value in letters that every file system and shell takes. */
const wordOf = (value: unknown): string =>
  typeof value === 'number'
    ? String(value)
    : (typeof value === 'string' ? value : JSON.stringify(value))
        .replace(/[^A-Za-z0-9._-]+/g, '-')
        .replace(/^[-.]+|-+$/g, '');
