import type { Hypnogram, RunStage } from '../stages.ts';
import { isScored, stageOrder, undivided } from './stage-kinds.ts';
import { sleepStatistics } from './sleep-statistics.ts';
import { transitionCounts, type TransitionCounts } from './transition-counts.ts';

export interface HypnogramComparison {
  /** Cohen's kappa, 1 - (1 - agreement) / (1 - agreement by chance); null where chance alone agrees. */
  readonly kappa: number | null;
  /** Share of the compared time in which both have the same stage; null where there is none. */
  readonly agreement: number | null;
  /** Seconds: rows are the stages of the first, columns of the second; only stages that occur. */
  readonly confusion: Readonly<Partial<Record<RunStage, Readonly<Partial<Record<RunStage, number>>>>>>;
  /** From the common start to the end of the shorter, without what either does not score. */
  readonly comparedSeconds: number;
  readonly excludedSeconds: number;
  readonly transitions: readonly [TransitionCounts, TransitionCounts];
  /** Minutes to REM, by both conventions. */
  readonly remLatency: readonly [RemLatency, RemLatency];
}

export interface RemLatency {
  readonly fromStart: number | null;
  readonly fromSleepOnset: number | null;
}

/**
 * Compares two scorings of one night from their common start, by time, so that their epochs may differ. Where only one of
 * them divides NREM sleep, both are compared undivided.
 * @source Cohen 1960, Educ Psychol Meas 20:37
 */
export function compareHypnograms(a: Hypnogram, b: Hypnogram): HypnogramComparison {
  const isUndivided = [a, b].some(({ runs }) => runs.some(({ stage }) => stage === 'NREM'));
  const name = (stage: RunStage): RunStage => (isUndivided ? undivided(stage) : stage);
  const seconds = new Map<string, number>();
  let excludedSeconds = 0;
  let comparedSeconds = 0;
  for (const [first, second, length] of overlaps(a, b)) {
    if (!isScored(first) || !isScored(second)) excludedSeconds += length;
    else {
      comparedSeconds += length;
      const pair = `${name(first)} ${name(second)}`;
      seconds.set(pair, (seconds.get(pair) ?? 0) + length);
    }
  }
  const of = (row: RunStage, column: RunStage): number => seconds.get(`${row} ${column}`) ?? 0;
  const present = stageOrder.filter((stage) => [...seconds.keys()].some((pair) => pair.split(' ').includes(stage)));
  let [same, byChance] = [0, 0];
  for (const stage of present) {
    same += of(stage, stage);
    const row = present.reduce((sum, column) => sum + of(stage, column), 0);
    const column = present.reduce((sum, other) => sum + of(other, stage), 0);
    byChance += (row * column) / comparedSeconds ** 2;
  }
  const agreement = comparedSeconds === 0 ? null : same / comparedSeconds;
  return {
    kappa: agreement === null || 1 - byChance < 1e-12 ? null : 1 - (1 - agreement) / (1 - byChance),
    agreement,
    confusion: Object.fromEntries(
      present.map((row) => [row, Object.fromEntries(present.map((column) => [column, of(row, column)]))]),
    ),
    comparedSeconds,
    excludedSeconds,
    transitions: [transitionCounts(a), transitionCounts(b)],
    remLatency: [remLatencyOf(a), remLatencyOf(b)],
  };
}

/** The stretches in which neither changes. */
function* overlaps(a: Hypnogram, b: Hypnogram): Generator<[RunStage, RunStage, number]> {
  let [i, j] = [0, 0];
  let [leftA, leftB] = [a.runs[0]?.seconds ?? 0, b.runs[0]?.seconds ?? 0];
  while (i < a.runs.length && j < b.runs.length) {
    const length = Math.min(leftA, leftB);
    if (length > 0) yield [a.runs[i]!.stage, b.runs[j]!.stage, length];
    leftA -= length;
    leftB -= length;
    if (leftA < 1e-9) leftA = a.runs[++i]?.seconds ?? 0;
    if (leftB < 1e-9) leftB = b.runs[++j]?.seconds ?? 0;
  }
}

function remLatencyOf(hypnogram: Hypnogram): RemLatency {
  const { Lat_REM, Lat_REM_sleep_onset } = sleepStatistics(hypnogram);
  return { fromStart: Lat_REM, fromSleepOnset: Lat_REM_sleep_onset };
}
