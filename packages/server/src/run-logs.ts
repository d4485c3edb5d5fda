import { createLiveRun, type LivePace, type LiveRun } from './live-run.ts';
import { logOf, type RunHeads } from './run-heads.ts';
import { createRunLog, type RunLog } from './run-log.ts';
import type { RunsFolder } from './runs-folder.ts';

/** Logs that are kept in memory beside those that somebody follows; the least lately used goes first. */
const KEPT = 6;

/** Bytes that are read ahead at a time: some milliseconds, in which no request waits for longer. */
const AHEAD_BYTES = 1 << 20;

/** The logs of runs, read when first asked for, or ahead of that. */
export interface RunLogs {
  /** Up to date. @throws NotFoundError */
  logOf(id: string): RunLog;
  /** @throws NotFoundError */
  liveOf(id: string): LiveRun;
  /**
   * Reads a log piece by piece, so that it is there when asked for; whoever asks earlier reads the rest.
   *
   * @returns bytes that were read ahead @throws NotFoundError
   */
  readAhead(id: string): Promise<number>;
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
      const { log, live } = entryOf(id);
      // Whoever follows it is told, wherever the new lines were found first.
      live.look();
      return log;
    },
    liveOf: (id) => entryOf(id).live,
    get readers() {
      return [...open.values()].reduce((sum, { live }) => sum + live.readers, 0);
    },
    async readAhead(id) {
      const { log, live } = entryOf(id);
      let bytes = 0;
      for (;;) {
        const before = log.tail.bytes;
        const isWanted = open.get(id)?.log === log && live.readers === 0;
        if (!isWanted || log.refresh(AHEAD_BYTES) === 'same') return bytes;
        bytes += log.tail.bytes - before;
        await new Promise((done) => setImmediate(done));
      }
    },
    close() {
      open.forEach(({ live }) => live.close());
      open.clear();
    },
  };
}
