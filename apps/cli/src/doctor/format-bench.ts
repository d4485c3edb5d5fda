import { formatTable } from '../terminal/table.ts';
import type { BenchReport } from './bench-report.ts';

const number = (value: number | null, digits: number): string => (value === null ? '-' : value.toFixed(digits));
const times = (value: number | null): string => (value === null ? '-' : `${value.toFixed(2)} x`);

/** The report for people. */
export function formatBench(report: BenchReport): string {
  const { machine, convolutionFloorSeconds, secondsPerCycle } = report;
  const { cycles, threads, batchSize, baseWidth, latentSize } = machine.measured;
  const ratio = (seconds: number | null): string => times(seconds === null ? null : seconds / secondsPerCycle);
  const rows = [
    ['engine', 's a cycle', 'of ours', 'images/s', 'resident MiB', 'data'],
    ...report.backends
      .filter((backend) => backend.secondsPerCycle !== null)
      .map((backend) => [
        `${backend.name} (${backend.version})`,
        number(backend.secondsPerCycle, 3),
        ratio(backend.secondsPerCycle),
        number(backend.imagesPerSecond, 0),
        number(backend.residentMiB, 0),
        backend.dataPreparationShare === null ? '-' : `${(100 * backend.dataPreparationShare).toFixed(1)} %`,
      ]),
    ['oneDNN, convolutions alone', number(convolutionFloorSeconds, 3), ratio(convolutionFloorSeconds), '-', '-', '-'],
    ...report.peers.map((peer) => [
      `${peer.name} ${peer.version} ${peer.variant}`,
      number(peer.seconds, 3),
      ratio(peer.seconds),
      number(batchSize / peer.seconds, 0),
      '-',
      '-',
    ]),
  ];
  const left = report.backends.filter((backend) => backend.secondsPerCycle === null);
  return [
    `One cycle of Wake, NREM and REM; median of ${cycles}, taken in turns. Batch ${batchSize}, base width ${baseWidth}, latent ${latentSize}, ${threads} threads.`,
    `${machine.cpu}, ${machine.instructionSets.join(' ')}; Node ${machine.node}`,
    '',
    formatTable(rows, ['left', 'right', 'right', 'right', 'right', 'right']),
    ...left.map(({ name, reason }) => `${name}: not measured, ${reason}`),
    '',
    `Ours / the convolutions alone: ${times(report.floorRatio)}`,
    `Fastest PyTorch in float32 / ours: ${times(report.pytorchRatio)}`,
  ].join('\n');
}
