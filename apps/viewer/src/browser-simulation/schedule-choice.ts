import { nightPresets, parseSchedule, resolveSchedule, type Schedule, type ScheduleInput } from '@oneiros/conductor';

/** How a reader of the page chooses a schedule: by the name of a preset, or as YAML. */
export type ScheduleChoice = { readonly preset: string } | { readonly yaml: string };

interface SchedulePreset {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  readonly schedule: ScheduleInput;
}

/** Short enough to watch: 12 mini-batches of Wake, then three cycles of NREM and REM, in 20 nights. */
const shortNights: ScheduleInput = {
  kind: 'nights',
  nights: 20,
  dayMiniBatches: 12,
  cyclesPerNight: 3,
  nremTicks: { first: 6, last: 3 },
  remTicks: { first: 1, last: 4 },
  secondsPerTick: 1200,
};

/** A mini-batch for every ten minutes: 144 a day. */
const lifeOfPreset = (preset: string): ScheduleInput => ({
  kind: 'life',
  days: 20,
  source: { preset },
  updates: { mode: 'proportional', minutesPerMiniBatch: 10 },
});

/** Presets for the browser, the paper's first; those of the conductor's nights are lived at ten minutes a mini-batch. */
export const schedulePresets: readonly SchedulePreset[] = [
  {
    name: 'paper',
    title: "The paper's cycle",
    summary: 'Wake, NREM and REM in turn, one mini-batch each.',
    schedule: { kind: 'cycle' },
  },
  {
    name: 'blocks',
    title: 'Cycle in blocks of ten',
    summary: 'Ten mini-batches of Wake, ten of NREM, ten of REM.',
    schedule: { kind: 'cycle', blockTicks: 10 },
  },
  {
    name: 'short-nights',
    title: 'Short nights',
    summary: '12 mini-batches of Wake a day, then three cycles of NREM and REM: NREM shrinks and REM grows to morning.',
    schedule: shortNights,
  },
  ...Object.entries(nightPresets)
    .filter(([, { kind }]) => kind !== 'cycle')
    .map(([name, { title, summary }]) => ({ name, title, summary, schedule: lifeOfPreset(name) })),
];

export const paperSchedule: ScheduleChoice = { preset: 'paper' };

/**
 * The schedule that was chosen, with every default filled in.
 * @throws ScheduleInvalidError that names lines of YAML, or the preset that is not there
 */
export function scheduleOf(choice: ScheduleChoice): Schedule {
  if ('yaml' in choice) return parseSchedule(choice.yaml);
  const preset = schedulePresets.find(({ name }) => name === choice.preset);
  if (preset !== undefined) return resolveSchedule(preset.schedule, choice.preset);
  const known = schedulePresets.map(({ name }) => name).join(', ');
  throw new RangeError(`Expected a schedule preset, got "${choice.preset}"; known: ${known}.`);
}
