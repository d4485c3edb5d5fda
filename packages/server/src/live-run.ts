import type { ServerResponse } from 'node:http';
import type { RunHead } from '@oneiros/timeline';
import { createEventFrames } from './event-frames.ts';
import type { LogTail, TailChange } from './log-tail.ts';

/** How often things are looked at, milliseconds. */
export interface LivePace {
  /** The log, for new lines. */
  readonly pollMs: number;
  /** How the run stands. */
  readonly headMs: number;
  /** A comment is sent that keeps connections open. */
  readonly heartbeatMs: number;
  /** A reader that took nothing for so long is let go; it comes back by itself, to the event that it missed. */
  readonly patienceMs: number;
}
export const livePace: LivePace = { pollMs: 150, headMs: 1000, heartbeatMs: 10_000, patienceMs: 120_000 };

/** A run that readers follow. */
export interface LiveRun {
  readonly readers: number;
  /** Looks for new lines, and sends them to the readers. */
  look(): void;
  /** Sends the events after a line, and from then on each that comes, until the connection ends. */
  follow(response: ServerResponse, afterLine: number): void;
  close(): void;
}

export interface LiveRunOptions {
  readonly tail: LogTail;
  /** Looks for new lines. */
  readonly refresh: () => TailChange;
  readonly head: () => RunHead;
  readonly pace?: LivePace;
}

interface Reader {
  readonly response: ServerResponse;
  /** Number of the last line that was sent. */
  line: number;
  /** Since when it takes nothing, or undefined where it does. */
  blockedSince: number | undefined;
}

/**
 * Sends a log to its readers as server-sent events:
 *
 * - `id: LINE`, `data: EVENT` for each whole line, in order, none left out; a torn last line waits;
 * - `event: head`, `data: HEAD` at the start and when the run stands otherwise;
 * - `event: reset` where the log was cut back, as by resuming at an earlier checkpoint: the lines follow again from the first;
 * - a comment now and then.
 *
 * To a reader that does not keep up nothing is written until it has taken what it was given, so that it costs the same memory
 * however far it is behind.
 */
export function createLiveRun({ tail, refresh, head, pace = livePace }: LiveRunOptions): LiveRun {
  const readers = new Set<Reader>();
  const frames = createEventFrames(tail);
  let timers: NodeJS.Timeout[] = [];
  let lastStanding = '';

  const write = (reader: Reader, bytes: Buffer | string): void => {
    if (!reader.response.write(bytes)) reader.blockedSince ??= performance.now();
  };
  const pump = (reader: Reader): void => {
    while (reader.blockedSince === undefined && reader.line < tail.lines) {
      const { bytes, line } = frames.after(reader.line);
      reader.line = line;
      write(reader, bytes);
    }
  };
  const look = (): void => {
    const change = refresh();
    if (change === 'same') return;
    if (change === 'replaced') {
      frames.forget();
      readers.forEach(startAnew);
    }
    readers.forEach(pump);
  };
  const startAnew = (reader: Reader): void => {
    reader.line = 0;
    write(reader, 'event: reset\nid: 0\ndata: {}\n\n');
  };
  const tellHead = (): void => {
    const now = head();
    const standing = standingOf(now);
    if (standing === lastStanding) return;
    lastStanding = standing;
    readers.forEach((reader) => write(reader, headFrame(now)));
  };
  const beat = (): void => {
    const now = performance.now();
    for (const reader of readers) {
      if (reader.blockedSince === undefined) write(reader, ':\n\n');
      else if (now - reader.blockedSince > pace.patienceMs) reader.response.destroy();
    }
  };
  const stop = (): void => {
    timers.forEach(clearInterval);
    timers = [];
  };
  return {
    get readers() {
      return readers.size;
    },
    look,
    follow(response, afterLine) {
      look();
      const reader: Reader = { response, line: afterLine, blockedSince: undefined };
      readers.add(reader);
      response.on('drain', () => {
        reader.blockedSince = undefined;
        pump(reader);
      });
      response.on('close', () => {
        readers.delete(reader);
        if (readers.size === 0) stop();
      });
      write(reader, 'retry: 1000\n\n');
      write(reader, headFrame(head()));
      // It knows lines that are gone: the log was cut back while it was away.
      if (reader.line > tail.lines) startAnew(reader);
      pump(reader);
      if (timers.length > 0) return;
      const { pollMs, headMs, heartbeatMs } = pace;
      timers = [setInterval(look, pollMs), setInterval(tellHead, headMs), setInterval(beat, heartbeatMs)];
    },
    close() {
      stop();
      readers.forEach(({ response }) => response.end());
    },
  };
}

/** Ticks are told by the events. */
const standingOf = (head: RunHead): string => JSON.stringify({ ...head, ticks: undefined });
const headFrame = (head: RunHead): string => `event: head\ndata: ${JSON.stringify(head)}\n\n`;
