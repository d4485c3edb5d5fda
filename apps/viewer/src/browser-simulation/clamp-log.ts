import type { HeldLevels } from '@oneiros/conductor';

/** Levels held by hand from a tick on, until the next change; `null` is the schedule's own level. */
export interface ClampChange {
  readonly tick: number;
  readonly ach: number | null;
  readonly na: number | null;
}

const nothingHeld = { ach: null, na: null } as const;

/** The last change at or before a tick. @param changes ascending by tick */
export function heldAt(changes: readonly ClampChange[], tick: number): Omit<ClampChange, 'tick'> {
  let held: Omit<ClampChange, 'tick'> = nothingHeld;
  for (const change of changes) {
    if (change.tick > tick) break;
    held = change;
  }
  return { ach: held.ach, na: held.na };
}

/**
 * The log with a change from `tick` on: what comes later is forgotten, a level that is not named stays as it was held.
 * @returns the same log where nothing changes
 */
export function withChange(changes: readonly ClampChange[], tick: number, levels: HeldLevels): readonly ClampChange[] {
  const before = changesBefore(changes, tick);
  const held = heldAt(changes, tick);
  const next = {
    ach: levels.ach === undefined ? held.ach : levels.ach,
    na: levels.na === undefined ? held.na : levels.na,
  };
  if (changes.every((change) => change.tick <= tick) && isSame(held, next)) return changes;
  return isSame(heldAt(before, tick), next) ? before : [...before, { tick, ...next }];
}

/** Changes that took hold before a tick. */
export const changesBefore = (changes: readonly ClampChange[], tick: number): readonly ClampChange[] =>
  changes.filter((change) => change.tick < tick);

const isSame = (a: Omit<ClampChange, 'tick'>, b: Omit<ClampChange, 'tick'>): boolean =>
  a.ach === b.ach && a.na === b.na;
