import { useEffect, useState } from 'react';
import type { Observable } from 'rxjs';
import type { RunSource } from '../source/run-source.ts';

/** Runs beside the one that is shown, for the wipe between two of them. */
export interface OtherRuns {
  /** The newest first. */
  readonly ids: readonly string[];
  /** The source is closed when nobody reads it any longer. */
  open(id: string): Observable<RunSource>;
}

export interface OtherRun {
  readonly source: RunSource | undefined;
  readonly problem: string | null;
}

const none: OtherRun = { source: undefined, problem: null };

/** Opens another run as long as it is looked at; null opens none. */
export function useOtherRun(others: OtherRuns | undefined, id: string | null): OtherRun {
  const [run, setRun] = useState(none);
  const open = others?.open;
  useEffect(() => {
    setRun(none);
    if (open === undefined || id === null) return;
    const subscription = open(id).subscribe({
      next: (source) => setRun({ source, problem: null }),
      error: (error: Error) => setRun({ source: undefined, problem: error.message }),
    });
    return () => subscription.unsubscribe();
  }, [open, id]);
  return run;
}
