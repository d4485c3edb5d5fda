import { apiPaths, type ServerFile } from '@oneiros/timeline';
import { useEffect, useState } from 'react';
import { ScheduleEditor } from '../editor/ScheduleEditor.tsx';
import { startRun } from '../editor/start-run.ts';
import { fetchJson } from '../source/fetch-file.ts';
import type { PageProps } from './pages.ts';

/** The schedule editor; where the server starts runs it does so, and the new run is then shown live. */
export function SchedulePage({ host, router }: PageProps) {
  const [canStart, setCanStart] = useState(false);
  useEffect(() => {
    let isGone = false;
    fetchJson<ServerFile>(host.fetchFile, apiPaths.server).then(
      (server) => !isGone && setCanStart(server.canStart),
      () => {}, // no server: the editor only saves
    );
    return () => {
      isGone = true;
    };
  }, [host]);
  const start = async (yaml: string): Promise<{ readonly id: string }> => {
    const started = await startRun(yaml);
    router.go('night', { run: started.id, follow: 'yes' });
    return started;
  };
  return <ScheduleEditor {...(canStart && { onStart: start })} />;
}
