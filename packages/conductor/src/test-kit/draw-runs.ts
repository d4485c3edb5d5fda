import type { RunStage, StageRun } from '../stages.ts';

const marbles: Readonly<Record<RunStage, string>> = {
  WAKE: 'w',
  N1: '1',
  N2: '2',
  N3: '3',
  NREM: 'n',
  REM: 'R',
  ART: '!',
  UNS: '?',
};

/**
 * Runs as a marble diagram: one letter for each `minutes` of time, `w 1 2 3 R`, `n` for undivided NREM, `!` and `?` for artefact and
 * unscored; the stage that is on in the middle of it.
 */
export function drawRuns(runs: readonly StageRun[], minutes: number): string {
  let drawn = '';
  let end = 0;
  for (const { stage, seconds } of runs) {
    end += seconds;
    while ((drawn.length + 0.5) * minutes * 60 < end) drawn += marbles[stage];
  }
  return drawn;
}

/** The runs of a marble diagram; {@link drawRuns} gives it back. */
export function runsOfMarbles(diagram: string, minutes: number): StageRun[] {
  const stages = new Map(Object.entries(marbles).map(([stage, marble]) => [marble, stage as RunStage]));
  const runs: { stage: RunStage; seconds: number }[] = [];
  for (const marble of diagram.replaceAll(' ', '')) {
    const stage = stages.get(marble);
    if (stage === undefined)
      throw new RangeError(`Expected marbles of ${Object.values(marbles).join(' ')}, got ${marble}.`);
    const last = runs.at(-1);
    if (last?.stage === stage) last.seconds += minutes * 60;
    else runs.push({ stage, seconds: minutes * 60 });
  }
  return runs;
}
