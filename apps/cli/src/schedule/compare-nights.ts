import { compareHypnograms, type HypnogramComparison, type RemLatency } from '@oneiros/conductor';
import type { Output } from '../output.ts';
import { createPaint } from '../terminal/paint.ts';
import { formatDuration } from '../terminal/duration.ts';
import { formatTable } from '../terminal/table.ts';
import { guessNotes } from './mapping-notes.ts';
import { formatStatistic } from './statistics-table.ts';
import { hypnogramOf, type DayChoice } from './target-hypnogram.ts';
import { readTarget } from './target.ts';

/** Compares two nights epoch by epoch from their common start. @throws as `readTarget` and `hypnogramOf` */
export async function compareNights(a: string, b: string, choice: DayChoice, output: Output): Promise<void> {
  const [first, second] = [await hypnogramNamed(a, choice, output), await hypnogramNamed(b, choice, output)];
  const comparison = compareHypnograms(first, second);
  output.resultJson('schedule-compare', { a: first.source, b: second.source, ...comparison });
  print(comparison, [first.source, second.source], output);
}

async function hypnogramNamed(text: string, { day, ...rest }: DayChoice, output: Output) {
  const target = await readTarget(text);
  if (target.kind === 'hypnogram') guessNotes(target.imported).forEach((note) => output.warn(`${text}: ${note}`));
  // A day is one of a schedule: beside a recording it chooses the schedule's alone.
  return hypnogramOf(target, target.kind === 'schedule' && day !== undefined ? { ...rest, day } : rest);
}

type Names = readonly [a: string, b: string];

function print(comparison: HypnogramComparison, [a, b]: Names, output: Output): void {
  const { kappa, agreement, comparedSeconds, excludedSeconds, confusion, transitions, remLatency } = comparison;
  const paint = createPaint(output.color);
  const percent = agreement === null ? '-' : `${(100 * agreement).toFixed(1)} %`;
  const excluded =
    excludedSeconds === 0 ? '' : `; ${formatDuration(excludedSeconds)} that either does not score left out`;
  output.result(`A: ${a}\nB: ${b}`);
  output.result(
    `kappa ${kappa === null ? '-' : kappa.toFixed(3)}, agreement ${percent} of ${formatDuration(comparedSeconds)}${excluded}`,
  );
  const section = (title: string, text: string): void => output.result(`\n${paint.bold(title)}\n${text}`);
  section(
    'Minutes that A scores as the row and B as the column',
    matrix(confusion, (seconds) => (seconds / 60).toFixed(1)),
  );
  section('Transitions of A, from the row to the column, % of the row', transitionMatrix(transitions[0]));
  section('Transitions of B', transitionMatrix(transitions[1]));
  section('REM latency, min', latencyTable(remLatency));
}

type Matrix = Readonly<Partial<Record<string, Readonly<Partial<Record<string, number>>>>>>;

function matrix(values: Matrix, write: (value: number, row: string) => string): string {
  const stages = Object.keys(values);
  const rows = stages.map((row) => [row, ...stages.map((column) => write(values[row]?.[column] ?? 0, row))]);
  return formatTable([['', ...stages], ...rows], ['left', ...stages.map(() => 'right' as const)]);
}

function transitionMatrix(counts: Matrix): string {
  const sums = Object.fromEntries(
    Object.entries(counts).map(([from, row]) => [
      from,
      Object.values(row ?? {}).reduce<number>((sum, count) => sum + (count ?? 0), 0),
    ]),
  );
  return matrix(counts, (count, row) => (sums[row] ? ((100 * count) / sums[row]).toFixed(1) : '-'));
}

function latencyTable([a, b]: readonly [RemLatency, RemLatency]): string {
  const row = (name: string, { fromStart, fromSleepOnset }: RemLatency): string[] => [
    name,
    formatStatistic(fromStart),
    formatStatistic(fromSleepOnset),
  ];
  return formatTable(
    [['', 'from the start (YASA)', 'from sleep onset (AASM)'], row('A', a), row('B', b)],
    ['left', 'right', 'right'],
  );
}
