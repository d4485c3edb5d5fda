import { sleepStatistics, transitionCounts } from '@oneiros/conductor';
import type { Output } from '../output.ts';
import { guessNotes } from './mapping-notes.ts';
import { statisticsTable } from './statistics-table.ts';
import { hypnogramOf, type DayChoice } from './target-hypnogram.ts';
import { readTarget } from './target.ts';

/** Prints statistics of a night under YASA's names. @throws as `readTarget` and `hypnogramOf` */
export async function printStatistics(text: string, choice: DayChoice, output: Output): Promise<void> {
  const target = await readTarget(text);
  if (target.kind === 'hypnogram') guessNotes(target.imported).forEach((note) => output.warn(note));
  const hypnogram = hypnogramOf(target, choice);
  const statistics = sleepStatistics(hypnogram);
  const { source, epochSeconds, start } = hypnogram;
  output.resultJson('schedule-stats', {
    ...{ source, epochSeconds, ...(start && { start }), statistics: statistics },
    transitionCounts: transitionCounts(hypnogram),
  });
  output.result(`${source}: epochs of ${epochSeconds} s${start === undefined ? '' : `, from ${start}`}`);
  output.result(statisticsTable(statistics));
}
