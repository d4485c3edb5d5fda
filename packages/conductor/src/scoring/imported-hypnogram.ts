import type { Hypnogram, RunStage } from '../stages.ts';
import type { HypnogramFormat } from './formats.ts';

/** What an importer may be told, where the file leaves it open. */
export interface ImportOptions {
  /** Only for messages and `source`; what the file is follows from its content. */
  readonly fileName?: string;
  /** Overrides the detection. */
  readonly format?: HypnogramFormat;
  /** Stages of the file's codes, as the file spells them; overrides what is known or guessed about them. */
  readonly mapping?: Readonly<Record<string, RunStage>>;
  /** Seconds of one epoch, where the file has one value an epoch and does not say how long one is. Default: 30 for human scorings, 4 for rodents', or as the format has it. */
  readonly epochSeconds?: number;
  /** Which subject, of files with several. Default: the first. */
  readonly subject?: string;
  /** Which column or scorer, of files with several. Default: the first. */
  readonly scorer?: string;
}

/** How one code of a file was understood. */
export interface MappedCode {
  /** As the file spells it. */
  readonly code: string;
  readonly stage: RunStage;
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
