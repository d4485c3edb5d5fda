import type { ConfigLayer } from './config-layer.ts';

/**
 * The layer of `--schedule`: a whole schedule, which leaves nothing of the one below; a life is lived to its end.
 * @param text a preset, a model, the path of a schedule (.yaml) or of a hypnogram
 * @param flag where the text was given. @throws what reading the schedule or the hypnogram throws
 */
export async function scheduleLayer(text: string, flag: string): Promise<ConfigLayer> {
  const { readSchedule } = await import('../schedule/target.ts');
  const { schedule, notes } = await readSchedule(text);
  const duration = schedule.kind === 'life' ? { duration: { count: schedule.days, unit: 'days' } } : {};
  return { origin: `${flag} ${text}`, values: { schedule, ...duration }, notes };
}

/** The layer of ONEIROS_SCHEDULE, or none; keys of it, such as ONEIROS_SCHEDULE__DAYS, go over it. */
export async function environmentSchedule(environment: NodeJS.ProcessEnv = process.env): Promise<ConfigLayer[]> {
  const text = environment['ONEIROS_SCHEDULE'];
  return text === undefined || text === '' ? [] : [await scheduleLayer(text, 'ONEIROS_SCHEDULE')];
}
