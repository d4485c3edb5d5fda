import {
  DAY_SECONDS,
  lifeOf,
  mergeRuns,
  nightWindow,
  presetNight,
  sleepPeriod,
  sleepStatistics,
  sliceRuns,
  ticksOf,
  type DayPart,
  type DayPlan,
  type LevelCurve,
  type LifeSchedule,
  type StageRun,
} from '@oneiros/conductor';
import type { GateSteps, LevelEnvelope, Preview } from './preview.ts';

export interface PreviewOptions {
  /** From 0; a later one than the last is the last. */
  readonly day: number;
  /** All 24 hours, not the night alone. */
  readonly wholeDay: boolean;
}

const LEVEL_STRETCHES = 600;
/** What is shown before a sleep that begins earlier than the source's night. */
const WAKE_BEFORE_SECONDS = 900;

/**
 * One day of a life, day after day: earlier days are lived first, since what they owe is slept later.
 * @yields after each day, so that whoever asks may stop in between
 */
export function* previewLife(
  schedule: LifeSchedule,
  options: PreviewOptions,
): Generator<undefined, Preview, undefined> {
  const day = Math.min(Math.max(options.day, 0), schedule.days - 1);
  const life = lifeOf(schedule);
  for (let earlier = 0; earlier < day; earlier++) {
    life.planOf(earlier);
    yield;
  }
  const plan = life.planOf(day);
  yield;
  let before: DayPlan | null = null;
  if (schedule.manipulations.length > 0) {
    const alone = lifeOf({ ...schedule, manipulations: [] });
    for (let earlier = 0; earlier <= day; earlier++) {
      before = alone.planOf(earlier);
      yield;
    }
  }
  const part = options.wholeDay ? { from: 0, to: DAY_SECONDS } : nightOf(schedule, before ?? plan, plan);
  return describe(schedule, { day, plan, before, part });
}

/** The night of the source, and of what is lived where that begins to sleep earlier. */
function nightOf(schedule: LifeSchedule, source: DayPlan, lived: DayPlan): DayPart {
  const { from, to } = nightWindow(schedule, source.runs);
  const onset = sleepPeriod(lived.runs)?.from ?? from;
  return { from: onset < from ? Math.max(0, onset - WAKE_BEFORE_SECONDS) : from, to };
}

interface LivedDay {
  readonly day: number;
  readonly plan: DayPlan;
  readonly before: DayPlan | null;
  readonly part: DayPart;
}

function describe(schedule: LifeSchedule, { day, plan, before, part }: LivedDay): Preview {
  const { from, to } = part;
  const cut = (runs: readonly StageRun[]): StageRun[] => mergeRuns(sliceRuns(runs, from, to));
  const runs = cut(plan.runs);
  const source = before === null ? null : cut(before.runs);
  const epochSeconds = epochSecondsOf(schedule);
  const statisticsOf = (part: readonly StageRun[]) => sleepStatistics({ runs: part, epochSeconds, source: 'schedule' });
  return {
    kind: 'life',
    ...{ day, from, to, runs, source, epochSeconds },
    sleepOnset: sleepPeriod(source ?? runs)?.from ?? null,
    interventions: plan.interventions
      .filter(({ seconds }) => seconds >= from && seconds < to)
      .map((each) => ({ ...each, seconds: each.seconds - from })),
    levels: envelopeOf(plan.levels, part),
    gates: gatesIn(plan, part),
    statistics: statisticsOf(runs),
    sourceStatistics: source === null ? null : statisticsOf(source),
    learning: learningOf(plan),
    ticks: { period: plan.ticks, total: ticksOf(schedule), shown: plan.ticks },
  };
}

function epochSecondsOf({ source }: LifeSchedule): number {
  if (source.hypnogram !== undefined) return source.hypnogram.epochSeconds;
  return source.preset === undefined ? 30 : presetNight(source.preset, source.overrides).epochSeconds;
}

function envelopeOf(curve: LevelCurve, { from, to }: DayPart): LevelEnvelope {
  const envelope = {
    achLeast: new Float32Array(LEVEL_STRETCHES),
    achMost: new Float32Array(LEVEL_STRETCHES),
    naLeast: new Float32Array(LEVEL_STRETCHES),
    naMost: new Float32Array(LEVEL_STRETCHES),
  };
  for (let i = 0; i < LEVEL_STRETCHES; i++) {
    const start = from + ((to - from) * i) / LEVEL_STRETCHES;
    const points = curve.points(start, Math.min(from + ((to - from) * (i + 1)) / LEVEL_STRETCHES, curve.seconds));
    envelope.achLeast[i] = Math.min(...points.map(({ ach }) => ach));
    envelope.achMost[i] = Math.max(...points.map(({ ach }) => ach));
    envelope.naLeast[i] = Math.min(...points.map(({ na }) => na));
    envelope.naMost[i] = Math.max(...points.map(({ na }) => na));
  }
  return envelope;
}

/** The ticks that touch the part; the first and last are cut at its edges. */
function gatesIn({ starts, discriminator, target, ticks }: DayPlan, { from, to }: DayPart): GateSteps {
  const all = Array.from({ length: ticks }, (_, tick) => tick);
  const inside = all.filter((tick) => starts[tick + 1]! > from && starts[tick]! < to);
  const edge = (seconds: number): number => Math.min(Math.max(seconds, from), to) - from;
  return {
    starts: Float64Array.from([
      ...inside.map((tick) => edge(starts[tick]!)),
      ...inside.slice(-1).map((tick) => edge(starts[tick + 1]!)),
    ]),
    discriminator: Float32Array.from(inside, (tick) => discriminator[tick]!),
    target: Float32Array.from(inside, (tick) => target[tick]!),
  };
}

/** Wake learns by gate_D target_D, NREM by gate_NREM, REM by gate_D (1 - target_D); see the README of conductor. */
function learningOf({ discriminator, target, ticks }: DayPlan): Preview['learning'] {
  const learning = { wake: 0, nrem: 0, rem: 0 };
  for (let tick = 0; tick < ticks; tick++) {
    const gate = discriminator[tick]!;
    learning.wake += gate * target[tick]!;
    learning.nrem += 1 - gate;
    learning.rem += gate * (1 - target[tick]!);
  }
  return learning;
}
