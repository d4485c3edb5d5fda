import { writeFile } from 'node:fs/promises';
import {
  drawHypnogram,
  secondsAt,
  stateAt,
  summarise,
  ticksOf,
  ticksPerPeriod,
  type CycleSchedule,
  type GateOptions,
  type HypnogramOptions,
  type NightsSchedule,
  type ScheduleSummary,
} from '@oneiros/conductor';
import { drawFigure } from '@oneiros/figure';
import { UsageError } from '../errors.ts';
import type { Output } from '../output.ts';
import { formatDuration } from '../terminal/duration.ts';
import { formatTable } from '../terminal/table.ts';
import { statesFigure } from './states-figure.ts';
import type { PreviewOptions } from './preview.ts';

type TickSchedule = CycleSchedule | NightsSchedule;

const CYCLES_SHOWN = 8;
const MOST_TICKS = 1_000_000;

/** Draws the ticks of a schedule whose periods are all alike. @throws UsageError where there are no such ticks */
export async function previewTicks(
  { name, schedule }: { readonly name: string; readonly schedule: TickSchedule },
  options: PreviewOptions,
  drawing: HypnogramOptions,
  output: Output,
): Promise<void> {
  const { from, until } = rangeOf(schedule, options);
  const states = Array.from({ length: until - from }, (_, i) => stateAt(schedule, from + i));
  const summary = summarise(schedule, until - from, from);
  const title = titleOf(name, schedule, summary, from);
  output.resultJson('schedule-preview', { name, schedule, summary, states });
  output.result(`${title}\n`);
  output.result(drawHypnogram(states, drawing));
  output.result(`\n${tableOf(summary)}\n\n${learningOf(summary)}`);
  if (options.svg === undefined) return;
  await writeFile(options.svg, drawFigure(statesFigure(title, states, secondsAt(schedule, until))));
  output.note(`Drawn: ${options.svg}`);
}

function rangeOf(schedule: TickSchedule, options: PreviewOptions): { from: number; until: number } {
  const { from = 0 } = options;
  const total = ticksOf(schedule);
  const period = ticksPerPeriod(schedule);
  if (from >= total) throw new UsageError(`Expected --from to be a tick from 0 to ${total - 1}, got ${from}.`);
  const usual = schedule.kind === 'cycle' ? CYCLES_SHOWN * period : period - (from % period);
  const { ticks = usual } = options;
  if (ticks > MOST_TICKS) throw new UsageError(`Expected --ticks of at most ${MOST_TICKS}, got ${ticks}.`);
  return { from, until: Math.min(from + ticks, total) };
}

function titleOf(name: string, schedule: TickSchedule, { ticks, seconds }: ScheduleSummary, from: number): string {
  const range = ticks === 1 ? `tick ${from}` : `ticks ${from} to ${from + ticks - 1}`;
  return `${name}: ${range}, one mini-batch each; ${formatDuration(seconds)} of simulated time; ${gatesInWords(schedule.gates)}`;
}

/** Such as `graded gates, w = 0.08`. */
export const gatesInWords = ({ mode, width }: GateOptions): string =>
  mode === 'hard' ? 'hard gates' : `graded gates, w = ${width}`;

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

/** How much of each learning there is, in mini-batches' worth of it. */
export function learningOf({ learning }: ScheduleSummary): string {
  const amount = (value: number): string => value.toFixed(2).replace(/\.?0+$/, '');
  const { wake, nrem, rem } = learning;
  return `learning, in mini-batches: Wake ${amount(wake)}, NREM ${amount(nrem)}, REM ${amount(rem)}`;
}
