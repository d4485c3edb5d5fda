import {
  measureMachinePeaks,
  profile,
  selectBackend,
  setProfiling,
  type KernelProfile,
  type MachinePeaks,
} from '@oneiros/engine';
import * as tf from '@tensorflow/tfjs';
import type { Output } from '../output.ts';
import { formatTable } from '../terminal/table.ts';
import {
  createBenchBrain,
  fewImages,
  liveOneCycle,
  prepareOneCycle,
  randomImages,
  type BenchSize,
} from './bench-brain.ts';

export interface ProfileOptions extends BenchSize {
  readonly cycles: number;
  readonly threads: number;
}

/** Where the time of a cycle goes: means over the cycles, in milliseconds. */
export interface CycleProfile {
  readonly cycleMs: number;
  /** The costliest first; calls, ms, flops and bytes are those of one cycle. */
  readonly kernels: readonly KernelProfile[];
  /** In no kernel: JavaScript, the tape, and what is prepared. */
  readonly outsideMs: number;
  /** Of that: images gathered, noise and occlusion drawn. */
  readonly preparingMs: number;
  readonly peaks: MachinePeaks;
}

const warmUpCycles = 3;

/** `oneiros doctor --profile`: one cycle by kernel on the native back end. @throws BackendUnavailableError */
export async function profileCycle(options: ProfileOptions, output: Output): Promise<void> {
  tf.enableProdMode();
  const { library } = await selectBackend({ backend: 'onednn', threads: options.threads });
  output.note('measuring the peaks of this machine');
  const peaks = measureMachinePeaks();
  const images = randomImages(32, fewImages(options.batchSize));
  const brain = createBenchBrain(options, images);
  for (let cycle = 0; cycle < warmUpCycles; cycle++) liveOneCycle(brain);
  output.note(`profiling ${options.cycles} cycles`);
  setProfiling(true);
  let seconds = 0;
  for (let cycle = 0; cycle < options.cycles; cycle++) seconds += liveOneCycle(brain);
  const kernels = profile().map((entry) => ({
    ...entry,
    calls: entry.calls / options.cycles,
    ms: entry.ms / options.cycles,
    flops: entry.flops / options.cycles,
    bytes: entry.bytes / options.cycles,
  }));
  setProfiling(false);
  brain.dispose();
  const cycleMs = (1000 * seconds) / options.cycles;
  const inKernels = kernels.reduce((sum, { ms }) => sum + ms, 0);
  const preparingMs = 1000 * prepareOneCycle(options, images);
  const result: CycleProfile = { cycleMs, kernels, outsideMs: cycleMs - inKernels, preparingMs, peaks };
  output.resultJson('doctor-profile', { ...result, library, measured: options });
  output.result(formatProfile(result, options, library));
}

/** The profile for people. */
export function formatProfile(
  { cycleMs, kernels, outsideMs, preparingMs, peaks }: CycleProfile,
  { cycles, threads, batchSize, baseWidth, latentSize }: ProfileOptions,
  library: string,
): string {
  const share = (ms: number): string => `${((100 * ms) / cycleMs).toFixed(1)} %`;
  const rate = (amount: number, ms: number, peak: number): string[] =>
    amount === 0 || ms === 0
      ? ['', '']
      : [(amount / ms / 1e6).toFixed(1), `${((100 * amount * 1000) / ms / peak).toFixed(0)} %`];
  const rows = kernels.map(({ kernel, detail, calls, ms, flops, bytes }) => [
    kernel,
    detail,
    calls.toFixed(1),
    ms.toFixed(2),
    share(ms),
    ...rate(flops, ms, peaks.flopsPerSecond),
    ...rate(bytes, ms, peaks.bytesPerSecond),
  ]);
  const blank = ['', '', '', ''];
  return [
    `One cycle of Wake, NREM and REM by kernel; means of ${cycles}. Batch ${batchSize}, base width ${baseWidth}, latent ${latentSize}, ${threads} threads, ${library}.`,
    `Peaks of this machine, measured now: ${(peaks.flopsPerSecond / 1e9).toFixed(0)} GFLOP/s on registers, ${(peaks.bytesPerSecond / 1e9).toFixed(1)} GB/s from memory.`,
    'FLOP are those of the definition: a fast algorithm needs fewer and may pass 100 %. So may bytes that are still in the caches.',
    '',
    formatTable(
      [
        ['kernel', 'shape, algorithm', 'calls', 'ms', 'share', 'GFLOP/s', 'of peak', 'GB/s', 'of peak'],
        ...rows,
        ['in no kernel', '', '', outsideMs.toFixed(2), share(outsideMs), ...blank],
        ['  of that: images, noise, occlusion', '', '', preparingMs.toFixed(2), share(preparingMs), ...blank],
        ['a cycle', '', '', cycleMs.toFixed(2), '100 %', ...blank],
      ],
      ['left', 'left', 'right', 'right', 'right', 'right', 'right', 'right', 'right'],
    ),
  ].join('\n');
}
