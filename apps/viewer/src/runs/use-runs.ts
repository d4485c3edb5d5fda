import type { RunsFile } from '@oneiros/timeline';
import { useCallback, useEffect, useState } from 'react';
import { evaluationValues, type EvaluationValue } from './evaluations.ts';
import { fetchEvaluations, fetchReadouts, fetchRuns, type Fetch } from './fetch-runs.ts';
import type { ReadoutPoint } from './readouts.ts';

const browserFetch: Fetch = (url, options) => fetch(url, options);

export interface RunsShown {
  /** Null while they are on their way. */
  readonly file: RunsFile | null;
  readonly problem: string | null;
  reload(): void;
}

/** The runs of a folder. */
export function useRuns(basePath: string): RunsShown {
  const [{ file, problem }, setShown] = useState<Omit<RunsShown, 'reload'>>({ file: null, problem: null });
  const [asked, setAsked] = useState(0);
  useEffect(() => {
    const control = new AbortController();
    fetchRuns(basePath, browserFetch, control.signal).then(
      (runs) => setShown({ file: runs, problem: null }),
      (error: Error) => control.signal.aborted || setShown((before) => ({ ...before, problem: error.message })),
    );
    return () => control.abort();
  }, [basePath, asked]);
  const reload = useCallback(() => setAsked((count) => count + 1), []);
  return { file, problem, reload };
}

export interface ReadoutsShown {
  /** By run id; those that are not in it are on their way. */
  readonly readouts: ReadonlyMap<string, readonly ReadoutPoint[]>;
  /** By run id, why it has none. */
  readonly problems: ReadonlyMap<string, string>;
}

/** The readouts of some runs, each read once; those that go on are read again as they grow. */
export function useReadouts(
  basePath: string,
  runs: readonly { readonly id: string; readonly ticks: number }[],
): ReadoutsShown {
  const [shown, setShown] = useState<ReadoutsShown>({ readouts: new Map(), problems: new Map() });
  const key = runs.map(({ id, ticks }) => `${id}@${ticks}`).join('\n');
  useEffect(() => {
    const control = new AbortController();
    const ids = key === '' ? [] : key.split('\n').map((run) => run.slice(0, run.lastIndexOf('@')));
    void fetchReadouts(
      basePath,
      ids,
      browserFetch,
      ({ id, points, problem }) => {
        setShown(({ readouts, problems }) => ({
          readouts: new Map(readouts).set(id, points),
          problems: problem === null ? problems : new Map(problems).set(id, problem),
        }));
      },
      control.signal,
    );
    return () => control.abort();
  }, [basePath, key]);
  return shown;
}

/** What was measured of one run beside its readouts; null while it is on its way. */
export function useEvaluations(basePath: string, id: string | null): readonly EvaluationValue[] | null {
  const [shown, setShown] = useState<{
    readonly id: string | null;
    readonly values: readonly EvaluationValue[];
  } | null>(null);
  useEffect(() => {
    if (id === null) return;
    const control = new AbortController();
    fetchEvaluations(basePath, id, browserFetch, control.signal).then(
      (files) => setShown({ id, values: evaluationValues(files) }),
      () => control.signal.aborted || setShown({ id, values: [] }),
    );
    return () => control.abort();
  }, [basePath, id]);
  return shown?.id === id ? shown.values : null;
}
