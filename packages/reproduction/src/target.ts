import type { EvidenceGroup } from './evidence.ts';
import type { TargetReport } from './report.ts';

/** A measurement that a target needs, and when. */
export interface ProbeNeed {
  readonly probe: string;
  /** `first`: before learning; `early`: after the first epoch; `late`: after the last; `epochs`: after every kept one. */
  readonly at: 'first' | 'early' | 'late' | 'epochs';
  readonly options?: Readonly<Record<string, unknown>>;
}

/** Runs that a target needs: every condition on every image set. */
export interface TargetNeeds {
  readonly conditions: readonly string[];
  readonly data: readonly string[];
  /** Of the paper. */
  readonly epochs: number;
  readonly probes: readonly ProbeNeed[];
}

/** A figure or table of the paper, or of its predictions. */
export interface Target {
  readonly id: string;
  readonly title: string;
  readonly source: string;
  readonly shows: string;
  readonly needs: TargetNeeds;
  /** Looks at what there is; what is missing is said, never invented. */
  build(groups: readonly EvidenceGroup[]): Pick<TargetReport, 'figures' | 'images' | 'tables' | 'claims'>;
}
