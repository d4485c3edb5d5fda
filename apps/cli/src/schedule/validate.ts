import {
  lifeOf,
  parseSchedule,
  ScheduleInvalidError,
  ticksOf,
  ticksPerPeriod,
  type Schedule,
} from '@oneiros/conductor';
import type { Output } from '../output.ts';
import { readNamedFile } from './target.ts';

/**
 * Says whether a file is a schedule, and what of.
 * @throws ScheduleInvalidError with line and column of every problem; UsageError where there is no such file
 */
export async function validateSchedule(path: string, output: Output): Promise<void> {
  const text = new TextDecoder().decode(await readNamedFile(path));
  try {
    const schedule = parseSchedule(text, path);
    const ticks = ticksOf(schedule);
    output.resultJson('schedule-validate', {
      ...{ file: path, valid: true, kind: schedule.kind, ticks: Number.isFinite(ticks) ? ticks : null, problems: [] },
    });
    output.result(`${path}: a schedule of kind ${schedule.kind}, ${lengthOf(schedule, ticks)}.`);
  } catch (error) {
    if (error instanceof ScheduleInvalidError)
      output.resultJson('schedule-validate', { file: path, valid: false, problems: error.problems });
    throw error;
  }
}

function lengthOf(schedule: Schedule, ticks: number): string {
  const period = ticksPerPeriod(schedule);
  switch (schedule.kind) {
    case 'cycle':
      return `${period} ticks a cycle`;
    case 'nights':
      return `${schedule.nights} nights, ${period} ticks each with its day`;
    case 'life':
      // The first day is lived, so that what only shows then is found too.
      lifeOf(schedule).planOf(0);
      return `${schedule.days} days of ${period} ticks, ${ticks} in all`;
    default:
      return schedule satisfies never;
  }
}
