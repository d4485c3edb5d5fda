import type { TargetReport } from '../report.ts';
import type { NightRun } from './night-run.ts';

/** A part of the plan of nights: what is asked, which trainings answer it, and what they show. */
export interface NightPartReport extends Pick<TargetReport, 'id' | 'title' | 'source' | 'shows'> {
  readonly arms: readonly string[];
  /** Looks at what there is; what is missing is said, never invented. */
  build(runs: readonly NightRun[]): Pick<TargetReport, 'figures' | 'images' | 'tables' | 'claims'>;
}
