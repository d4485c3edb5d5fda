import { formatDuration } from '../terminal/duration.ts';
import { formatTable } from '../terminal/table.ts';
import type { Machine } from './machine.ts';
import { publishedSize, scaleAxes, type ScaleAxis, type ScaleSize } from './scale-points.ts';

/** Medians at one size. */
export interface ScalePoint extends ScaleSize {
  readonly secondsPerCycle: number;
  readonly imagesPerSecond: number;
  /** Of the brain with the images of eight mini-batches. */
  readonly residentMiB: number;
  readonly convolutionSeconds: number;
  /** Of the fastest variant in float32 that was measured; null without PyTorch. */
  readonly pytorchSeconds: number | null;
}

/** What `oneiros doctor --scale --json` prints. */
export interface ScaleReport {
  readonly machine: Machine;
  readonly cycles: number;
  readonly latentSize: number;
  /** The published size first. */
  readonly points: readonly ScalePoint[];
  /** Latents of 60,000 images and 20 epochs of softmax regression, and a ridge. */
  readonly readoutSeconds: number;
  /** From the shell to the end of `--help`. */
  readonly startSeconds: number;
}

export const axisNames: Record<ScaleAxis, string> = {
  batchSize: 'batch',
  baseWidth: 'base width (nf)',
  imageSidePx: 'image side, px',
  threads: 'threads',
};

/** Points that differ from the published size in nothing but this, in the order of it. */
export function pointsAlong({ points }: ScaleReport, axis: ScaleAxis): ScalePoint[] {
  const published = publishedSize(points[0]!.threads);
  return points
    .filter((point) => scaleAxes.every((other) => other === axis || point[other] === published[other]))
    .sort((a, b) => a[axis] - b[axis]);
}

/** Mini-batches of an epoch of CIFAR-10. */
const cyclesPerEpoch = 781;

/** What a run on CIFAR-10 costs: cycles, and a readout after each epoch. @returns seconds */
export function longRunSeconds({ points, readoutSeconds }: ScaleReport, epochs: number): number {
  return epochs * (cyclesPerEpoch * points[0]!.secondsPerCycle + readoutSeconds);
}

/** A model of a cycle on n threads: what one thread must do alone, and what is shared. */
export interface Amdahl {
  readonly serialSeconds: number;
  readonly sharedSeconds: number;
  at(threads: number): number;
}

/** From the measured thread counts, the least and the greatest; undefined where only one was measured. */
export function amdahlOf(report: ScaleReport): Amdahl | undefined {
  const along = pointsAlong(report, 'threads');
  const [one, most] = [along[0]!, along.at(-1)!];
  if (one.threads === most.threads) return undefined;
  const sharedSeconds = (one.secondsPerCycle - most.secondsPerCycle) / (1 / one.threads - 1 / most.threads);
  const serialSeconds = Math.max(0, one.secondsPerCycle - sharedSeconds / one.threads);
  return { serialSeconds, sharedSeconds, at: (threads) => serialSeconds + sharedSeconds / threads };
}

export const scaleHeading = ['batch', 'nf', 'px', 'threads', 's a cycle', 'images/s', 'MiB', 'convolutions', 'PyTorch'];

/** Cells of the table, one row a point. */
export const scaleRows = ({ points }: ScaleReport): string[][] =>
  points.map((point) => [
    ...scaleAxes.map((axis) => String(point[axis])),
    point.secondsPerCycle.toFixed(4),
    point.imagesPerSecond.toFixed(0),
    point.residentMiB.toFixed(0),
    `${(point.secondsPerCycle / point.convolutionSeconds).toFixed(2)} x`,
    point.pytorchSeconds === null ? '-' : `${(point.pytorchSeconds / point.secondsPerCycle).toFixed(2)} x`,
  ]);

/** The report for people. */
export function formatScale(report: ScaleReport): string {
  return [
    `One cycle of Wake, NREM and REM; medians of ${report.cycles}, taken in turns. Latent ${report.latentSize}; ${report.machine.cpu}.`,
    'convolutions: ours divided by those of oneDNN alone; PyTorch: its fastest measured variant in float32 divided by ours.',
    '',
    formatTable(
      [scaleHeading, ...scaleRows(report)],
      scaleHeading.map(() => 'right' as const),
    ),
    '',
    `Start of the program        ${report.startSeconds.toFixed(2)} s`,
    `A readout of 50,000 images  ${report.readoutSeconds.toFixed(1)} s`,
    `50 epochs of CIFAR-10       ${formatDuration(longRunSeconds(report, 50))}, with a readout after each`,
  ].join('\n');
}
