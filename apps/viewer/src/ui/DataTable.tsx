import styles from './data-table.module.css';

/** The values of a chart, for those who cannot see it and those who want the numbers. */
export interface TableData {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** Rows that a browser shows without delay; the CSV has all. */
const mostRows = 500;

/** @param caption what the values are */
export function DataTable({ columns, rows, caption }: TableData & { readonly caption: string }) {
  const shown = rows.slice(0, mostRows);
  return (
    <div className={styles.scroll} role="region" aria-label={`Values of ${caption}`} tabIndex={0}>
      <table className={styles.table}>
        <caption className={styles.caption}>
          {rows.length > mostRows
            ? `${caption}: the first ${mostRows} of ${rows.length.toLocaleString('en')} rows; the CSV export has all.`
            : `${caption}: ${rows.length} rows.`}
        </caption>
        <thead>
          <tr>
            {columns.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((row, i) => (
            <tr key={i}>
              {row.map((value, j) => (
                <td key={j} className={typeof value === 'number' ? styles.number : undefined}>
                  {value === null ? '–' : typeof value === 'number' ? formatNumber(value) : value}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Four significant digits; whole numbers in full. */
export const formatNumber = (value: number): string =>
  Number.isInteger(value)
    ? value.toLocaleString('en')
    : Number.isFinite(value)
      ? String(Number(value.toPrecision(4)))
      : 'not a number';
