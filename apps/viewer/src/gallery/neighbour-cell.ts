import type { RowName } from './pixels.ts';

export interface Cell {
  readonly row: RowName;
  readonly column: number;
}

/** Where an arrow key, Home or End leads; null for other keys and past the edge. */
export function neighbourCell(
  { row, column }: Cell,
  key: string,
  rows: readonly RowName[],
  columns: number,
): Cell | null {
  const at = rows.indexOf(row);
  const targets: Readonly<Record<string, readonly [row: number, column: number]>> = {
    ArrowLeft: [at, column - 1],
    ArrowRight: [at, column + 1],
    ArrowUp: [at - 1, column],
    ArrowDown: [at + 1, column],
    Home: [at, 0],
    End: [at, columns - 1],
  };
  const target = targets[key];
  if (target === undefined) return null;
  const nextRow = rows[target[0]];
  return nextRow === undefined || target[1] < 0 || target[1] >= columns ? null : { row: nextRow, column: target[1] };
}
