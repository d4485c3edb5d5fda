import { nightPresets, sleepModelNames, type ScheduleInput } from '@oneiros/conductor';

/** What the tool calls a schedule that is no file: presets, models, and the schedule of kind `nights`. */
export const scheduleNames = (): string[] => [...Object.keys(nightPresets), ...sleepModelNames, 'nights'];

/** The schedule of a name, without what is left to the defaults; undefined where there is none of that name. */
export function namedSchedule(name: string): ScheduleInput | undefined {
  if (Object.hasOwn(nightPresets, name)) {
    return nightPresets[name]!.kind === 'cycle' ? { kind: 'cycle' } : { kind: 'life', source: { preset: name } };
  }
  const model = sleepModelNames.find((known) => known === name);
  if (model !== undefined) return { kind: 'life', source: { model } };
  return name === 'nights' ? { kind: 'nights' } : undefined;
}
