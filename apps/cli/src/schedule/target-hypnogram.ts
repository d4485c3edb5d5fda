import {
  DAY_SECONDS,
  lifeOf,
  mergeRuns,
  nightWindow,
  runStages,
  secondsAt,
  sliceRuns,
  stateAt,
  ticksOf,
  ticksPerPeriod,
  type Hypnogram,
  type LifeSchedule,
  type Schedule,
  type StageRun,
} from '@oneiros/conductor';
import { UsageError } from '../errors.ts';
import type { Target } from './target.ts';

export interface DayChoice {
  /** Which day of a schedule, from 0; the first unless given. */
  readonly day?: number;
  /** All of it in place of its night. */
  readonly wholeDay?: boolean;
}

const LIFE_EPOCH_SECONDS = 30;

/**
 * The hypnogram of what a command was pointed at: a recording as it was scored, or a night of a schedule.
 * @throws UsageError where a recording is asked for a day, or a schedule has none such or stages of its own names
 */
export function hypnogramOf(target: Target, choice: DayChoice = {}): Hypnogram {
  if (target.kind === 'hypnogram') {
    if (choice.day !== undefined) throw new UsageError(`Expected no --day: ${target.name} is one recording.`);
    return target.imported.hypnogram;
  }
  const { schedule, name } = target;
  const day = choice.day ?? 0;
  const days = schedule.kind === 'cycle' ? Infinity : ticksOf(schedule) / ticksPerPeriod(schedule);
  if (day >= days) throw new UsageError(`Expected --day from 0 to ${days - 1}, got ${day}.`);
  return schedule.kind === 'life'
    ? dayOfLife(name, schedule, day, choice.wholeDay ?? false)
    : periodOf(name, schedule, day);
}

function dayOfLife(name: string, schedule: LifeSchedule, day: number, wholeDay: boolean): Hypnogram {
  const { runs } = lifeOf(schedule).planOf(day);
  const { from, to } = wholeDay ? { from: 0, to: DAY_SECONDS } : nightWindow(schedule, runs);
  return {
    runs: sliceRuns(runs, from, to),
    epochSeconds: schedule.source.hypnogram?.epochSeconds ?? epochOf(runs),
    source: `${name}, day ${day}`,
  };
}

/** The epoch of runs that a generator or a model made: 30 s where all of them are made of it, else as long as fits all. */
function epochOf(runs: readonly StageRun[]): number {
  const divisor = runs.reduce(
    (common, { seconds }) => greatestCommonDivisor(common, Math.round(seconds)),
    LIFE_EPOCH_SECONDS,
  );
  return Math.max(1, divisor);
}

const greatestCommonDivisor = (a: number, b: number): number => (b === 0 ? a : greatestCommonDivisor(b, a % b));

/** A period of ticks: a day of `nights`, a cycle of the paper. */
function periodOf(name: string, schedule: Exclude<Schedule, LifeSchedule>, period: number): Hypnogram {
  const ticks = ticksPerPeriod(schedule);
  const runs = Array.from({ length: ticks }, (_, i): StageRun => {
    const tick = period * ticks + i;
    const { stage } = stateAt(schedule, tick);
    const known = runStages.find((each) => each === stage);
    if (known === undefined)
      throw new UsageError(`Expected stages among ${runStages.join(', ')}, got ${stage} in ${name}.`);
    return { stage: known, seconds: secondsAt(schedule, tick + 1) - secondsAt(schedule, tick) };
  });
  return { runs: mergeRuns(runs), epochSeconds: schedule.secondsPerTick, source: `${name}, period ${period}` };
}
