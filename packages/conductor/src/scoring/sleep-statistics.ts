import type { Hypnogram, RunStage, StageRun } from '../stages.ts';
import { isSleep, stageOrder } from './stage-kinds.ts';

/**
 * A night in numbers, under the names of YASA: minutes, but percent for SE, SME and `%STAGE`, and 1/h for SFI.
 * null is what the night does not have.
 */
export interface SleepStatistics extends StageMinutes, StagePercent {
  /** Time in bed: the whole hypnogram. */
  readonly TIB: number;
  /** Sleep period time: first to last sleep. */
  readonly SPT: number;
  /** Wake after sleep onset, within SPT. */
  readonly WASO: number | null;
  /** Total sleep time: stages of sleep, without artefacts and what is unscored. */
  readonly TST: number;
  /** Sleep efficiency, 100 TST / TIB. */
  readonly SE: number | null;
  /** Sleep maintenance efficiency, 100 TST / SPT. */
  readonly SME: number | null;
  /** Sleep fragmentation index: transitions from sleep into wake an hour of TST. */
  readonly SFI: number | null;
  /** Latency to the first sleep. */
  readonly SOL: number | null;
  /** Latency to the first five minutes of unbroken sleep. */
  readonly SOL_5min: number | null;
  /** Latency to REM from the start of the hypnogram: YASA's convention. */
  readonly Lat_REM: number | null;
  /** Latency to REM from the first sleep, Lat_REM - SOL: the AASM's convention. */
  readonly Lat_REM_sleep_onset: number | null;
}

/** Minutes of each stage; WAKE and REM always, N1 to N3 unless NREM stands for them, the others where they occur. */
export type StageMinutes = Readonly<Partial<Record<RunStage, number>>>;

/** Percent of TST of each stage of sleep. */
export type StagePercent = Readonly<Partial<Record<`%${RunStage}`, number | null>>>;

const PERSISTENT_SECONDS = 300;

/**
 * Statistics of a hypnogram, defined as YASA defines them.
 * @source Vallat & Walker 2021, eLife 10:e70092 (YASA); Iber 2007, AASM manual
 */
export function sleepStatistics({ runs, epochSeconds }: Hypnogram): SleepStatistics {
  const total = sum(runs);
  const first = runs.findIndex(({ stage }) => isSleep(stage));
  const last = runs.findLastIndex(({ stage }) => isSleep(stage));
  const period = first < 0 ? [] : runs.slice(first, last + 1);
  const slept = sum(period.filter(({ stage }) => isSleep(stage)));
  const hasSleep = slept > 0;
  const toWake = runs.filter(
    (run, index) => run.stage === 'WAKE' && index > 0 && isSleep(runs[index - 1]!.stage),
  ).length;
  const onset = hasSleep ? sum(runs.slice(0, first)) / 60 : null;
  const rem = runs.findIndex(({ stage }) => stage === 'REM');
  const remLatency = rem < 0 ? null : sum(runs.slice(0, rem)) / 60;
  const spt = sum(period) / 60;
  const stages = minutesOfStages(runs);
  const asleep = Object.entries(stages).filter(([stage]) => isSleep(stage as RunStage));
  return {
    TIB: total / 60,
    SPT: spt,
    WASO: hasSleep ? sum(period.filter(({ stage }) => stage === 'WAKE')) / 60 : null,
    TST: slept / 60,
    SE: total > 0 ? (100 * slept) / total : null,
    SME: hasSleep ? (100 * slept) / 60 / spt : null,
    SFI: hasSleep ? toWake / (slept / 3600) : null,
    SOL: onset,
    SOL_5min: persistentSleepLatency(runs, epochSeconds),
    Lat_REM: remLatency,
    Lat_REM_sleep_onset: remLatency === null || onset === null ? null : remLatency - onset,
    ...stages,
    ...Object.fromEntries(
      asleep.map(([stage, minutes]) => [`%${stage}`, hasSleep ? (100 * minutes) / (slept / 60) : null]),
    ),
  };
}

const sum = (runs: readonly StageRun[]): number => runs.reduce((seconds, run) => seconds + run.seconds, 0);

function minutesOfStages(runs: readonly StageRun[]): StageMinutes {
  const seconds = new Map<RunStage, number>();
  for (const run of runs) seconds.set(run.stage, (seconds.get(run.stage) ?? 0) + run.seconds);
  const isUndivided = seconds.has('NREM');
  const isShown = (stage: RunStage): boolean =>
    seconds.has(stage) || stage === 'WAKE' || stage === 'REM' || (/^N\d$/.test(stage) && !isUndivided);
  return Object.fromEntries(stageOrder.filter(isShown).map((stage) => [stage, (seconds.get(stage) ?? 0) / 60]));
}

/** Minutes to the first five minutes of sleep, rounded up to whole epochs; null where there are none. */
function persistentSleepLatency(runs: readonly StageRun[], epochSeconds: number): number | null {
  const least = Math.ceil(PERSISTENT_SECONDS / epochSeconds - 1e-9) * epochSeconds;
  let at = 0;
  let sleeping = 0;
  for (const { stage, seconds } of runs) {
    sleeping = isSleep(stage) ? sleeping + seconds : 0;
    at += seconds;
    if (sleeping >= least - 1e-6) return (at - sleeping) / 60;
  }
  return null;
}
