import type { Hypnogram, RunStage, StageRun } from '../stages.ts';
import { mergeRuns } from './merge-runs.ts';
import { isScored } from './stage-kinds.ts';

/** What becomes of artefacts and unscored time: `hold` the stage before (the one after, at the start), count as `wake`, or `pause`, which leaves the time out. */
export const unscoredRules = ['hold', 'wake', 'pause'] as const;

export type UnscoredRule = (typeof unscoredRules)[number];

/**
 * A hypnogram in which every second has a stage; by `pause` it is shorter than before.
 * By `hold`, one without any stage becomes wake.
 */
export function resolveUnscored(hypnogram: Hypnogram, rule: UnscoredRule): Hypnogram {
  return { ...hypnogram, runs: mergeRuns(resolve(hypnogram.runs, rule)) };
}

function resolve(runs: readonly StageRun[], rule: UnscoredRule): StageRun[] {
  switch (rule) {
    case 'pause':
      return runs.filter(({ stage }) => isScored(stage));
    case 'wake':
      return runs.map((run) => (isScored(run.stage) ? run : { ...run, stage: 'WAKE' }));
    case 'hold': {
      let held: RunStage = runs.find(({ stage }) => isScored(stage))?.stage ?? 'WAKE';
      return runs.map((run) => {
        if (isScored(run.stage)) held = run.stage;
        return { ...run, stage: held };
      });
    }
    default:
      return rule satisfies never;
  }
}
