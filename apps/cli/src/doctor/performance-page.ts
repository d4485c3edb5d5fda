import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { drawFigure, isDrawable, type LineMark, type Panel } from '@oneiros/figure';
import { formatDuration } from '../terminal/duration.ts';
import { scaleAxes, type ScaleAxis } from './scale-points.ts';
import {
  amdahlOf,
  axisNames,
  longRunSeconds,
  pointsAlong,
  scaleHeading,
  scaleRows,
  type ScalePoint,
  type ScaleReport,
} from './scale-report.ts';

/** Multiplications and additions of a cycle's convolutions at the published size, by their definition. */
const cycleFlops = 37.6e9;
/** An H100 SXM, by its maker's data sheet: float32 without tensor cores. */
const gpuFlopsPerSecond = 67e12;
/** Shares of the peak that convolutions of this size reach on GPUs, from cautious to hopeful. */
const gpuShares = [0.2, 0.5] as const;
/** Kernels of a cycle and what starting one costs. */
const gpuLaunches = { kernels: 120, seconds: 4e-6 };

/** Writes performance.md, .svg and .json. @returns the files. */
export function writePerformancePage(folder: string, report: ScaleReport): string[] {
  mkdirSync(folder, { recursive: true });
  const files = {
    'performance.md': performancePage(report),
    'performance.svg': performanceFigure(report),
    'performance.json': `${JSON.stringify(report, null, 2)}\n`,
  };
  return Object.entries(files).map(([name, content]) => {
    const file = join(folder, name);
    writeFileSync(file, content);
    return file;
  });
}

/** Seconds a cycle against everything that was varied, and memory against the batch. */
export function performanceFigure(report: ScaleReport): string {
  const series = (axis: ScaleAxis, name: string, of: (point: ScalePoint) => number | null): LineMark => ({
    kind: 'line',
    name,
    points: pointsAlong(report, axis).flatMap((point): [number, number][] => {
      const value = of(point);
      return value === null ? [] : [[point[axis], value]];
    }),
  });
  const times: Panel[] = scaleAxes.map((axis) => ({
    title: `Seconds a cycle by ${axisNames[axis]}`,
    xLabel: axisNames[axis],
    yLabel: 's',
    isLog: true,
    marks: [
      series(axis, 'Oneiros', (point) => point.secondsPerCycle),
      series(axis, 'oneDNN, convolutions alone', (point) => point.convolutionSeconds),
      series(axis, 'PyTorch, float32', (point) => point.pytorchSeconds),
    ],
  }));
  const rate: Panel = {
    title: 'Images a second by batch',
    xLabel: axisNames.batchSize,
    yLabel: 'images/s',
    isLog: true,
    marks: [
      series('batchSize', 'Oneiros', (point) => point.imagesPerSecond),
      series(
        'batchSize',
        'PyTorch, float32',
        ({ pytorchSeconds, batchSize }) => pytorchSeconds && batchSize / pytorchSeconds,
      ),
    ],
  };
  const memory: Panel = {
    title: 'Resident memory by batch',
    xLabel: axisNames.batchSize,
    yLabel: 'MiB',
    isLog: true,
    marks: [series('batchSize', 'Oneiros', (point) => point.residentMiB)],
  };
  const measured = [...times, rate, memory].filter(({ marks }) => marks.some(isDrawable));
  return drawFigure({ title: 'How long a cycle of Wake, NREM and REM takes', panels: measured });
}

/** The page, as Markdown. */
export function performancePage(report: ScaleReport): string {
  const { machine, cycles, readoutSeconds, startSeconds, latentSize } = report;
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return `# Performance

Written by \`oneiros doctor --scale --write docs\`; figures in [performance.json](performance.json). Measured on
${machine.cpu} (${machine.instructionSets.join(' ')}), ${machine.threads} threads, Node ${machine.node}.

A cycle is one mini-batch lived through in Wake, NREM and REM, with plasticity. Each row is one interleaved run: ours, the
convolutions of the same cycle by oneDNN alone, and PyTorch take turns, ${cycles} times; medians. Latent size ${latentSize}.
_convolutions_ is our time divided by that of the convolutions alone, _PyTorch_ the time of its fastest variant in float32
(plain and channels_last, fused Adam, one backward pass a phase) divided by ours. _MiB_ is resident memory with the images
of eight mini-batches.

![Seconds a cycle, images a second and memory](performance.svg)

${[row(scaleHeading), row(scaleHeading.map(() => '---:')), ...scaleRows(report).map(row)].join('\n')}

The program starts in ${startSeconds.toFixed(2)} s (\`oneiros --help\`, the whole process). A readout of 50,000 images takes
${readoutSeconds.toFixed(1)} s: their latents, 20 epochs of softmax regression, and a ridge. So 50 epochs of CIFAR-10 (781 cycles
each, a readout after each) take ${formatDuration(longRunSeconds(report, 50))} on this machine.

## Other machines, on paper

${onPaper(report)}
`;
}

function onPaper(report: ScaleReport): string {
  const gpu = gpuShares.map(
    (share) => cycleFlops / (share * gpuFlopsPerSecond) + gpuLaunches.kernels * gpuLaunches.seconds,
  );
  const gpuText =
    `**A GPU.** A cycle's convolutions are ${(cycleFlops / 1e9).toFixed(1)} GFLOP by their definition. At ${(gpuFlopsPerSecond / 1e12).toFixed(0)} TFLOP/s in float32 (H100), of which ` +
    `convolutions this small reach ${gpuShares.map((share) => `${100 * share} %`).join(' to ')}, and about ${gpuLaunches.kernels} kernels that cost ${gpuLaunches.seconds * 1e6} µs to start, ` +
    `a cycle takes ${gpu
      .map((seconds) => `${(1000 * seconds).toFixed(1)} ms`)
      .reverse()
      .join(' to ')}, 50 epochs ` +
    `${gpu
      .map((seconds) => formatDuration(50 * 781 * seconds))
      .reverse()
      .join(' to ')} without readouts. Not measured.`;
  const model = amdahlOf(report);
  if (model === undefined)
    return `Only one thread count was measured, so nothing can be said of more cores.\n\n${gpuText}`;
  const { serialSeconds, sharedSeconds } = model;
  const hours = (threads: number): string => formatDuration(50 * 781 * model.at(threads));
  return `**More cores.** From ${pointsAlong(report, 'threads')
    .map(({ threads, secondsPerCycle }) => `${secondsPerCycle.toFixed(3)} s on ${threads}`)
    .join(' and ')} threads follow ${(1000 * serialSeconds).toFixed(1)} ms that one
thread does alone (JavaScript, the tape, noise) and ${(1000 * sharedSeconds).toFixed(0)} ms that are shared (Amdahl). So 8 cores would take
${model.at(8).toFixed(3)} s a cycle and ${hours(8)} for 50 epochs, 64 cores ${model.at(64).toFixed(3)} s and ${hours(64)}, if the
work could be cut into that many pieces. It cannot at batch 64: V2's transformed tiles come in blocks of at most 32 of 256 and
V4's filters in 8 to 16 panels of columns, so that beyond about 8 to 16 cores only larger mini-batches are faster, and the
weights (13 MB, their gradients and two moments beside them) must fit the caches. Not measured.

${gpuText}`;
}
