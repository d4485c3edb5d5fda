import type { RunStage } from '@oneiros/conductor';
import type { Span } from './edit-runs.ts';

/** What is selected of a night: from where the selection began (the anchor) to where it is moved (the head), seconds. */
export interface Selection {
  readonly anchor: number;
  readonly head: number;
}

/** The selected stretch; the epoch at the cursor where nothing more is. */
export function spanOf({ anchor, head }: Selection, epochSeconds: number, total: number): Span {
  const from = Math.min(anchor, head);
  const to = Math.max(anchor, head);
  if (to > from) return { from, to };
  const start = Math.min(from, Math.max(total - epochSeconds, 0));
  return { from: start, to: Math.min(start + epochSeconds, total) };
}

/** Stages by the key that paints them: `w 1 2 3 r`, and `n` for NREM that is not divided. */
export const stageKeys = { w: 'WAKE', '1': 'N1', '2': 'N2', '3': 'N3', r: 'REM', n: 'NREM' } as const satisfies Record<
  string,
  RunStage
>;

/** The same in the order of depth, as buttons stand. */
export const stageButtons = (['w', '1', '2', '3', 'r', 'n'] as const).map((key) => ({ key, stage: stageKeys[key] }));

/** The stage that a key paints; undefined for other keys. */
export function stageOfKey(key: string): RunStage | undefined {
  const name = key.toLowerCase();
  return Object.hasOwn(stageKeys, name) ? stageKeys[name as keyof typeof stageKeys] : undefined;
}

/** What moving is measured in. */
export interface SelectionGrid {
  readonly epochSeconds: number;
  readonly total: number;
  /** [runs + 1] seconds, ascending. */
  readonly boundaries: ArrayLike<number>;
}

export interface MoveKey {
  readonly key: string;
  readonly shift: boolean;
  readonly ctrl: boolean;
}

const EPOCHS_A_PAGE = 10;

/**
 * Where a key moves the cursor: arrows an epoch, with Control to the next boundary of stages, page keys ten epochs, Home and End.
 * With Shift the selection grows.
 * @returns null for keys that move nothing
 */
export function moveSelection(
  selection: Selection,
  { key, shift, ctrl }: MoveKey,
  grid: SelectionGrid,
): Selection | null {
  const head = target(selection.head, key, ctrl, grid);
  if (head === null) return null;
  return { anchor: shift ? selection.anchor : head, head };
}

function target(head: number, key: string, toBoundary: boolean, grid: SelectionGrid): number | null {
  const { epochSeconds, total, boundaries } = grid;
  const within = (seconds: number): number => Math.min(Math.max(seconds, 0), total);
  const onGrid = (epochs: number): number => within((Math.round(head / epochSeconds) + epochs) * epochSeconds);
  switch (key) {
    case 'ArrowRight':
      return toBoundary ? (Array.from(boundaries).find((edge) => edge > head) ?? total) : onGrid(1);
    case 'ArrowLeft':
      return toBoundary ? (Array.from(boundaries).findLast((edge) => edge < head) ?? 0) : onGrid(-1);
    case 'PageDown':
      return onGrid(EPOCHS_A_PAGE);
    case 'PageUp':
      return onGrid(-EPOCHS_A_PAGE);
    case 'Home':
      return 0;
    case 'End':
      return total;
    default:
      return null;
  }
}
