import type { DreamMixture } from '@oneiros/simulation';
import { useRef, type KeyboardEvent } from 'react';
import type { DreamImages } from '../source/run-source.ts';
import styles from './gallery.module.css';
import { columnsOf, mixtureInWords } from './mixed-memories.ts';
import { neighbourCell, type Cell } from './neighbour-cell.ts';
import { PixelImage } from './PixelImage.tsx';
import { rowNames, rowTitles, type RowName } from './pixels.ts';

export interface DreamTableProps {
  readonly sheet: DreamImages;
  /** Drawn to the right of the wipe. */
  readonly other: DreamImages | null;
  readonly zoom: number;
  readonly active: Cell;
  onActive(cell: Cell): void;
  onOpen(cell: Cell): void;
}

/** Rows of kinds, columns of fixed images; arrow keys go from picture to picture, Enter opens one. */
export function DreamTable({ sheet, other, zoom, active, onActive, onOpen }: DreamTableProps) {
  const table = useRef<HTMLTableElement>(null);
  const shown = rowNames.filter((row) => sheet.rows[row] !== null);
  const columns = Array.from({ length: sheet.count }, (_, column) => column);
  const { mixtures } = sheet;
  const mixed = active.row === 'rem' ? columnsOf(mixtures?.[active.column]) : [];

  const move = (event: KeyboardEvent): void => {
    const next = neighbourCell(active, event.key, shown, sheet.count);
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    onActive(next);
    table.current?.querySelector<HTMLElement>(`[data-cell="${next.row}-${next.column}"]`)?.focus();
  };
  return (
    <table ref={table} className={styles.table} onKeyDown={move}>
      <thead>
        <tr>
          <th scope="col" className={styles.corner}>
            Image
          </th>
          {columns.map((column) => (
            <th key={column} scope="col">
              {column + 1}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {shown.map((row) => (
          <tr key={row}>
            <th scope="row">{rowTitles[row]}</th>
            {columns.map((column) => (
              <td key={column}>
                <button
                  type="button"
                  className={styles.cell}
                  data-cell={`${row}-${column}`}
                  data-mixed={row === 'seen' && mixed.includes(column) ? '' : undefined}
                  tabIndex={active.row === row && active.column === column ? 0 : -1}
                  aria-label={labelOf(row, column, mixtures?.[column])}
                  onFocus={() => onActive({ row, column })}
                  onPointerEnter={() => onActive({ row, column })}
                  onClick={() => onOpen({ row, column })}
                >
                  <PixelImage sheet={sheet} row={row} column={column} zoom={zoom} />
                  {other && other.rows[row] !== null && column < other.count && (
                    <PixelImage sheet={other} row={row} column={column} zoom={zoom} className={styles.right} />
                  )}
                </button>
              </td>
            ))}
          </tr>
        ))}
        {sheet.rows.rem !== null && mixtures !== null && (
          <tr className={styles.mixtures}>
            <th scope="row">mixes</th>
            {columns.map((column) => (
              <td key={column}>
                {columnsOf(mixtures[column])
                  .map((each) => each + 1)
                  .join('+') || '–'}
              </td>
            ))}
          </tr>
        )}
      </tbody>
    </table>
  );
}

const labelOf = (row: RowName, column: number, mixture: DreamMixture | undefined): string =>
  `${rowTitles[row]} ${column + 1}${row === 'rem' && mixture ? `, mixes ${mixtureInWords(mixture)}` : ''}`;
