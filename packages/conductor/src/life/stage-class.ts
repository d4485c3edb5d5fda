import type { StageRun } from '../stages.ts';

/** What a stage teaches: the three states of the paper. */
export const stageClasses = ['wake', 'nrem', 'rem'] as const;

export type StageClass = (typeof stageClasses)[number];

/** Unscored time and artefacts are waking; an importer resolves them by a named rule before. */
export function classOf(stage: StageRun['stage']): StageClass {
  if (stage === 'REM') return 'rem';
  return stage === 'WAKE' || stage === 'ART' || stage === 'UNS' ? 'wake' : 'nrem';
}
