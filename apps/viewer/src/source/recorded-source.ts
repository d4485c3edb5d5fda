import type { Moment, RunHead } from '@oneiros/timeline';
import { of } from 'rxjs';
import type { FetchFile } from './fetch-file.ts';
import { runSourceOfFiles } from './run-source-of-files.ts';
import type { RunSource } from './run-source.ts';

/** A run that is over: from a server, or from the files of a static site. */
export function createRecordedSource(head: RunHead, moments: readonly Moment[], fetchFile: FetchFile): RunSource {
  return runSourceOfFiles(head.id, fetchFile, {
    kind: 'recorded',
    head$: of(head),
    moments$: of(moments),
    ticks$: of(head.ticks),
    close: () => {},
  });
}
