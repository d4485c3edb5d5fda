import type { RunState } from '@oneiros/simulation';
import type { Output } from '../output.ts';
import { createPaint } from '../terminal/paint.ts';
import { progressLine } from './progress-line.ts';

/** Tells on stderr how a run goes: a line that is painted again and again on a terminal, a plain one every few seconds elsewhere. */
export interface Progress {
  update(state: RunState, ticks: number): void;
  /** Makes room for another line of text; the live line comes back with the next update. */
  clear(): void;
}

const repaintMs = 100;
const plainLineMs = 5000;
/** Speed is that of the last so many milliseconds. */
const windowMs = 20_000;

export function createProgress(output: Output, totalTicks: number): Progress {
  if (output.quiet) return { update: () => {}, clear: () => {} };
  const paint = createPaint(output.errorColor);
  const everyMs = output.interactive ? repaintMs : plainLineMs;
  let marks: { at: number; ticks: number; cycle: number }[] = [];
  let shownAt = output.interactive ? 0 : performance.now();
  let live = false;
  const clear = (): void => {
    if (live) process.stderr.write('\r\u001b[K');
    live = false;
  };
  return {
    clear,
    update(state, ticks) {
      const now = performance.now();
      if (marks.length === 0) marks = [{ at: now, ticks, cycle: state.state?.cycle ?? 0 }];
      if (now - shownAt < everyMs && ticks < totalTicks) return;
      shownAt = now;
      marks = [...marks.filter(({ at }) => now - at < windowMs), { at: now, ticks, cycle: state.state?.cycle ?? 0 }];
      const first = marks[0]!;
      const seconds = (now - first.at) / 1000;
      const cycles = marks.at(-1)!.cycle - first.cycle;
      const measured = seconds > 0 && cycles > 0;
      const line = progressLine(
        {
          state,
          ticks,
          totalTicks,
          cyclesPerSecond: measured ? cycles / seconds : undefined,
          secondsLeft:
            measured && ticks < totalTicks ? ((totalTicks - ticks) * seconds) / (ticks - first.ticks) : undefined,
        },
        paint,
        output.interactive ? (process.stderr.columns || 80) - 1 : undefined,
      );
      if (output.interactive) {
        process.stderr.write(`\r\u001b[K${line}`);
        live = true;
      } else {
        process.stderr.write(`${line}\n`);
      }
    },
  };
}
