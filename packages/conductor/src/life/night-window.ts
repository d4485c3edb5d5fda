import { sleepModels } from '../models/sleep-models.ts';
import { presetNight } from '../nights/preset-night.ts';
import { nightPresets } from '../nights/presets.ts';
import { secondsOf, sleepPeriod } from '../nights/runs.ts';
import type { StageRun } from '../stages.ts';
import { DAY_SECONDS } from './day-plan.ts';
import type { LifeSchedule } from './life-schema.ts';

/** A part of a day, seconds since its start. */
export interface DayPart {
  readonly from: number;
  readonly to: number;
}

const wholeDay: DayPart = { from: 0, to: DAY_SECONDS };

/** Wake that is shown around the sleep of a model, which goes to bed when it falls asleep. */
const WAKE_AROUND_SECONDS = 1800;

/**
 * The night of a day: what its source brought, without the waking that fills it up to 24 h. Of a human model, from half an hour
 * before it falls asleep to half an hour after it wakes up; the whole day of rodents and of whoever sleeps around the clock.
 * @param runs of the whole day
 */
export function nightWindow({ source }: LifeSchedule, runs: readonly StageRun[]): DayPart {
  if (source.model !== undefined) {
    const period = sleepPeriod(runs);
    if (sleepModels[source.model].species === 'rodent' || period === null) return wholeDay;
    return {
      from: Math.max(0, period.from - WAKE_AROUND_SECONDS),
      to: Math.min(DAY_SECONDS, period.to + WAKE_AROUND_SECONDS),
    };
  }
  if (source.hypnogram !== undefined) {
    const seconds = source.hypnogram.runs.reduce((sum, [, length]) => sum + length, 0);
    return source.hypnogram.fill === 'repeat' || seconds > DAY_SECONDS ? wholeDay : endOfDay(seconds);
  }
  if (nightPresets[source.preset!]!.wholeDay) return wholeDay;
  return endOfDay(secondsOf(presetNight(source.preset!, source.overrides).runs));
}

const endOfDay = (seconds: number): DayPart => ({ from: Math.max(0, DAY_SECONDS - seconds), to: DAY_SECONDS });
