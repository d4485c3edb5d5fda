import { apiPaths, isTickEvent, parseEventLine, type Moment, type MomentsFile, type RunHead } from '@oneiros/timeline';
import { BehaviorSubject, concat, defer, distinctUntilChanged, of, Subject } from 'rxjs';
import type { FetchFile } from './fetch-file.ts';
import { runSourceOfFiles } from './run-source-of-files.ts';
import type { RunSource } from './run-source.ts';

/** What of the browser's `EventSource` is needed. */
export interface EventStream {
  addEventListener(type: string, listener: (message: { data: string; lastEventId: string }) => void): void;
  close(): void;
}
export type OpenEvents = (path: string) => EventStream;

/** @param base of the paths */
export const eventsFrom =
  (base: string): OpenEvents =>
  (path) =>
    new EventSource(new URL(path, base)) as unknown as EventStream;

/**
 * A run that still grows. Events come after the lines that `moments` was found in; where the connection breaks, the browser asks
 * again from the last line that it had, so that none is missed, and lines that come twice are passed over.
 *
 * @param restart reads head and moments anew, after the log was cut back to a checkpoint
 */
export function createLiveSource(
  head: RunHead,
  { lines, moments }: MomentsFile,
  fetchFile: FetchFile,
  openEvents: OpenEvents,
  restart: () => void,
): RunSource {
  const heads = new BehaviorSubject(head);
  const ticks = new BehaviorSubject(head.ticks);
  const all: Moment[] = [...moments];
  const added = new Subject<readonly Moment[]>();
  let line = lines;

  const events = openEvents(`${apiPaths.events(head.id)}?after=${lines}`);
  events.addEventListener('message', ({ data, lastEventId }) => {
    const at = Number(lastEventId);
    if (at <= line) return;
    line = at;
    const event = parseEventLine(data, at);
    if (isTickEvent(event)) {
      if (event.tick >= ticks.value) ticks.next(event.tick + 1);
      return;
    }
    const moment: Moment = { line: at, event };
    all.push(moment);
    added.next([moment]);
  });
  events.addEventListener('head', ({ data }) => heads.next(JSON.parse(data) as RunHead));
  events.addEventListener('reset', restart);

  return runSourceOfFiles(head.id, fetchFile, {
    kind: 'live',
    head$: heads,
    moments$: concat(
      defer(() => of([...all])),
      added,
    ),
    ticks$: ticks.pipe(distinctUntilChanged()),
    close: () => {
      events.close();
      added.complete();
      heads.complete();
      ticks.complete();
    },
  });
}
