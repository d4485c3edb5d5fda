/**
 * Stages of the American Academy of Sleep Medicine (AASM), the five that `BrainState.stage` spells as here.
 * @source Berry et al. 2012, J Clin Sleep Med 8:597 (AASM manual, version 2)
 */
export const sleepStages = ['WAKE', 'N1', 'N2', 'N3', 'REM'] as const;

export type SleepStage = (typeof sleepStages)[number];

/** All that a scoring can say; beyond the stages NREM (rodents and models that do not divide it), artefact and unscored. */
export const runStages = [...sleepStages, 'NREM', 'ART', 'UNS'] as const;

export type RunStage = (typeof runStages)[number];

/** Consecutive time in one stage. */
export interface StageRun {
  readonly stage: RunStage;
  /** Above 0. */
  readonly seconds: number;
}

/** A night or a day as run lengths without gaps, from its start. */
export interface Hypnogram {
  readonly runs: readonly StageRun[];
  /** The unit in which it was scored, seconds. */
  readonly epochSeconds: number;
  /** Local time of the start, ISO 8601 without a time zone. */
  readonly start?: string;
  /** Where it comes from: a file's name, a preset, a model. */
  readonly source: string;
}
