import { ticksOf, type LifeSchedule } from '@oneiros/conductor';
import type { RunConfigInput } from '@oneiros/simulation';
import { wakesOf, withTicksADay, withWakes, type LifeInput } from './wakes-a-day.ts';

/** What is asked of real nights; each part can be run and reported alone. */
export const nightParts = ['conducted', 'equal-updates', 'rem-deprivation'] as const;
export type NightPart = (typeof nightParts)[number];

/** Sizes of the plan. */
export interface NightSizes {
  readonly days: number;
  /** Waking mini-batches a day, on average. */
  readonly wakesADay: number;
  /** Nights under manipulation, and as many mornings after which recovery is looked at. */
  readonly deprivedNights: number;
  readonly recoveryNights: number;
}

/** What an arm is made from. */
export interface ArmContext {
  readonly sizes: NightSizes;
  readonly seed: number;
  /** The recorded night, where one was given. */
  readonly recording: LifeInput | undefined;
}

/** One training of the plan, with every seed. */
export interface NightArm {
  readonly name: string;
  readonly parts: readonly NightPart[];
  /** Arm from whose brain at its end it starts. */
  readonly from?: string;
  readonly layer: (context: ArmContext) => RunConfigInput;
}

const MORNING_BEFORE = 0;

/** A life with a readout before learning and each morning. */
const livingThrough = (schedule: LifeSchedule): RunConfigInput => ({
  schedule,
  duration: { count: schedule.days, unit: 'days' },
  probes: { readoutEveryNights: 0, at: [{ probe: 'readout', ticks: [MORNING_BEFORE], everyNights: 1 }] },
});

/** The paper's cycle for so many mini-batches of any state, with as many readouts as a life of `days` has mornings. */
function cyclingFor(ticks: number, days: number): RunConfigInput {
  const mornings = Array.from({ length: days }, (_, day) => Math.round((ticks * (day + 1)) / days));
  return {
    schedule: { kind: 'cycle' },
    duration: { count: ticks, unit: 'ticks' },
    probes: { readoutEveryEpochs: 0, at: [{ probe: 'readout', ticks: [MORNING_BEFORE, ...mornings] }] },
    dreams: { everyEpochs: 0 },
  };
}

const lifeOfPreset = (preset: string, { sizes, seed }: ArmContext): LifeInput => ({
  kind: 'life',
  days: sizes.days,
  seed,
  source: { preset },
});

/** The reference: everything else is made equal to it in one way or the other. */
const adult = (context: ArmContext): LifeSchedule =>
  withWakes(lifeOfPreset('adult', context), context.sizes.days * context.sizes.wakesADay);

/** The adult's life, lived on for the nights of the experiment. */
function adultLongerWith(kind: 'rem-deprivation' | 'yoked-awakenings' | undefined, context: ArmContext): LifeSchedule {
  const { days, deprivedNights, recoveryNights } = context.sizes;
  const nights = { from: days, to: days + deprivedNights - 1 };
  return {
    ...withTicksADay(
      {
        ...lifeOfPreset('adult', context),
        days: days + deprivedNights + recoveryNights,
        manipulations: kind === undefined ? [] : [{ kind, days: nights }],
      },
      ticksOf(adult(context)) / days,
    ),
  };
}

const conductedBy = (life: LifeInput, { sizes, seed }: ArmContext): RunConfigInput =>
  livingThrough(withWakes({ ...life, days: sizes.days, seed }, sizes.days * sizes.wakesADay));

/** Every training of the plan. Those that start from another's brain come after it. */
export const nightArms: readonly NightArm[] = [
  {
    name: 'recorded',
    parts: ['conducted'],
    layer: (context) => conductedBy(context.recording!, context),
  },
  {
    name: 'gleit-booth',
    parts: ['conducted'],
    layer: (context) => conductedBy({ kind: 'life', source: { model: 'gleit-booth' } }, context),
  },
  {
    name: 'adult',
    parts: ['equal-updates', 'rem-deprivation'],
    layer: (context) => livingThrough(adult(context)),
  },
  {
    name: 'newborn-equal-total',
    parts: ['equal-updates'],
    layer: (context) =>
      livingThrough(withTicksADay(lifeOfPreset('newborn', context), ticksOf(adult(context)) / context.sizes.days)),
  },
  {
    name: 'newborn-equal-wake',
    parts: ['equal-updates'],
    layer: (context) => livingThrough(withWakes(lifeOfPreset('newborn', context), wakesOf(adult(context)))),
  },
  {
    name: 'pad-equal-total',
    parts: ['equal-updates'],
    layer: (context) => cyclingFor(ticksOf(adult(context)), context.sizes.days),
  },
  {
    name: 'pad-equal-wake',
    parts: ['equal-updates'],
    // Wake, NREM and REM have one mini-batch each.
    layer: (context) => cyclingFor(3 * wakesOf(adult(context)), context.sizes.days),
  },
  ...(
    [
      ['undisturbed', undefined],
      ['rem-deprived', 'rem-deprivation'],
      ['yoked', 'yoked-awakenings'],
    ] as const
  ).map(([name, kind]): NightArm => ({
    name,
    parts: ['rem-deprivation'],
    from: 'adult',
    layer: (context) => livingThrough(adultLongerWith(kind, context)),
  })),
];
