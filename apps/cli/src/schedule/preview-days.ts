import { writeFile } from 'node:fs/promises';
import {
  DAY_SECONDS,
  drawHypnogram,
  lifeOf,
  nightWindow,
  sampleRuns,
  sliceRuns,
  stagesInOrder,
  summarise,
  ticksPerPeriod,
  type DayPart,
  type DayPlan,
  type HypnogramOptions,
  type HypnogramSample,
  type Intervention,
  type Levels,
  type LifeSchedule,
  type StageRun,
} from '@oneiros/conductor';
import { drawFigure } from '@oneiros/figure';
import { UsageError } from '../errors.ts';
import type { Output } from '../output.ts';
import { createPaint } from '../terminal/paint.ts';
import { formatDuration } from '../terminal/duration.ts';
import { formatTable } from '../terminal/table.ts';
import { aboutSchedule } from './about.ts';
import { hypnogramFigure } from './hypnogram-figure.ts';
import { gatesInWords, learningOf } from './preview-ticks.ts';
import type { PreviewOptions } from './preview.ts';

/** What is drawn: some days, one after another, and a part of them. */
interface Lived {
  readonly days: number;
  readonly runs: readonly StageRun[];
  readonly interventions: readonly Intervention[];
  readonly levelsAt: (seconds: number) => Levels;
  readonly part: DayPart;
}

/** Samples of a drawing at most: some for each column, few enough to be quick. */
const SAMPLES = 20_000;
const LEAST_STEP_SECONDS = 1;
const MOST_DAYS = 60;

/** Draws the first night of a life, or its first days. */
export async function previewDays(
  { name, schedule }: { readonly name: string; readonly schedule: LifeSchedule },
  options: PreviewOptions,
  drawing: HypnogramOptions,
  output: Output,
): Promise<void> {
  const lived = liveDays(schedule, options.days);
  const { runs, part, days, interventions, levelsAt } = lived;
  const stepSeconds = Math.max(LEAST_STEP_SECONDS, Math.ceil((part.to - part.from) / SAMPLES));
  const samples = sampleRuns(runs, { stepSeconds, levelsAt, ...part });
  const summary = summarise(schedule, days * ticksPerPeriod(schedule));
  const about = aboutSchedule(schedule);
  const title = titleOf(name, schedule, lived, options.days);
  output.resultJson('schedule-preview', {
    ...{ name, schedule, part, runs: sliceRuns(runs, part.from, part.to), interventions, summary, about },
    levels: {
      stepSeconds,
      ach: samples.map(({ ach }) => ach),
      na: samples.map(({ na }) => na),
    },
  });
  const paint = createPaint(output.color);
  output.result(`${title}\n`);
  // The axis begins with the part: a night at 0:00.
  output.result(
    drawHypnogram(
      samples.map((sample) => ({ ...sample, seconds: sample.seconds - part.from })),
      drawing,
    ),
  );
  output.result(`\n${tableOf(sliceRuns(runs, part.from, part.to), samples)}\n`);
  output.result(`${days === 1 ? 'a day' : `${days} days`}: ${learningOf(summary)}`);
  for (const line of interventionLines(interventions)) output.result(line);
  output.result(['', ...about.map((sentence) => paint.dim(`- ${sentence}`))].join('\n'));
  if (options.svg === undefined) return;
  await writeFile(
    options.svg,
    drawFigure(hypnogramFigure({ title, runs, levelsAt, part, interventions, notes: about })),
  );
  output.note(`Drawn: ${options.svg}`);
}

/** @param days whole days from the first; its night alone where undefined. @throws UsageError where there are fewer */
function liveDays(schedule: LifeSchedule, days: number | undefined): Lived {
  if (days !== undefined && days > Math.min(schedule.days, MOST_DAYS)) {
    throw new UsageError(`Expected --days of at most ${Math.min(schedule.days, MOST_DAYS)}, got ${days}.`);
  }
  const life = lifeOf(schedule);
  const plans: DayPlan[] = Array.from({ length: days ?? 1 }, (_, day) => life.planOf(day));
  const runs = plans.flatMap((plan) => plan.runs);
  const part = days === undefined ? nightWindow(schedule, runs) : { from: 0, to: plans.length * DAY_SECONDS };
  return {
    days: plans.length,
    runs,
    part,
    interventions: plans.flatMap((plan, day) =>
      plan.interventions.map(({ kind, seconds }) => ({ kind, seconds: seconds + day * DAY_SECONDS })),
    ),
    levelsAt: (seconds) => {
      const day = Math.min(Math.floor(seconds / DAY_SECONDS), plans.length - 1);
      return plans[day]!.levels.at(seconds - day * DAY_SECONDS);
    },
  };
}

function titleOf(name: string, schedule: LifeSchedule, { part }: Lived, days: number | undefined): string {
  const { gates, updates } = schedule;
  const shown = days === undefined ? `the first of ${schedule.days} nights` : `${days} of ${schedule.days} days`;
  return [
    `${name}: ${shown}, ${formatDuration(part.to - part.from)}`,
    updates.mode === 'equal'
      ? `${updates.miniBatches} mini-batches a day for each of Wake, NREM and REM`
      : `a mini-batch is ${updates.minutesPerMiniBatch} min`,
    gatesInWords(gates),
  ].join('; ');
}

/** Time, bouts and mean levels of each stage. @param runs of the part; @param samples of it, evenly spaced */
function tableOf(runs: readonly StageRun[], samples: readonly HypnogramSample[]): string {
  const total = runs.reduce((sum, { seconds }) => sum + seconds, 0);
  const mean = (stage: string, level: 'ach' | 'na'): string => {
    const levels = samples.filter((sample) => sample.stage === stage).map((sample) => sample[level]!);
    return levels.length === 0 ? '-' : (levels.reduce((sum, value) => sum + value, 0) / levels.length).toFixed(2);
  };
  return formatTable(
    [
      ['stage', 'time', 'share', 'bouts', 'ACh', 'NA'],
      ...stagesInOrder(runs.map(({ stage }) => stage)).map((stage) => {
        const bouts = runs.filter((run) => run.stage === stage);
        const seconds = bouts.reduce((sum, bout) => sum + bout.seconds, 0);
        return [
          stage,
          formatDuration(seconds),
          `${((100 * seconds) / total).toFixed(1)} %`,
          `${bouts.length}`,
          mean(stage, 'ach'),
          mean(stage, 'na'),
        ];
      }),
    ],
    ['left', 'right', 'right', 'right', 'right', 'right'],
  );
}

function interventionLines(interventions: readonly Intervention[]): string[] {
  const kinds = [...new Set(interventions.map(({ kind }) => kind))];
  return kinds.map((kind) => `${kind}: ${interventions.filter((each) => each.kind === kind).length}`);
}
