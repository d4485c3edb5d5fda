import type { Hypnogram, RunStage } from '../stages.ts';
import type { HypnogramFormat } from './formats.ts';

/**
 * What becomes of movement time, a stage of Rechtschaffen & Kales (R&K) that the AASM's rules do not have: it takes the
 * stage before it, or counts as wake, or stays unscored (then `resolveUnscored` decides).
 * @source Iber 2007, AASM manual; Moser et al. 2009, Sleep 32:139
 */
export const movementRules = ['previous', 'wake', 'unscored'] as const;

export type MovementRule = (typeof movementRules)[number];

/** What an importer may be told, where the file leaves it open. */
export interface ImportOptions {
  /** Only for messages and `source`; what the file is follows from its content. */
  readonly fileName?: string;
  /** Overrides the detection. */
  readonly format?: HypnogramFormat;
  /** Stages of the file's codes, as the file spells them; overrides what is known or guessed about them. */
  readonly mapping?: Readonly<Record<string, RunStage>>;
  /** Seconds of one epoch. Default: as the file says, or guessed, with a warning: 30 for human scorings, 4 for rodents'. */
  readonly epochSeconds?: number;
  /** Which subject, of tables with several. Default: the first, with a warning. */
  readonly subject?: string;
  /** Which column of a table holds the stages. Default: the one whose name says so. */
  readonly scorer?: string;
  /** What becomes of movement time. Default: `previous`. */
  readonly movement?: MovementRule;
  /** The text that Visbrain puts beside a scoring of one value a second (`..._description.txt`): what its codes mean. */
  readonly description?: Uint8Array;
}

/** How one code of a file was understood. */
export interface MappedCode {
  /** As the file spells it. */
  readonly code: string;
  /** `previous`: movement time, which takes the stage before it. */
  readonly stage: RunStage | 'previous';
  /** How long the file is in it. */
  readonly seconds: number;
  /** True where the file's format does not say what the code means. */
  readonly guessed: boolean;
  readonly why?: string;
}

export interface ImportedHypnogram {
  readonly hypnogram: Hypnogram;
  readonly format: HypnogramFormat;
  /** One row a code, in the order of their first appearance. */
  readonly mapping: readonly MappedCode[];
  /** What the reader of the hypnogram should know: gaps, overlaps, choices made for him. */
  readonly warnings: readonly string[];
}
