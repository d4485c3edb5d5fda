import type { Output } from '../output.ts';
import { UsageError } from '../errors.ts';
import { previewDays } from './preview-days.ts';
import { previewTicks } from './preview-ticks.ts';
import { readSchedule } from './target.ts';

export interface PreviewOptions {
  /** First tick; of schedules whose periods are all alike. */
  readonly from?: number;
  readonly ticks?: number;
  /** So many whole days of a life in place of its first night. */
  readonly days?: number;
  readonly columns?: number;
  readonly ascii?: boolean;
  /** Where to draw it as SVG too. */
  readonly svg?: string;
}

const MOST_COLUMNS = 120;

/**
 * Draws a schedule on stdout, or prints what is drawn with --json; a hypnogram as the life that `run --schedule` makes of it.
 * @param target as {@link readSchedule} takes it. @throws UsageError, ScheduleInvalidError
 */
export async function previewSchedule(target: string, options: PreviewOptions, output: Output): Promise<void> {
  const { name, schedule, notes } = await readSchedule(target);
  notes.forEach((note) => output.warn(note));
  const columns = options.columns ?? Math.min(process.stdout.columns ?? 80, MOST_COLUMNS);
  const drawing = { columns, color: output.color, unicode: options.ascii !== true };
  if (schedule.kind === 'life') {
    refuse(options, ['from', 'ticks'], `${name} is a life of days; it takes --days`);
    return await previewDays({ name, schedule }, options, drawing, output);
  }
  refuse(options, ['days'], `${name} is counted in ticks; it takes --from and --ticks`);
  return await previewTicks({ name, schedule }, options, drawing, output);
}

function refuse(options: PreviewOptions, flags: readonly ('from' | 'ticks' | 'days')[], why: string): void {
  const given = flags.find((flag) => options[flag] !== undefined);
  if (given !== undefined) throw new UsageError(`Expected no --${given}: ${why}.`);
}
