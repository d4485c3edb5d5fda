import type { MomentsFile, RunsFile } from '@oneiros/timeline';
import { apiPaths } from '../source/run-source.ts';
import { RunsUnreadableError } from './errors.ts';
import type { EvaluationFile } from './evaluations.ts';
import { readoutsOf, type ReadoutPoint } from './readouts.ts';

/** How pages are asked for; the browser's `fetch` but in tests. */
export type Fetch = (url: string, options?: { readonly signal?: AbortSignal }) => Promise<Response>;

/** One run with its readouts, as far as they could be read. */
export interface RunReadouts {
  readonly id: string;
  readonly points: readonly ReadoutPoint[];
  /** Why there are none; null where they were read. */
  readonly problem: string | null;
}

/** @throws RunsUnreadableError */
export async function fetchRuns(basePath: string, fetch: Fetch, signal?: AbortSignal): Promise<RunsFile> {
  const runs = await fetchJson(basePath, apiPaths.runs, fetch, signal);
  if (!Array.isArray((runs as Partial<RunsFile> | null)?.runs))
    throw new RunsUnreadableError(apiPaths.runs, 'expected a list of runs');
  return runs as RunsFile;
}

/** The readouts of some runs, at most four under way at once, each handed over as it comes; one that fails hinders none. */
export async function fetchReadouts(
  basePath: string,
  ids: readonly string[],
  fetch: Fetch,
  onRead: (run: RunReadouts) => void,
  signal?: AbortSignal,
): Promise<void> {
  const waiting = [...ids];
  const work = async (): Promise<void> => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      if (signal?.aborted) return;
      const read = await readoutsAt(basePath, id, fetch, signal);
      if (!signal?.aborted) onRead(read);
    }
  };
  await Promise.all(Array.from({ length: 4 }, work));
}

/** @throws RunsUnreadableError */
export const fetchEvaluations = async (basePath: string, id: string, fetch: Fetch, signal?: AbortSignal) =>
  (await fetchJson(basePath, apiPaths.evaluations(id), fetch, signal)) as EvaluationFile[];

async function readoutsAt(basePath: string, id: string, fetch: Fetch, signal?: AbortSignal): Promise<RunReadouts> {
  try {
    const file = await fetchJson(basePath, apiPaths.moments(id), fetch, signal);
    return { id, points: readoutsOf((file as MomentsFile).moments), problem: null };
  } catch (error) {
    return { id, points: [], problem: (error as Error).message };
  }
}

async function fetchJson(basePath: string, path: string, fetch: Fetch, signal?: AbortSignal): Promise<unknown> {
  const response = await fetch(`${basePath}${path}`, signal ? { signal } : {});
  if (!response.ok) throw new RunsUnreadableError(path, `the server answered ${response.status}`);
  try {
    return await response.json();
  } catch (error) {
    throw new RunsUnreadableError(path, `not JSON: ${(error as Error).message}`);
  }
}
