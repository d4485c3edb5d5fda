import type { RunStage, StageRun } from '../stages.ts';

/** Runs without gaps: drops empty ones and joins neighbours of one stage. */
export function mergeRuns(runs: readonly StageRun[]): StageRun[] {
  const merged: { stage: RunStage; seconds: number }[] = [];
  for (const { stage, seconds } of runs) {
    if (!(seconds > 0)) continue;
    const last = merged.at(-1);
    if (last?.stage === stage) last.seconds += seconds;
    else merged.push({ stage, seconds });
  }
  return merged;
}

/** Length of all runs, of one stage or of several. */
export const secondsOf = (runs: readonly StageRun[], ...stages: readonly RunStage[]): number =>
  runs.reduce((sum, run) => (stages.length === 0 || stages.includes(run.stage) ? sum + run.seconds : sum), 0);

/** The runs of [fromSeconds, toSeconds), cut at its edges. */
export function sliceRuns(runs: readonly StageRun[], fromSeconds: number, toSeconds: number): StageRun[] {
  const slice: StageRun[] = [];
  let start = 0;
  for (const { stage, seconds } of runs) {
    const from = Math.max(start, fromSeconds);
    const to = Math.min(start + seconds, toSeconds);
    if (to > from) slice.push({ stage, seconds: to - from });
    start += seconds;
  }
  return slice;
}

const isSleep = ({ stage }: StageRun): boolean =>
  stage === 'N1' || stage === 'N2' || stage === 'N3' || stage === 'NREM' || stage === 'REM';

/** From sleep onset, the first epoch of any sleep, to the end of the last sleep, in seconds; null where nobody sleeps. */
export function sleepPeriod(runs: readonly StageRun[]): { readonly from: number; readonly to: number } | null {
  let from = Number.NaN;
  let to = Number.NaN;
  let start = 0;
  for (const run of runs) {
    if (isSleep(run)) {
      if (Number.isNaN(from)) from = start;
      to = start + run.seconds;
    }
    start += run.seconds;
  }
  return Number.isNaN(from) ? null : { from, to };
}

/** Changes the runs of [fromSeconds, toSeconds) and leaves the others as they are. */
export function editRuns(
  runs: readonly StageRun[],
  { from, to }: { readonly from: number; readonly to: number },
  edit: (slice: readonly StageRun[]) => readonly StageRun[],
): StageRun[] {
  const before = sliceRuns(runs, 0, from);
  const after = sliceRuns(runs, to, Number.POSITIVE_INFINITY);
  return mergeRuns([...before, ...edit(sliceRuns(runs, from, to)), ...after]);
}
