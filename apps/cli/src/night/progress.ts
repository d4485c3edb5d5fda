import type { RunState, Simulation } from '@oneiros/simulation';
import type { Output } from '../output.ts';
import { createLiveLine } from '../terminal/live-line.ts';
import { createPaint } from '../terminal/paint.ts';
import { progressLine } from './progress-line.ts';

/** Tells on stderr how a run goes. */
export interface Progress {
  update(state: RunState, ticks: number): void;
  /** Makes room for another line of text; the live line comes back with the next update. */
  clear(): void;
}

/** Speed is that of the last so many milliseconds. */
const windowMs = 20_000;

export function createProgress(
  output: Output,
  { totalTicks, config }: Pick<Simulation, 'totalTicks' | 'config'>,
): Progress {
  const hasDays = config.schedule.kind !== 'cycle';
  const paint = createPaint(output.errorColor);
  const line = createLiveLine(output);
  let marks: { at: number; ticks: number; cycle: number }[] = [];
  return {
    clear: () => line.clear(),
    update(state, ticks) {
      const now = performance.now();
      const mark = { at: now, ticks, cycle: state.state?.cycle ?? 0 };
      if (marks.length === 0) marks = [mark];
      if (!line.isDue(now) && ticks < totalTicks) return;
      marks = [...marks.filter(({ at }) => now - at < windowMs), mark];
      const first = marks[0]!;
      const seconds = (now - first.at) / 1000;
      const cycles = mark.cycle - first.cycle;
      const measured = seconds > 0 && cycles > 0;
      const view = {
        ...{ state, ticks, totalTicks, hasDays },
        cyclesPerSecond: measured ? cycles / seconds : undefined,
        secondsLeft:
          measured && ticks < totalTicks ? ((totalTicks - ticks) * seconds) / (ticks - first.ticks) : undefined,
      };
      line.show(progressLine(view, paint, line.width), now);
    },
  };
}
