import { useEffect, useState } from 'react';
import { switchMap, tap } from 'rxjs';
import { openRun, type Host } from '../source/open-run.ts';
import type { RunHead, RunSource } from '../source/run-source.ts';

export type OpenedRun =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly error: Error }
  | { readonly kind: 'open'; readonly source: RunSource; readonly head: RunHead };

/** Opens a run and keeps its head up to date; closes it when the page does. */
export function useRun(id: string, host: Host): OpenedRun {
  const [run, setRun] = useState<OpenedRun>({ kind: 'loading' });
  useEffect(() => {
    setRun({ kind: 'loading' });
    const subscription = openRun(id, host)
      .pipe(switchMap((source) => source.head$.pipe(tap((head) => setRun({ kind: 'open', source, head })))))
      .subscribe({ error: (error: Error) => setRun({ kind: 'failed', error }) });
    return () => subscription.unsubscribe();
  }, [id, host]);
  return run;
}
