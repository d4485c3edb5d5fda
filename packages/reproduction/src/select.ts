import type { EvidenceGroup } from './evidence.ts';

/** Groups of the conditions named, in that order, on each image set. */
export const groupsOf = (groups: readonly EvidenceGroup[], conditions: readonly string[]): EvidenceGroup[] =>
  conditions.flatMap((condition) => groups.filter((group) => group.condition === condition));

/** The image sets among groups, each with the scales at which a condition was run on it. */
export function settingsOf(groups: readonly EvidenceGroup[]): { data: string; scale: string }[] {
  const keys = new Map(groups.map(({ data, scale }) => [`${data}\n${scale}`, { data, scale }]));
  return [...keys.values()];
}

/** The same groups, each setting's together. */
export const bySetting = (groups: readonly EvidenceGroup[]): EvidenceGroup[] =>
  settingsOf(groups).flatMap(({ data, scale }) =>
    groups.filter((group) => group.data === data && group.scale === scale),
  );

/** Of these, the settings with at least two conditions: a condition alone is compared with nothing. */
export const comparedSettingsOf = (groups: readonly EvidenceGroup[]): { data: string; scale: string }[] =>
  settingsOf(groups).filter(
    ({ data, scale }) => groups.filter((group) => group.data === data && group.scale === scale).length > 1,
  );

/** The group of a condition in one setting. */
export const groupIn = (
  groups: readonly EvidenceGroup[],
  { data, scale }: { data: string; scale: string },
  condition: string,
): EvidenceGroup | undefined =>
  groups.find((group) => group.data === data && group.scale === scale && group.condition === condition);
