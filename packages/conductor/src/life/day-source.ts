import { createRandomStreams, type RandomStreams } from '@oneiros/random';
import { levelCurve } from '../nights/level-curve.ts';
import { clampLevels } from '../nights/levels-of.ts';
import { manipulate } from '../nights/manipulate.ts';
import { noDebt } from '../nights/manipulation.ts';
import { presetNight } from '../nights/preset-night.ts';
import { secondsOf } from '../nights/runs.ts';
import { DAY_SECONDS } from './day-plan.ts';
import { daysOfRecording, dayWithNight, rotateRuns } from './hypnogram-days.ts';
import type { LifeSchedule } from './life-schema.ts';
import { actsInModel, createModelDays } from './model-days.ts';
import type { LivedDay } from './plan-day.ts';
import { sampledCurve } from './sampled-curve.ts';
import type { RunSource, SleeperState } from './sleeper.ts';

/** Lives the days of a schedule one after another. */
export interface DaySource {
  /** What the sleeper brings into day 0. */
  readonly first: SleeperState;
  /** @returns the day, and what the sleeper carries into the next. Pure. */
  live(day: number, sleeper: SleeperState): { readonly lived: LivedDay; readonly next: SleeperState };
}

function runSourceOf(schedule: LifeSchedule, streams: RandomStreams): RunSource {
  const { preset, overrides, hypnogram, model, startHours = 0 } = schedule.source;
  if (model !== undefined) return createModelDays(schedule, model, streams);
  const startSeconds = startHours * 3600;
  if (hypnogram !== undefined) {
    const days = daysOfRecording(hypnogram, startSeconds);
    const { name, epochSeconds } = hypnogram;
    return {
      first: {},
      dayOf: (day) => ({ hypnogram: { runs: days[day % days.length]!, epochSeconds, source: name }, next: {} }),
    };
  }
  return {
    first: {},
    dayOf(day) {
      const night = presetNight(preset!, overrides, (name) => streams.stream(`life.${name}`, day));
      if (startSeconds === 0) return { hypnogram: night, next: {} };
      return { hypnogram: { ...night, runs: rotateRuns(dayWithNight(night.runs), startSeconds) }, next: {} };
    },
  };
}

export function createDaySource(schedule: LifeSchedule): DaySource {
  const { source, levels, seed } = schedule;
  const streams = createRandomStreams(seed);
  const runSource = runSourceOf(schedule, streams);
  const { model } = source;
  // Drugs that act inside the model do not edit what it does once more.
  const manipulations = schedule.manipulations.filter(
    (manipulation) => model === undefined || !actsInModel(model, manipulation),
  );
  return {
    first: { debt: noDebt, ...runSource.first },
    live(day, sleeper) {
      const random = (name: string) => streams.stream(`life.${name}`, day);
      const { hypnogram, levels: ownLevels, next } = runSource.dayOf(day, sleeper);
      const night = manipulate(hypnogram, manipulations, { day, random, debt: sleeper.debt });
      const whole = dayWithNight(night.hypnogram.runs);
      // The night ends the day: what happens in it comes after the waking before it.
      const before = Math.max(0, DAY_SECONDS - secondsOf(night.hypnogram.runs));
      const clamps = night.clamps.map((clamp) => ({
        ...{ ...clamp, fromSeconds: before + clamp.fromSeconds, toSeconds: before + clamp.toSeconds },
      }));
      // A model's own levels belong to its own stages.
      const curve =
        ownLevels && night.hypnogram === hypnogram
          ? sampledCurve(clampLevels(ownLevels, clamps), DAY_SECONDS)
          : levelCurve(whole, levels, { random, clamps, ...(sleeper.levels && { initial: sleeper.levels }) });
      const interventions = night.interventions.map((each) => ({ ...each, seconds: before + each.seconds }));
      return {
        lived: { runs: whole, levels: curve, interventions },
        next: { debt: night.debt, levels: curve.end, ...next },
      };
    },
  };
}
