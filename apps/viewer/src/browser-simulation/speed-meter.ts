/** How fast a brain lives; null until a second has been measured. */
export interface Speed {
  readonly ticksPerSecond: number | null;
  /** Wake mini-batches, each with the sleep after it; null also where fewer than two were begun in the time. */
  readonly cyclesPerSecond: number | null;
}

export const unmeasured: Speed = { ticksPerSecond: null, cyclesPerSecond: null };

export interface SpeedMeter {
  /** A tick took so long; rests between ticks are not counted. */
  lived(milliseconds: number, cycle: number): void;
  readonly speed: Speed;
}

const LEAST_MS = 1000;

/** Measures over the last `windowMs` of computing. */
export function createSpeedMeter(windowMs = 5000): SpeedMeter {
  let ticks: { readonly milliseconds: number; readonly cycle: number }[] = [];
  let total = 0;
  return {
    lived(milliseconds, cycle) {
      ticks.push({ milliseconds, cycle });
      total += milliseconds;
      let gone = 0;
      while (total - ticks[gone]!.milliseconds >= windowMs) total -= ticks[gone++]!.milliseconds;
      if (gone > 0) ticks = ticks.slice(gone);
    },
    get speed() {
      if (total < LEAST_MS) return unmeasured;
      const cycles = ticks.at(-1)!.cycle - ticks[0]!.cycle;
      // From the first tick of the window to the first tick of its last cycle.
      const last = ticks.findIndex(({ cycle }) => cycle === ticks.at(-1)!.cycle);
      const first = ticks.findIndex(({ cycle }) => cycle !== ticks[0]!.cycle);
      const spent = ticks.slice(first, last).reduce((sum, { milliseconds }) => sum + milliseconds, 0);
      return {
        ticksPerSecond: (1000 * ticks.length) / total,
        cyclesPerSecond: cycles < 2 || spent === 0 ? null : (1000 * (cycles - 1)) / spent,
      };
    },
  };
}
