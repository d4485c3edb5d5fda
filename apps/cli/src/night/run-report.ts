import { lossNames, type RunState } from '@oneiros/simulation';
import { formatDuration } from '../terminal/duration.ts';
import type { Paint } from '../terminal/paint.ts';
import { formatTable } from '../terminal/table.ts';
import type { Baselines } from './baselines.ts';
import { formatLoss } from './progress-line.ts';

/** What a run tells when it ends: plain JSON, the answer of `--json`. */
export interface RunReport {
  readonly run: string;
  readonly status: 'finished' | 'interrupted' | 'diverged';
  readonly ticks: number;
  readonly totalTicks: number;
  readonly backend: { readonly name: string; readonly threads: number | null };
  /** Of this process. */
  readonly wallSeconds: number;
  readonly secondsPerCycle: number | null;
  readonly peakResidentMiB: number;
  /** Share of a cycle that goes into preparing mini-batches of images, 0..1. */
  readonly dataPreparationShare: number | null;
  readonly testImages: number;
  readonly classes: number;
  readonly baselines: Baselines | null;
  readonly readouts: readonly {
    readonly epoch: number;
    /** Nights lived through, where it was a morning's; null in a cycle. */
    readonly nights: number | null;
    readonly testAccuracy: number;
    readonly ridgeAccuracy: number | null;
  }[];
  readonly losses: readonly { readonly name: string; readonly first: number; readonly last: number }[];
  readonly dreams: string | null;
}

/** Means of the first and the last epoch of every loss that was measured in both. */
export function lossesFirstAndLast({ epochs }: RunState): RunReport['losses'] {
  const [first, last] = [epochs[0], epochs.at(-1)];
  return lossNames.flatMap((name) => {
    const [from, to] = [first?.means[name], last?.means[name]];
    return from === undefined || to === undefined ? [] : [{ name, first: from, last: to }];
  });
}

/** For people: how long it took, what was learned, where the dreams are. */
export function formatReport(report: RunReport, paint: Paint): string {
  return [timeSection(report), learnedSection(report, paint), lossSection(report, paint), placesSection(report, paint)]
    .filter((section) => section !== '')
    .join('\n\n');
}

function timeSection(report: RunReport): string {
  const { backend, secondsPerCycle, dataPreparationShare } = report;
  const parts = [
    `${report.ticks} of ${report.totalTicks} ticks, ${formatDuration(report.wallSeconds)} on ${formatBackend(backend)}`,
    ...(secondsPerCycle === null ? [] : [`${secondsPerCycle.toPrecision(3)} s a cycle`]),
    `${Math.round(report.peakResidentMiB)} MiB resident at most`,
    ...(dataPreparationShare === null
      ? []
      : [`${(100 * dataPreparationShare).toFixed(1)} % of a cycle for preparing images`]),
  ];
  return parts.join('; ');
}

/** @returns such as `onednn, 2 threads`. */
export function formatBackend({ name, threads }: RunReport['backend']): string {
  return threads === null ? name : `${name}, ${threads} thread${threads === 1 ? '' : 's'}`;
}

function learnedSection({ baselines, readouts, testImages, classes }: RunReport, paint: Paint): string {
  if (readouts.length === 0 && baselines === null) return '';
  const rows: [string, number, number | null][] = [
    ...(baselines === null
      ? []
      : ([
          ['pixels', baselines.pixels, null],
          ['z before learning', baselines.before, baselines.beforeByRidge ?? null],
        ] satisfies [string, number, number | null][])),
    ...readouts.map(({ epoch, nights, testAccuracy, ridgeAccuracy }): [string, number, number | null] => [
      nights === null ? `z after epoch ${epoch}` : `z in the morning after night ${nights}`,
      testAccuracy,
      ridgeAccuracy,
    ]),
  ];
  const heading = `What was learned: test images that a linear readout tells right (${testImages} images, ${classes} classes)`;
  const table = formatTable(
    [
      ['', 'by gradient descent', 'by ridge'],
      ...rows.map(([what, descent, ridge]) => [
        `  from ${what}`,
        percent(descent),
        ridge === null ? '-' : percent(ridge),
      ]),
    ],
    ['left', 'right', 'right'],
  );
  return `${paint.bold(heading)}\n${table}`;
}

function lossSection({ losses }: RunReport, paint: Paint): string {
  if (losses.length === 0) return '';
  const rows = losses.map(({ name, first, last }) => [`  ${name}`, formatLoss(first), '->', formatLoss(last)]);
  return `${paint.bold('Losses: mean of the first epoch -> of the last')}\n${formatTable(rows, ['left', 'right', 'left', 'right'])}`;
}

function placesSection({ run, dreams, status }: RunReport, paint: Paint): string {
  const rows = [['Run', run], ...(dreams === null ? [] : [['Dreams', dreams]])];
  if (status === 'interrupted') rows.push(['Go on with', `oneiros resume ${run}`]);
  return formatTable(rows.map(([name, value]) => [paint.bold(name!), value!]));
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
