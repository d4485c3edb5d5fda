import { canonicalJson } from '@oneiros/simulation/config';
import { parameterText } from './parameters.ts';

/** Keys that make runs so different that what is below them need not be named. */
const kinds = ['condition', 'data.name', 'schedule.kind'];
const MOST_KEYS = 3;
const MOST_CHARACTERS = 24;

interface Labelled {
  readonly label: string;
  readonly differs: Readonly<Record<string, unknown>>;
}

/**
 * Short names of groups, each its own: what kind of run it is, as far as the groups differ in that, and the keys in which it
 * differs from the groups of its own kind; the first few of them, and how many more there are.
 */
export function labelGroups<Group extends Labelled>(
  groups: readonly Group[],
  conditionOf: (group: Group) => string,
): Group[] {
  const taken = new Map<string, number>();
  return groups.map((group) => {
    const kindOf = ({ differs }: Labelled): string => canonicalJson(kinds.map((key) => differs[key] ?? null));
    const alike = groups.filter((other) => kindOf(other) === kindOf(group));
    const valuesOf = (key: string): number => new Set(alike.map(({ differs }) => canonicalJson([differs[key]]))).size;
    // Keys that tell more groups apart come first.
    const keys = Object.keys(group.differs)
      .filter((key) => !kinds.includes(key) && valuesOf(key) > 1)
      .sort((a, b) => valuesOf(b) - valuesOf(a));
    const ownKinds = kinds.slice(1).flatMap((key) => (key in group.differs ? [parameterText(group.differs[key])] : []));
    const values = keys.slice(0, MOST_KEYS).map((key) => `${key}=${shortened(group.differs[key] ?? undefined)}`);
    const more = keys.length > MOST_KEYS ? [`and ${keys.length - MOST_KEYS} more`] : [];
    const label = [conditionOf(group), ...ownKinds, ...values, ...more].join(' ');
    const times = (taken.get(label) ?? 0) + 1;
    taken.set(label, times);
    return { ...group, label: times === 1 ? label : `${label} (${times})` };
  });
}

function shortened(value: unknown): string {
  const text = parameterText(value);
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS - 1)}…` : text;
}
