/**
 * Plain text in columns, two spaces apart, without trailing space.
 * @param rows each with as many cells as the first; @param align `right` for columns of numbers.
 */
export function formatTable(rows: readonly (readonly string[])[], align: readonly ('left' | 'right')[] = []): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          align[column] === 'right' ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
