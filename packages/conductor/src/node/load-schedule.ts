import { readFile } from 'node:fs/promises';
import { ScheduleUnreadableError } from '../errors.ts';
import { parseSchedule } from '../parse-schedule.ts';
import type { Schedule } from '../schedule-schema.ts';

/**
 * Reads a schedule from a YAML file.
 * @throws ScheduleUnreadableError where the file cannot be read.
 * @throws ScheduleInvalidError with file, line and column of every problem.
 */
export async function loadSchedule(path: string): Promise<Schedule> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw new ScheduleUnreadableError(path, error);
  }
  return parseSchedule(text, path);
}
