import { apiPaths, type RunsFile } from '@oneiros/timeline';
import { useEffect, useState } from 'react';
import { fetchJson } from '../source/fetch-file.ts';
import type { Host } from '../source/open-run.ts';
import type { Router } from '../state/router.ts';
import styles from './app.module.css';
import { newestFirst } from './newest-run.ts';

/** Goes to the newest run, where the address names none. */
export function NewestNight({ host, router }: { readonly host: Host; readonly router: Router }) {
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    let isGone = false;
    fetchJson<RunsFile>(host.fetchFile, apiPaths.runs).then(
      ({ runs }) => {
        if (isGone) return;
        const [newest] = newestFirst(runs);
        if (newest === undefined)
          setProblem('There is no run in this folder yet. `oneiros run` makes one; this page then shows it.');
        else router.go('night', { run: newest.id });
      },
      (error: Error) => !isGone && setProblem(error.message),
    );
    return () => {
      isGone = true;
    };
  }, [host, router]);
  return (
    <p role={problem === null ? 'status' : 'alert'} className={styles.notice}>
      {problem ?? 'Looking for the newest run …'}
    </p>
  );
}
