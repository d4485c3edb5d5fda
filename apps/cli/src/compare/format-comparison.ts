import type { Comparison, GroupComparison } from '@oneiros/campaign';
import { csvOf } from '@oneiros/figure';
import type { Paint } from '../terminal/paint.ts';
import { formatTable } from '../terminal/table.ts';

/** How numbers of a metric are written. */
export interface NumberFormat {
  /** Such as `%`; empty where the metric has no unit. */
  readonly unit: string;
  write(value: number): string;
}

/** @param isShare whether the metric is a share of images, to be read in percent */
export const numberFormat = (isShare: boolean): NumberFormat =>
  isShare
    ? { unit: ' (%)', write: (value) => (100 * value).toFixed(2) }
    : { unit: '', write: (value) => value.toPrecision(4) };

/** A table for people: no mean without its N, and every run without a value said in its row. */
export function formatComparison(comparison: Comparison, format: NumberFormat, paint: Paint): string {
  const { groups, metric, at, smooth, unread } = comparison;
  const hasPublished = groups.some(({ published }) => published !== null);
  const hasDifference = groups.length > 1;
  const hasRemarks = groups.some(({ remarks }) => remarks.length > 0);
  const columns: Column[] = [
    { title: 'group', cell: ({ group }) => group },
    { title: 'N', cell: ({ n }) => String(n), align: 'right' },
    { title: `${metric}${format.unit}`, cell: (group) => meanAndError(group, format), align: 'right' },
    { title: '95 % interval', cell: ({ interval95 }) => range(interval95, format), align: 'right' },
    { title: 'epoch', cell: ({ epochs }) => epochs.join(', ') || '-', align: 'right' },
    ...(smooth > 1
      ? [
          {
            title: `of last ${smooth}`,
            cell: ({ spread }: GroupComparison) => range(spread, format),
            align: 'right',
          } as const,
        ]
      : []),
    ...(hasDifference
      ? [
          {
            title: `minus ${groups[0]!.group}`,
            cell: (group: GroupComparison) => difference(group, format),
            align: 'right',
          } as const,
        ]
      : []),
    ...(hasPublished
      ? ([
          { title: 'published', cell: (group: GroupComparison) => published(group, format), align: 'right' },
          { title: 'z', cell: ({ z }: GroupComparison) => (z === null ? '-' : z.toFixed(2)), align: 'right' },
        ] as const)
      : []),
    ...(hasRemarks ? [{ title: 'remarks', cell: ({ remarks }: GroupComparison) => remarks.join('; ') }] : []),
  ];
  const rows = groups.map((group) => columns.map(({ cell }) => cell(group)));
  const [header, ...table] = formatTable(
    [columns.map(({ title }) => title), ...rows],
    columns.map(({ align }) => align ?? 'left'),
  ).split('\n');
  const moment = at === 'last' ? 'at the end of finished runs' : `after epoch ${at}`;
  const sources = [
    ...new Set(groups.flatMap(({ published: found }) => (found ? [`${found.source}; epoch ${found.epoch}`] : []))),
  ];
  return [
    paint.bold(
      `${metric} ${moment}${smooth > 1 ? `, mean of the last ${smooth} measurements` : ''}: mean ± s.e.m. over seeds`,
    ),
    header,
    ...table,
    ...(hasDifference ? ['', 'Differences are paired by seed.'] : []),
    ...sources.map((source) => `Published: ${source}.`),
    ...unread.map(({ folder, reason }) => `Not compared: ${folder}: ${reason}`),
  ].join('\n');
}

interface Column {
  readonly title: string;
  readonly cell: (group: GroupComparison) => string;
  readonly align?: 'left' | 'right';
}

const meanAndError = ({ mean, sem }: GroupComparison, { write }: NumberFormat): string => {
  if (mean === null) return '-';
  return sem === null ? `${write(mean)} (one seed)` : `${write(mean)} ± ${write(sem)}`;
};

const range = (ends: readonly [number, number] | null, { write }: NumberFormat): string =>
  ends === null ? '-' : `${write(ends[0])} to ${write(ends[1])}`;

function difference({ difference: found }: GroupComparison, { write }: NumberFormat): string {
  if (found === null) return '-';
  const { mean, sem, n } = found;
  const sign = mean >= 0 ? '+' : '';
  return `${sign}${write(mean)}${sem === null ? '' : ` ± ${write(sem)}`} (N ${n})`;
}

function published({ published: found }: GroupComparison, { write }: NumberFormat): string {
  return found === null ? '-' : `${write(found.mean)} ± ${write(found.sem)} (N ${found.n})`;
}

const csvHeader = [
  ...['group', 'metric', 'n', 'mean', 'sem', 'low95', 'high95', 'epochs', 'spread_low', 'spread_high'],
  ...['difference', 'difference_sem', 'difference_n', 'published', 'published_sem', 'published_n', 'z', 'remarks'],
];

/** The same rows with all digits; shares as 0..1, empty fields where there is no number. */
export function comparisonCsv({ groups, metric }: Comparison): string {
  const text = (value: number | null | undefined): string =>
    value === null || value === undefined ? '' : String(value);
  const rows = groups.map(({ interval95, spread, difference: paired, published: found, ...row }) => [
    ...[row.group, metric, text(row.n), text(row.mean), text(row.sem), text(interval95?.[0]), text(interval95?.[1])],
    ...[row.epochs.join(' '), text(spread?.[0]), text(spread?.[1])],
    ...[text(paired?.mean), text(paired?.sem), text(paired?.n)],
    ...[text(found?.mean), text(found?.sem), text(found?.n), text(row.z), row.remarks.join('; ')],
  ]);
  return csvOf([csvHeader, ...rows]);
}
