import type { RunStage } from '../stages.ts';

/** N1, N2, N3, NREM or REM. */
export const isSleep = (stage: RunStage): boolean => stage !== 'WAKE' && isScored(stage);

/** Neither artefact nor unscored. */
export const isScored = (stage: RunStage): boolean => stage !== 'ART' && stage !== 'UNS';

/** The stage where NREM sleep is not divided. */
export const undivided = (stage: RunStage): RunStage =>
  stage === 'N1' || stage === 'N2' || stage === 'N3' ? 'NREM' : stage;

/** The order of YASA's tables. */
export const stageOrder: readonly RunStage[] = ['UNS', 'ART', 'WAKE', 'NREM', 'N1', 'N2', 'N3', 'REM'];
