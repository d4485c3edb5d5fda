import type { RunHead } from '@oneiros/timeline';

/** A run that still runs before all others, else the one that began last; null where there is none. */
export function newestRun(runs: readonly RunHead[]): RunHead | null {
  const rank = ({ status, createdAt }: RunHead): string => `${status === 'running' ? 1 : 0} ${createdAt ?? ''}`;
  return runs.reduce<RunHead | null>((best, run) => (best === null || rank(run) > rank(best) ? run : best), null);
}
