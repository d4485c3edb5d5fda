import { batchOf, type ImageSet } from '@oneiros/senses';
import type { TickReport } from '@oneiros/simulation';

/** Times cycles while a run lives. Cycles in which something was probed, drawn or saved are left out. */
export interface Stopwatch {
  lap(report: TickReport): void;
  /** Median; undefined before the first whole cycle. */
  secondsPerCycle(): number | undefined;
}

export function createStopwatch(): Stopwatch {
  const cycles: number[] = [];
  let current = { cycle: -1, seconds: 0, isClean: false };
  let last = performance.now();
  return {
    lap({ events, checkpointDue }) {
      const now = performance.now();
      const seconds = (now - last) / 1000;
      last = now;
      const cycle = events.find((event) => event.type === 'state')?.cycle ?? current.cycle;
      if (cycle !== current.cycle) {
        if (current.isClean) cycles.push(current.seconds);
        // The first cycle warms up: primitives are made, buffers are filled.
        current = { cycle, seconds: 0, isClean: current.cycle >= 0 };
      }
      current.seconds += seconds;
      if (checkpointDue || events.some(({ type }) => type === 'probe' || type === 'dream')) current.isClean = false;
    },
    secondsPerCycle: () => median(cycles),
  };
}

/** Seconds that preparing one mini-batch of images takes: median of 20. */
export function secondsPerMiniBatch(set: ImageSet, batchSize: number): number {
  const into = new Float32Array(batchSize * set.height * set.width * set.channels);
  const times = Array.from({ length: 20 }, (_, k) => {
    // Steps through the set as a shuffled epoch does: far apart in memory.
    const indices = Uint32Array.from({ length: batchSize }, (_, i) => ((k * batchSize + i) * 7919) % set.count);
    const started = performance.now();
    batchOf(set, indices, into);
    return (performance.now() - started) / 1000;
  });
  return median(times)!;
}

function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
