import {
  drawHypnogram,
  resolveSchedule,
  stateAt,
  summarise,
  ticksOf,
  ticksPerPeriod,
  type Schedule,
  type ScheduleSummary,
} from '@oneiros/conductor';
import { loadSchedule } from '@oneiros/conductor/node';
import { UsageError } from '../errors.ts';
import type { Output } from '../output.ts';
import { formatDuration } from '../terminal/duration.ts';
import { formatTable } from '../terminal/table.ts';

export interface PreviewOptions {
  readonly preset?: 'paper' | 'nights';
  readonly from?: number;
  readonly ticks?: number;
  readonly columns?: number;
  readonly ascii?: boolean;
}

const presets = { paper: { kind: 'cycle' }, nights: { kind: 'nights' } } as const;

const CYCLES_SHOWN = 8;
const MOST_TICKS = 1_000_000;
const MOST_COLUMNS = 120;

/** Draws a schedule on stdout, or prints its states with --json. @throws UsageError, ScheduleInvalidError */
export async function previewSchedule(
  file: string | undefined,
  options: PreviewOptions,
  output: Output,
): Promise<void> {
  if (file !== undefined && options.preset !== undefined) {
    throw new UsageError(`Expected a file or a preset, got both: ${file} and --preset ${options.preset}.`);
  }
  const name = file ?? options.preset ?? 'paper';
  const schedule = file === undefined ? resolveSchedule(presets[options.preset ?? 'paper']) : await loadSchedule(file);
  const { from, until } = rangeOf(schedule, options);
  const states = Array.from({ length: until - from }, (_, i) => stateAt(schedule, from + i));
  const summary = summarise(schedule, until - from, from);
  output.resultJson('schedule-preview', { schedule, summary, states });
  const columns = options.columns ?? Math.min(process.stdout.columns ?? 80, MOST_COLUMNS);
  output.result(`${titleOf(name, schedule, summary, from)}\n`);
  output.result(drawHypnogram(states, { columns, color: output.color, unicode: options.ascii !== true }));
  output.result(`\n${tableOf(summary)}\n\n${learningOf(summary)}`);
}

function rangeOf(schedule: Schedule, options: PreviewOptions): { from: number; until: number } {
  const { from = 0 } = options;
  const total = ticksOf(schedule);
  const period = ticksPerPeriod(schedule);
  if (from >= total) throw new UsageError(`Expected --from to be a tick from 0 to ${total - 1}, got ${from}.`);
  const usual = schedule.kind === 'cycle' ? CYCLES_SHOWN * period : period - (from % period);
  const { ticks = usual } = options;
  if (ticks > MOST_TICKS) throw new UsageError(`Expected --ticks of at most ${MOST_TICKS}, got ${ticks}.`);
  return { from, until: Math.min(from + ticks, total) };
}

function titleOf(name: string, schedule: Schedule, { ticks, seconds }: ScheduleSummary, from: number): string {
  const gates = schedule.gates.mode === 'hard' ? 'hard gates' : `graded gates, w = ${schedule.gates.width}`;
  const range = ticks === 1 ? `tick ${from}` : `ticks ${from} to ${from + ticks - 1}`;
  return `${name}: ${range}, one mini-batch each; ${formatDuration(seconds)} of simulated time; ${gates}`;
}

const tableOf = ({ stages }: ScheduleSummary): string =>
  formatTable(
    [
      ['stage', 'ticks', 'share', 'bouts', 'time', 'ACh', 'NA'],
      ...stages.map(({ stage, ticks, share, bouts, seconds, ach, na }) => [
        stage,
        `${ticks}`,
        `${(100 * share).toFixed(1)} %`,
        `${bouts}`,
        formatDuration(seconds),
        ach.toFixed(2),
        na.toFixed(2),
      ]),
    ],
    ['left', 'right', 'right', 'right', 'right', 'right', 'right'],
  );

function learningOf({ learning }: ScheduleSummary): string {
  const amount = (value: number): string => value.toFixed(2).replace(/\.?0+$/, '');
  const { wake, nrem, rem } = learning;
  return `learning, in mini-batches: Wake ${amount(wake)}, NREM ${amount(nrem)}, REM ${amount(rem)}`;
}
