import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { pytorchVariants } from '@oneiros/engine';
import type { Output } from '../output.ts';
import { fewImages } from './bench-brain.ts';
import { median } from './bench-report.ts';
import { takeTurns } from './bench.ts';
import { inspectMachine } from './machine.ts';
import { startPeers, startWorker, type Participant } from './participants.ts';
import { formatScale, type ScalePoint, type ScaleReport } from './scale-report.ts';
import { scaleSizes, type ScaleSize } from './scale-points.ts';
import { writePerformancePage } from './performance-page.ts';

export interface ScaleOptions {
  readonly cycles: number;
  readonly threads: number;
  readonly latentSize: number;
  readonly peers: boolean;
  readonly peerPython?: string;
  /** Folder for performance.md with its picture and its JSON. */
  readonly write?: string;
}

/** Compiling for every size would take longer than all the rest; where it pays, `doctor --bench` shows. */
const variants = pytorchVariants.filter((variant) => variant === 'careful' || variant === 'careful+channels_last');
const starts = 5;

/**
 * Measures a cycle over batches, widths, image sizes and threads, each size in one interleaved run with the convolutions
 * alone and PyTorch; start-up; and a readout, from which follows what a long run costs.
 * @throws PeerError where the native back end does not load
 */
export async function scale(options: ScaleOptions, output: Output): Promise<void> {
  const sizes = scaleSizes(options.threads);
  const points: ScalePoint[] = [];
  for (const [i, size] of sizes.entries()) {
    output.note(
      `${i + 1} of ${sizes.length}: batch ${size.batchSize}, base width ${size.baseWidth}, ${size.imageSidePx} px, threads ${size.threads}`,
    );
    points.push(await measureSize(size, options, output));
  }
  output.note('a readout of 50,000 images');
  const readoutSeconds = await measureReadout(options);
  const report: ScaleReport = {
    machine: inspectMachine(),
    cycles: options.cycles,
    latentSize: options.latentSize,
    points,
    readoutSeconds,
    startSeconds: measureStart(),
  };
  output.resultJson('doctor-scale', report);
  output.result(formatScale(report));
  if (options.write !== undefined)
    output.result(`\nWritten: ${writePerformancePage(options.write, report).join(', ')}`);
}

async function measureSize(size: ScaleSize, options: ScaleOptions, output: Output): Promise<ScalePoint> {
  const { batchSize, threads } = size;
  const whole = { ...size, latentSize: options.latentSize };
  const images = fewImages(batchSize);
  const open: Participant[] = [];
  try {
    const ours = await startWorker({ ...whole, backend: 'onednn', kind: 'cycle', images });
    open.push(ours);
    const floor = await startWorker({ ...whole, backend: 'onednn', kind: 'floor' });
    open.push(floor);
    const peers = options.peers
      ? await startPeers(options.peerPython, { ...whole, threads }, (text) => output.detail(text), variants)
      : [];
    open.push(...peers.slice(0, 1));
    const seconds = await takeTurns([ours, floor, ...peers], options.cycles);
    const medianOf = (participant: Participant): number => median(seconds.get(participant)!);
    const secondsPerCycle = medianOf(ours);
    return {
      ...size,
      secondsPerCycle,
      imagesPerSecond: batchSize / secondsPerCycle,
      residentMiB: ours.residentMiB(),
      convolutionSeconds: medianOf(floor),
      pytorchSeconds: peers.length === 0 ? null : Math.min(...peers.map(medianOf)),
    };
  } finally {
    await Promise.all(open.map((participant) => participant.close()));
  }
}

async function measureReadout({ threads, latentSize }: ScaleOptions): Promise<number> {
  const size = { batchSize: 64, baseWidth: 64, latentSize };
  const worker = await startWorker({ ...size, threads, backend: 'onednn', kind: 'readout' });
  try {
    return await worker.run();
  } finally {
    await worker.close();
  }
}

/** Median wall time of the whole process that only prints its help. */
function measureStart(): number {
  const program = fileURLToPath(new URL('../../bin/oneiros.js', import.meta.url));
  return median(
    Array.from({ length: starts }, () => {
      const started = performance.now();
      spawnSync(process.execPath, [program, '--help']);
      return (performance.now() - started) / 1000;
    }),
  );
}
