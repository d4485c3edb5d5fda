import type { Figure } from '@oneiros/figure';
import type { Claim } from './claim.ts';

/** A figure with the words under it. */
export interface ReportFigure {
  /** File name without ending. */
  readonly name: string;
  readonly caption: string;
  readonly figure: Figure;
}

export interface ReportTable {
  readonly name: string;
  readonly caption: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface ReportImage {
  readonly name: string;
  readonly caption: string;
  /** As a data address. */
  readonly source: string;
}

/** What a target of the paper looks like in the runs at hand. */
export interface TargetReport {
  readonly id: string;
  readonly title: string;
  /** Where in the paper. */
  readonly source: string;
  /** What the paper shows there, in our words. */
  readonly shows: string;
  readonly figures: readonly ReportFigure[];
  readonly images: readonly ReportImage[];
  readonly tables: readonly ReportTable[];
  readonly claims: readonly Claim[];
  /** What would have to be run or measured for the rest. */
  readonly missing: readonly string[];
}
