import { createLiveRun, type LivePace, type LiveRun } from './live-run.ts';
import { logOf, type RunHeads } from './run-heads.ts';
import { createRunLog, type RunLog } from './run-log.ts';
import type { RunsFolder } from './runs-folder.ts';

/** Logs that are kept in memory beside those that somebody follows; the least lately used goes first. */
const KEPT = 6;

/** The logs of runs, read when first asked for. */
export interface RunLogs {
  /** Up to date. @throws NotFoundError */
  logOf(id: string): RunLog;
  /** @throws NotFoundError */
  liveOf(id: string): LiveRun;
  /** Readers of all runs together. */
  readonly readers: number;
  close(): void;
}

export interface RunLogsOptions {
  readonly runs: RunsFolder;
  readonly heads: RunHeads;
  readonly pace?: LivePace;
}

export function createRunLogs({ runs, heads, pace }: RunLogsOptions): RunLogs {
  const open = new Map<string, { readonly log: RunLog; readonly live: LiveRun }>();
  const entryOf = (id: string): { readonly log: RunLog; readonly live: LiveRun } => {
    // Asked each time: what was a run may be gone, or a link that leads elsewhere now.
    const file = logOf(runs, id) ?? `${runs.folderOf(id)}/events.jsonl`;
    const known = open.get(id) ?? openLog(id, file);
    open.delete(id);
    open.set(id, known);
    for (const [other, { live }] of open) {
      if (open.size <= KEPT) break;
      if (other !== id && live.readers === 0) open.delete(other);
    }
    return known;
  };
  const openLog = (id: string, file: string): { readonly log: RunLog; readonly live: LiveRun } => {
    const log = createRunLog(file);
    const { tail, refresh } = log;
    return { log, live: createLiveRun({ tail, refresh, head: () => heads.headOf(id), ...(pace && { pace }) }) };
  };
  return {
    logOf(id) {
      const { log } = entryOf(id);
      log.refresh();
      return log;
    },
    liveOf: (id) => entryOf(id).live,
    get readers() {
      return [...open.values()].reduce((sum, { live }) => sum + live.readers, 0);
    },
    close: () => open.forEach(({ live }) => live.close()),
  };
}
