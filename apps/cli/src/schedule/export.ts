import { writeFile } from 'node:fs/promises';
import { exportHypnogram, type ExportFormat } from '@oneiros/conductor';
import type { Output } from '../output.ts';
import { formatDuration } from '../terminal/duration.ts';
import { guessNotes } from './mapping-notes.ts';
import { hypnogramOf, type DayChoice } from './target-hypnogram.ts';
import { readTarget } from './target.ts';

export interface ExportOptions extends DayChoice {
  readonly to: ExportFormat;
  readonly output: string;
}

/** Writes a night for other tools. @throws as `readTarget` and `hypnogramOf` */
export async function exportNight(
  text: string,
  { to, output: path, ...choice }: ExportOptions,
  output: Output,
): Promise<void> {
  const target = await readTarget(text);
  if (target.kind === 'hypnogram') guessNotes(target.imported).forEach((note) => output.warn(note));
  const hypnogram = hypnogramOf(target, choice);
  const bytes = exportHypnogram(hypnogram, to);
  await writeFile(path, bytes);
  const seconds = hypnogram.runs.reduce((sum, run) => sum + run.seconds, 0);
  const { source, epochSeconds } = hypnogram;
  output.resultJson('schedule-export', { file: path, format: to, bytes: bytes.length, source, epochSeconds, seconds });
  output.result(
    `${path}: ${source} as ${to}, ${formatDuration(seconds)} in epochs of ${epochSeconds} s, ${bytes.length} bytes`,
  );
}
