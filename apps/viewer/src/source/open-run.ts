import { apiPaths, type MomentsFile, type RunHead, type ServerFile } from '@oneiros/timeline';
import { Observable } from 'rxjs';
import { fetchFrom, fetchJson, type FetchFile } from './fetch-file.ts';
import { createLiveSource, eventsFrom, type OpenEvents } from './live-source.ts';
import { createRecordedSource } from './recorded-source.ts';
import type { RunSource } from './run-source.ts';

/** How files and events are had. */
export interface Host {
  readonly fetchFile: FetchFile;
  readonly openEvents: OpenEvents;
}

export const hostAt = (base: string): Host => ({ fetchFile: fetchFrom(base), openEvents: eventsFrom(base) });

/**
 * Opens a run: live where it still grows and the host can tell its events, recorded elsewhere. Another source comes when a live
 * run goes back to a checkpoint. The source is closed when nobody reads it any longer.
 *
 * Errors with `SourceError`.
 */
export function openRun(id: string, { fetchFile, openEvents }: Host): Observable<RunSource> {
  return new Observable((reader) => {
    let source: RunSource | undefined;
    const open = async (): Promise<void> => {
      const [server, head, moments] = await Promise.all([
        fetchJson<ServerFile>(fetchFile, apiPaths.server),
        fetchJson<RunHead>(fetchFile, apiPaths.head(id)),
        fetchJson<MomentsFile>(fetchFile, apiPaths.moments(id)),
      ]);
      if (reader.closed) return;
      source?.close();
      source =
        server.live && head.status === 'running'
          ? createLiveSource(head, moments, fetchFile, openEvents, reopen)
          : createRecordedSource(head, moments.moments, fetchFile);
      reader.next(source);
    };
    const reopen = (): void => void open().catch((error: unknown) => reader.error(error));
    reopen();
    return () => source?.close();
  });
}
