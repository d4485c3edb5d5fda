import { csvOf } from '@oneiros/figure';
import type { DreamImages } from '../source/run-source.ts';
import { columnsOf } from './mixed-memories.ts';
import { imageAt, rowNames, rowTitles, type RowName } from './pixels.ts';

/** One picture in numbers; pixels are -1..1. */
export interface PictureStatistics {
  readonly row: RowName;
  /** From 1. */
  readonly column: number;
  readonly mean: number;
  readonly deviation: number;
  /** Mean squared difference to what was seen; 0 in the row of what was seen. */
  readonly squaredErrorToSeen: number | null;
  /** Columns that were mixed, from 1; null but in REM, and where the file does not say it. */
  readonly mixed: readonly number[] | null;
}

/** What a sheet shows, for who cannot see it. */
export function pictureStatistics(sheet: DreamImages): PictureStatistics[] {
  const { rows, count, mixtures } = sheet;
  return rowNames.flatMap((row) => {
    const pictures = rows[row];
    if (pictures === null) return [];
    return Array.from({ length: count }, (_, column) => {
      const image = imageAt(pictures, column, sheet);
      const seen = rows.seen && imageAt(rows.seen, column, sheet);
      const mean = image.reduce((sum, value) => sum + value, 0) / image.length;
      return {
        row,
        column: column + 1,
        mean,
        deviation: Math.sqrt(image.reduce((sum, value) => sum + (value - mean) ** 2, 0) / image.length),
        squaredErrorToSeen: seen && image.reduce((sum, value, i) => sum + (value - seen[i]!) ** 2, 0) / image.length,
        mixed: row === 'rem' && mixtures ? columnsOf(mixtures[column]).map((other) => other + 1) : null,
      };
    });
  });
}

/** The same as CSV. */
export const pictureCsv = (statistics: readonly PictureStatistics[]): string =>
  csvOf([
    ['row', 'column', 'mean', 'deviation', 'squared error to seen', 'columns mixed'],
    ...statistics.map(({ row, column, mean, deviation, squaredErrorToSeen, mixed }) => [
      rowTitles[row],
      ...[column, mean, deviation, squaredErrorToSeen ?? ''].map(String),
      (mixed ?? []).join(' '),
    ]),
  ]);
