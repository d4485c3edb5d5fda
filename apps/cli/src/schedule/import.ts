import {
  DAY_SECONDS,
  drawHypnogram,
  hypnogramFormats,
  lifeFromHypnogram,
  nearestWord,
  sampleRuns,
  sleepStatistics,
  trimWake,
  type Hypnogram,
  type HypnogramFormat,
  type ImportedHypnogram,
  type MovementRule,
  type RunStage,
  type UnscoredRule,
} from '@oneiros/conductor';
import { basename } from 'node:path';
import { UsageError } from '../errors.ts';
import type { Output } from '../output.ts';
import { createPaint } from '../terminal/paint.ts';
import { formatDuration } from '../terminal/duration.ts';
import { formatTable } from '../terminal/table.ts';
import { writeSchedule } from './schedule-file.ts';
import { statisticsTable } from './statistics-table.ts';
import { readNamedFile, readNamedHypnogram } from './target.ts';

export interface ImportCommandOptions {
  /** Codes of the file and their stages. */
  readonly map?: Readonly<Record<string, RunStage>>;
  /** One of `hypnogramFormats`. */
  readonly format?: string;
  readonly epochSeconds?: number;
  readonly subject?: string;
  readonly scorer?: string;
  /** What becomes of movement time. */
  readonly movement?: MovementRule;
  /** File that says what the codes of Visbrain's point-per-second format mean. */
  readonly description?: string;
  /** Minutes of wake to keep before and after sleep; all of it unless given. */
  readonly trim?: number;
  readonly unscored: UnscoredRule;
  readonly fill?: 'wake' | 'repeat';
  readonly days?: number;
  readonly output?: string;
  readonly columns?: number;
  readonly ascii?: boolean;
}

const MOST_COLUMNS = 120;
const SAMPLES = 20_000;

/**
 * Reads a scored night, shows how each code was understood, what is to know about it and its statistics, and with `-o` writes a
 * schedule that lives it every day.
 * @throws UsageError where there is no such file; what importing throws, with line or byte
 */
export async function importNight(path: string, options: ImportCommandOptions, output: Output): Promise<void> {
  const { map, format, epochSeconds, subject, scorer, movement, description, trim, unscored, fill, days } = options;
  const imported = await readNamedHypnogram(path, {
    ...(map && { mapping: map }),
    ...(format !== undefined && { format: formatOf(format) }),
    ...(epochSeconds !== undefined && { epochSeconds }),
    ...(subject !== undefined && { subject }),
    ...(scorer !== undefined && { scorer }),
    ...(movement && { movement }),
    ...(description !== undefined && { description: await readNamedFile(description) }),
  });
  const hypnogram = trim === undefined ? imported.hypnogram : trimWake(imported.hypnogram, { keepMinutes: trim });
  const life = lifeFromHypnogram(hypnogram, { name: basename(path), unscored, ...(fill && { fill }) });
  output.resultJson('schedule-import', {
    ...{ file: path, format: imported.format, hypnogram, mapping: imported.mapping, warnings: imported.warnings },
    ...{ statistics: sleepStatistics(hypnogram), schedule: { ...life, ...(days && { days }) } },
    ...(options.output !== undefined && { output: options.output }),
  });
  print({ path, imported, hypnogram, unscored }, options, output);
  if (options.output === undefined) {
    output.note('Nothing is written; -o schedule.yaml writes a schedule that lives this night every day.');
    return;
  }
  const head = [
    `${basename(path)}, imported as ${imported.format}: ${imported.mapping.map(({ code, stage }) => `${code} = ${stage}`).join(', ')}.`,
    unscoredSentence(unscored),
  ];
  await writeSchedule(options.output, { ...life, ...(days !== undefined && { days }) }, head);
  output.note(`Written: ${options.output}, for \`oneiros run --schedule ${options.output}\`.`);
}

function formatOf(name: string): HypnogramFormat {
  const known = hypnogramFormats.find((format) => format === name);
  if (known !== undefined) return known;
  const nearest = nearestWord(name, hypnogramFormats);
  const advice = nearest === undefined ? '' : `; did you mean "${nearest}"?`;
  throw new UsageError(`Expected --format to be one of ${hypnogramFormats.join(', ')}, got ${name}${advice}`);
}

const unscoredSentence = (rule: UnscoredRule): string =>
  ({
    hold: 'Artefacts and unscored time hold the stage before them.',
    wake: 'Artefacts and unscored time are waking.',
    pause: 'Artefacts and unscored time are left out: life pauses there.',
  })[rule];

interface Read {
  readonly path: string;
  readonly imported: ImportedHypnogram;
  readonly hypnogram: Hypnogram;
  readonly unscored: UnscoredRule;
}

function print({ path, imported, hypnogram, unscored }: Read, options: ImportCommandOptions, output: Output): void {
  const paint = createPaint(output.color);
  const { runs, epochSeconds, start } = hypnogram;
  const seconds = runs.reduce((sum, run) => sum + run.seconds, 0);
  const from = start === undefined ? '' : `, from ${start}`;
  output.result(`${path}: ${imported.format}, ${formatDuration(seconds)} in epochs of ${epochSeconds} s${from}\n`);
  output.result(mappingTable(imported));
  imported.warnings.forEach((warning) => output.warn(warning));
  if (runs.some(({ stage }) => stage === 'ART' || stage === 'UNS')) {
    output.result(paint.dim(`${unscoredSentence(unscored)} (--unscored ${unscored})`));
  }
  const columns = options.columns ?? Math.min(process.stdout.columns ?? 80, MOST_COLUMNS);
  const stepSeconds = Math.max(1, Math.ceil(seconds / SAMPLES));
  const drawn = drawHypnogram(sampleRuns(runs, { stepSeconds }), {
    ...{ columns, color: output.color, unicode: options.ascii !== true },
  });
  output.result(`\n${drawn}\n\n${statisticsTable(sleepStatistics(hypnogram))}`);
  if (seconds > DAY_SECONDS && seconds < 2 * DAY_SECONDS)
    output.warn(`A day has 24 h: of these ${formatDuration(seconds)} the first 24 are lived.`);
}

/** How each code was understood, and how to say otherwise. */
function mappingTable({ mapping }: ImportedHypnogram): string {
  const rows = mapping.map(({ code, stage, seconds, guessed, why = '' }) => [
    code,
    stage,
    formatDuration(seconds),
    guessed ? 'guessed' : 'by format',
    why,
  ]);
  return formatTable([['code', 'stage', 'time', 'known', 'why'], ...rows], ['left', 'left', 'right', 'left', 'left']);
}
