import { closestKey, resolveConfig } from '@oneiros/simulation';
import type { ConfigLayer } from '../config/config-layer.ts';
import { configLayers, type ConfigOptions } from '../config/config-options.ts';
import { wholeNumber } from '../config/shorthands.ts';
import { UsageError } from '../errors.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Output } from '../output.ts';
import { readSchedule } from '../schedule/target.ts';
import { parseSeeds } from '../sweep/grid-text.ts';
import { nightParts, type NightPart, type NightSizes } from './night-arms.ts';
import { planNights } from './plan-nights.ts';
import { reportNights } from './report-nights.ts';
import { trainNights, type TrainNightsOptions } from './train-nights.ts';
import type { LifeInput } from './wakes-a-day.ts';

export interface NightsOptions extends ConfigOptions, TrainNightsOptions {
  readonly hypnogram?: string;
  readonly imagesADay: string;
  readonly nights: string;
  readonly seeds: string;
  readonly runs: string;
  readonly out: string;
  readonly train: boolean;
  readonly markdown?: string;
}

const DAYS_UNLESS_GIVEN = '5';

/** `oneiros nights`: trains what is missing of the plan, then reports from the files of the runs alone. */
export async function nights(names: readonly string[], options: NightsOptions, output: Output): Promise<void> {
  const parts = chooseParts(names);
  expectNotPlanned(options);
  const failures = options.train ? await train(parts, options, output) : undefined;
  if (options.dryRun || process.exitCode === exitCodes.resumeMe) return;
  reportNights(parts, options, output);
  if (failures !== undefined) throw failures;
}

async function train(parts: readonly NightPart[], options: NightsOptions, output: Output) {
  const { days = DAYS_UNLESS_GIVEN, ...others } = options;
  const layers = (await configLayers(others as ConfigOptions)).map(besideThePlan);
  const { batchSize } = resolveConfig(...layers);
  const recording = await readRecording(options.hypnogram, output);
  if (recording === undefined && parts.includes('conducted')) {
    output.warn('No recorded night is lived: name one with --hypnogram FILE.');
  }
  const sizes = sizesOf({ ...options, days: String(days) }, batchSize);
  const seeds = parseSeeds(options.seeds);
  return trainNights(options.runs, planNights({ parts, sizes, seeds, recording, layers }), options, output);
}

/** What a layer says beside the plan, which is one of PAD and brings its own schedules. */
function besideThePlan({ values: { condition, ...values }, origin }: ConfigLayer): ConfigLayer['values'] {
  if (condition !== undefined && condition !== 'pad') {
    throw new UsageError(`The nights of the plan are those of condition pad, got ${String(condition)} from ${origin}.`);
  }
  return values;
}

function sizesOf(options: NightsOptions & { days: string }, batchSize: number): NightSizes {
  const counted = { '--days': options.days, '--images-a-day': options.imagesADay, '--nights': options.nights };
  const counts = Object.entries(counted).map(([flag, text]) => {
    const count = wholeNumber(text, flag);
    if (count < 1) throw new UsageError(`Expected ${flag} to be followed by a number from 1 on, got 0.`);
    return count;
  });
  const [days, images, deprivedNights] = counts as [number, number, number];
  return {
    days,
    wakesADay: Math.max(1, Math.round(images / batchSize)),
    deprivedNights,
    recoveryNights: deprivedNights,
  };
}

/** Anything with days that `--schedule` takes. */
async function readRecording(path: string | undefined, output: Output): Promise<LifeInput | undefined> {
  if (path === undefined) return undefined;
  const { schedule, notes } = await readSchedule(path);
  if (schedule.kind !== 'life') {
    throw new UsageError(`Expected --hypnogram to name a night with days of 24 h, got a schedule of ${schedule.kind}.`);
  }
  notes.forEach((note) => output.note(note));
  return schedule;
}

function chooseParts(names: readonly string[]): readonly NightPart[] {
  for (const name of names) {
    if ((nightParts as readonly string[]).includes(name)) continue;
    const nearest = closestKey(name, nightParts);
    const advice = nearest === undefined ? `There are ${nightParts.join(', ')}.` : `Did you mean ${nearest}?`;
    throw new UsageError(`Expected a part of the plan of nights, got ${name}. ${advice}`);
  }
  return names.length === 0 ? nightParts : nightParts.filter((part) => names.includes(part));
}

/** What the plan itself decides for each of its runs. */
function expectNotPlanned(options: NightsOptions): void {
  const planned = ['schedule', 'epochs', 'cycles', 'seed', 'condition'].find((name) => options[name] !== undefined);
  if (planned === undefined) return;
  const instead = planned === 'seed' ? '--seeds' : planned === 'schedule' ? '--hypnogram for the recorded night' : '--days and --images-a-day for the sizes'; // prettier-ignore
  throw new UsageError(`--${planned} is not for oneiros nights, whose plan says it for each run. There is ${instead}.`);
}
