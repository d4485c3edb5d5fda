import { filter, firstValueFrom, map, merge, mergeMap, throwError } from 'rxjs';
import type { BackendChoice } from './backend.ts';
import { backendLabel } from './backend.ts';
import type { BrainSize } from './browser-config.ts';
import { createBrowserSimulation, type BrowserSimulation } from './create-browser-simulation.ts';

/** How fast a brain lives on this page; for `scripts/measure-browser-simulation.mjs`. */
export interface Measurement {
  readonly backend: string;
  readonly size: BrainSize;
  /** From the start of the worker until the brain rests before its first tick, in seconds. */
  readonly beginSeconds: number;
  readonly ticks: number;
  readonly ticksPerSecond: number;
  /** Of Wake, NREM and REM. */
  readonly cyclesPerSecond: number;
  /** A snapshot and another worker that goes on from it, in seconds. */
  readonly branchSeconds: number;
  /** Of the first cycle: back ends agree but for rounding. */
  readonly firstLosses: Readonly<Record<string, number>>;
  readonly longestFrameMs: number;
}

declare global {
  interface Window {
    measure(options: { backend: BackendChoice; size: BrainSize; seconds: number }): Promise<Measurement>;
  }
}

const resting = (simulation: BrowserSimulation): Promise<unknown> =>
  firstValueFrom(
    merge(
      simulation.problem$.pipe(
        mergeMap((problem) => (problem === null ? [] : throwError(() => new Error(problem.message)))),
      ),
      simulation.activity$.pipe(filter((activity) => activity === 'resting' || activity === 'finished')),
    ),
  );

window.measure = async ({ backend, size, seconds }) => {
  const from = performance.now();
  const simulation = createBrowserSimulation({ backend, size });
  await resting(simulation);
  const beginSeconds = (performance.now() - from) / 1000;
  await simulation.step('cycle'); // kernels are compiled
  const frames = watchFrames();
  const start = { tick: simulation.tick, at: performance.now() };
  simulation.play();
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  simulation.pause();
  await resting(simulation);
  const spent = (performance.now() - start.at) / 1000;
  const ticks = simulation.tick - start.tick;
  const longestFrameMs = frames.stop();
  const branchFrom = performance.now();
  const branch = await simulation.branch(simulation.tick);
  await resting(branch);
  await branch.step('tick');
  const branchSeconds = (performance.now() - branchFrom) / 1000;
  const { curves, bins } = await branch.chunk(0, 0);
  const first = (name: keyof typeof curves): number =>
    curves[name].mean.subarray(0, bins).find((value) => !Number.isNaN(value)) ?? NaN;
  const label = await firstValueFrom(simulation.backend$.pipe(map((report) => backendLabel(report!))));
  branch.close();
  simulation.close();
  return {
    ...{ backend: label, size, beginSeconds, ticks, branchSeconds, longestFrameMs },
    ticksPerSecond: ticks / spent,
    cyclesPerSecond: ticks / spent / 3,
    firstLosses: {
      reconstruction: first('lossReconstruction'),
      divergence: first('lossDivergence'),
      reality: first('lossReality'),
      nrem: first('lossNrem'),
      adversarial: first('lossAdversarial'),
    },
  };
};

function watchFrames(): { stop(): number } {
  let last = performance.now();
  let longest = 0;
  let running = true;
  const frame = (): void => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (running) requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  return {
    stop() {
      running = false;
      return longest;
    },
  };
}
