import type { RandomStreams } from '@oneiros/random';
import { modelHypnogram } from '../models/model-hypnogram.ts';
import { createModelRun, type ModelRun } from '../models/model-run.ts';
import { drugOf, modelParametersOf } from '../nights/drugs.ts';
import { actsOn } from '../nights/manipulate.ts';
import type { Manipulation } from '../nights/manipulation-schema.ts';
import { mergeRuns, sleepPeriod } from '../nights/runs.ts';
import type { StageRun } from '../stages.ts';
import { DAY_SECONDS } from './day-plan.ts';
import type { LifeSchedule } from './life-schema.ts';
import type { RunSource, SourceDay } from './sleeper.ts';

const HOUR = 3600;

/** Time between looks at a model: bouts of rodents last seconds. */
const SAMPLE_SECONDS = { human: 15, rodent: 4 } as const;

/** Whether a manipulation changes parameters of a model, in the place of the stages that it gives. */
export const actsInModel = (model: string, manipulation: Manipulation): boolean =>
  model === 'gleit-booth' && drugOf(manipulation) !== null;

/**
 * Days of a sleep model, which runs on from one to the next. The first begins in its longest waking of the first 24 h, so that
 * each is a day with the night after it, as far as the model knows such a thing.
 */
export function createModelDays(
  { source: { parameters, startHours, levels: levelsFrom }, manipulations }: LifeSchedule,
  name: string,
  streams: RandomStreams,
): RunSource {
  const run = createModelRun(name, parameters, { random: (hour) => streams.stream('life.model', hour) });
  const sampleSeconds = SAMPLE_SECONDS[run.model.species];
  const initial = run.snapshot();
  const startSeconds =
    startHours === undefined
      ? longestWakeStart(run, sampleSeconds)
      : sampleSeconds * Math.round((startHours * HOUR) / sampleSeconds);
  run.restore(initial, 0);
  run.advance(startSeconds);
  const undrugged = run.parameters;

  return {
    first: { model: { snapshot: run.snapshot(), seconds: startSeconds } },
    dayOf(day, sleeper) {
      const { snapshot, seconds } = sleeper.model!;
      const drugs = manipulations.filter((each) => actsInModel(name, each) && actsOn(each, day));
      run.restore(snapshot, seconds);
      const windows = windowsOf(drugs, () => {
        const { hypnogram } = modelHypnogram(run, { seconds: DAY_SECONDS, sampleSeconds });
        run.restore(snapshot, seconds);
        return sleepPeriod(hypnogram.runs)?.from ?? DAY_SECONDS;
      });
      const { hypnogram, levels } = liveThrough(run, sampleSeconds, windows, undrugged);
      const next = { model: { snapshot: run.snapshot(), seconds: seconds + DAY_SECONDS } };
      return { hypnogram, ...(levelsFrom !== 'stages' && levels && { levels }), next };
    },
  };
}

/**
 * Model time half an hour into its longest waking that begins, after a sleep, within the first 24 h, or half way into a shorter one; 0
 * where it never wakes up. Nights that end a little later than the one before still end within their day.
 */
function longestWakeStart(run: ModelRun, sampleSeconds: number): number {
  const { hypnogram } = modelHypnogram(run, { seconds: 2 * DAY_SECONDS, sampleSeconds });
  let longest = { start: 0, seconds: 0 };
  let start = 0;
  for (const { stage, seconds } of hypnogram.runs) {
    if (start > 0 && start <= DAY_SECONDS && stage === 'WAKE' && seconds > longest.seconds)
      longest = { start, seconds };
    start += seconds;
  }
  return longest.start + sampleSeconds * Math.floor(Math.min(HOUR / 2, longest.seconds / 2) / sampleSeconds);
}

/** A part of the day and the drugs in it. */
interface DrugWindow {
  readonly until: number;
  readonly drugs: readonly Manipulation[];
}

/** @param sleepOnset of the day without drugs, asked for only where a drug acts by hours since then */
function windowsOf(drugs: readonly Manipulation[], sleepOnset: () => number): DrugWindow[] {
  const onset = drugs.some(({ hours }) => hours !== undefined) ? sleepOnset() : 0;
  const times = drugs.map(({ hours }) => ({
    from: hours === undefined ? 0 : onset + hours.fromHour * HOUR,
    until: hours === undefined ? DAY_SECONDS : onset + hours.toHour * HOUR,
  }));
  const edges = [...new Set([...times.flatMap(({ from, until }) => [from, until]), DAY_SECONDS])]
    .filter((edge) => edge > 0 && edge <= DAY_SECONDS)
    .sort((a, b) => a - b);
  return edges.map((until, i) => ({
    until,
    drugs: drugs.filter((_, k) => times[k]!.from <= (edges[i - 1] ?? 0) && times[k]!.until >= until),
  }));
}

/** Runs through a day; the drugs are washed out at its end. */
function liveThrough(
  run: ModelRun,
  sampleSeconds: number,
  windows: readonly DrugWindow[],
  undrugged: Readonly<Record<string, number>>,
): Pick<SourceDay, 'hypnogram' | 'levels'> {
  const count = DAY_SECONDS / sampleSeconds;
  const ach = new Float32Array(count + 1);
  const na = new Float32Array(count + 1);
  const runs: StageRun[] = [];
  let hasLevels = true;
  let done = 0;
  const setAll = (parameters: Readonly<Record<string, number>>): void => {
    for (const [name, value] of Object.entries(parameters)) run.setParameter(name, value);
  };
  for (const { until, drugs } of windows) {
    const samples = Math.round(until / sampleSeconds) - done;
    if (samples <= 0) continue;
    setAll(undrugged);
    for (const drug of drugs) setAll(modelParametersOf(drug, run.parameters));
    const part = modelHypnogram(run, { seconds: samples * sampleSeconds, sampleSeconds });
    runs.push(...part.hypnogram.runs);
    if (part.ach && part.na) {
      ach.set(part.ach, done);
      na.set(part.na, done);
    } else hasLevels = false;
    done += samples;
  }
  setAll(undrugged);
  const end = run.sample();
  ach[count] = end.ach ?? 0;
  na[count] = end.na ?? 0;
  const hypnogram = { runs: mergeRuns(runs), epochSeconds: sampleSeconds, source: `model ${run.model.name}` };
  return { hypnogram, ...(hasLevels && { levels: { stepSeconds: sampleSeconds, ach, na } }) };
}
