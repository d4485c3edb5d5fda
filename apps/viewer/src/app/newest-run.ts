import type { RunHead } from '@oneiros/timeline';

/** Runs that still run before all others, then those that began last. */
export function newestFirst(runs: readonly RunHead[]): RunHead[] {
  const rank = ({ status, createdAt }: RunHead): string => `${status === 'running' ? 1 : 0} ${createdAt ?? ''}`;
  return [...runs].sort((a, b) => (rank(a) < rank(b) ? 1 : rank(a) > rank(b) ? -1 : 0));
}
