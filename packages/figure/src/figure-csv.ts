import type { Figure, Mark } from './figure.ts';

/** Column names of `figureCsv`. */
export const figureCsvHeader = ['panel', 'series', 'x', 'y', 'low', 'high'] as const;

type Row = readonly [panel: string, series: string, x: string, y: string, low: string, high: string];

/**
 * Every value that a figure draws, as tidy CSV (RFC 4180): one row a value, with the ends of its band or error bar where it
 * has one; empty fields where nothing was measured, `NaN` where a measurement was not a number.
 */
export function figureCsv({ panels }: Figure): string {
  const rows = panels.flatMap((panel) =>
    panel.marks.flatMap((mark) => valuesOf(mark, panel.categories).map((row): Row => [panel.title, mark.name, ...row])),
  );
  return csvOf([figureCsvHeader, ...rows]);
}

type Value = readonly [x: string, y: string, low: string, high: string];

function valuesOf(mark: Mark, categories: readonly string[] = []): Value[] {
  switch (mark.kind) {
    case 'line': {
      const around = new Map(mark.band?.map(([x, low, high]) => [x, [low, high]] as const));
      return mark.points.map(([x, y]): Value => {
        const [low, high] = around.get(x) ?? [];
        return [String(x), String(y), low === undefined ? '' : String(low), high === undefined ? '' : String(high)];
      });
    }
    case 'dots':
      return mark.points.map(([x, y]): Value => [String(x), String(y), '', '']);
    case 'bars':
      return mark.values.map((value, i): Value => {
        const error = mark.errors?.[i] ?? undefined;
        const ends = value === null || error === undefined ? ['', ''] : [String(value - error), String(value + error)];
        return [categories[i] ?? String(i), value === null ? '' : String(value), ends[0]!, ends[1]!];
      });
    case 'spans':
      return mark.spans.flatMap((span) => span.map((x): Value => [String(x), String(mark.y), '', '']));
    case 'level':
      return [['', String(mark.y), '', '']];
    default:
      return mark satisfies never;
  }
}

/** Rows of fields as CSV (RFC 4180), the header first. */
export const csvOf = (rows: readonly (readonly string[])[]): string =>
  `${rows.map((row) => row.map(quote).join(',')).join('\r\n')}\r\n`;

const quote = (field: string): string => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field);
