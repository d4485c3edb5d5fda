import type { Output } from '../output.ts';

/** Progress on stderr: one line that is painted again and again on a terminal, a plain one every few seconds elsewhere. */
export interface LiveLine {
  /** Whether the time has come for another one; never with -q. */
  isDue(now: number): boolean;
  /** Columns that a line may have. */
  readonly width: number | undefined;
  show(line: string, now: number): void;
  /** Makes room for another line of text; the live line comes back when it is shown again. */
  clear(): void;
}

const repaintMs = 100;
const plainLineMs = 5000;

export function createLiveLine({ quiet, interactive }: Output): LiveLine {
  const everyMs = interactive ? repaintMs : plainLineMs;
  let shownAt = interactive ? 0 : performance.now();
  let live = false;
  return {
    get width() {
      return interactive ? (process.stderr.columns || 80) - 1 : undefined;
    },
    isDue: (now) => !quiet && now - shownAt >= everyMs,
    show(line, now) {
      if (quiet) return;
      shownAt = now;
      process.stderr.write(interactive ? `\r\u001b[K${line}` : `${line}\n`);
      live = interactive;
    },
    clear() {
      if (live) process.stderr.write('\r\u001b[K');
      live = false;
    },
  };
}
