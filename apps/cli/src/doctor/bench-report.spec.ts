import { describe, expect, it } from 'vitest';
import { benchReportSchema, median, summarise, type Measurements } from './bench-report.ts';
import { formatBench } from './format-bench.ts';

const measurements: Measurements = {
  machine: {
    node: 'v20.20.2',
    platform: 'linux-x64',
    cpu: 'a CPU',
    instructionSets: ['avx2'],
    cores: 2,
    threads: 2,
    memoryMiB: 16_000,
    freeMiB: 12_000,
    memoryLimitMiB: null,
    measured: { cycles: 3, threads: 2, batchSize: 64, baseWidth: 64, latentSize: 256 },
  },
  floorSeconds: [0.25, 0.2, 9],
  backends: [
    { name: 'onednn', version: '2.6', library: 'oneDNN', seconds: [0.5, 0.4, 8], residentMiB: 400, dataSeconds: 0.005 },
    { name: 'tensorflow', version: '2.21', library: 'TensorFlow', seconds: [1, 1, 1], residentMiB: 800 },
    { name: 'cpu', seconds: [], reason: 'too slow' },
  ],
  peers: [
    { name: 'PyTorch', version: '2.15', variant: 'published', seconds: [1, 2, 3] },
    { name: 'PyTorch', version: '2.15', variant: 'careful', seconds: [0.75, 0.75, 0.75] },
    { name: 'PyTorch', version: '2.15', variant: 'bfloat16', seconds: [0.1, 0.1, 0.1] },
  ],
};

describe('median', () => {
  it('is the middle one, or the mean of two', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
    expect(median([7])).toBe(7);
  });
});

describe('summarise', () => {
  const report = summarise(measurements)!;

  it('divides ours by the convolutions, and PyTorch by ours', () => {
    // Medians: ours 0.5, the convolutions 0.25, PyTorch in float32 2 and 0.75.
    expect(report).toMatchObject({
      secondsPerCycle: 0.5,
      convolutionFloorSeconds: 0.25,
      floorRatio: 2,
      pytorchSeconds: 0.75,
      pytorchRatio: 1.5,
      imagesPerSecond: 128,
      residentMiB: 400,
    });
    expect(report.backends[0]!.dataPreparationShare).toBeCloseTo(0.01, 12);
  });

  it('lists bfloat16 but does not count it', () => {
    expect(report.peers.map(({ variant, seconds }) => [variant, seconds])).toEqual([
      ['published', 2],
      ['careful', 0.75],
      ['bfloat16', 0.1],
    ]);
    expect(summarise({ ...measurements, peers: measurements.peers.slice(2) })!.pytorchSeconds).toBeNull();
  });

  it('keeps its strict schema, with and without peers and convolutions', () => {
    expect(benchReportSchema.parse(report)).toEqual(report);
    const alone = summarise({ ...measurements, floorSeconds: undefined, peers: [] })!;
    expect(benchReportSchema.parse(alone)).toMatchObject({
      convolutionFloorSeconds: null,
      floorRatio: null,
      pytorchSeconds: null,
      pytorchRatio: null,
    });
    expect(benchReportSchema.safeParse({ ...report, more: 1 }).success).toBe(false);
  });

  it('takes the first back end that was measured for ours, and keeps the reason of one that was not', () => {
    const [, tensorflow, cpu] = measurements.backends;
    const other = summarise({ ...measurements, backends: [cpu!, tensorflow!] })!;
    expect(other.secondsPerCycle).toBe(1);
    expect(other.backends[0]).toMatchObject({ name: 'cpu', secondsPerCycle: null, reason: 'too slow' });
    expect(summarise({ ...measurements, backends: [cpu!] })).toBeUndefined();
  });

  it('reads well', () => {
    expect(formatBench(report)).toMatchInlineSnapshot(`
      "One cycle of Wake, NREM and REM; median of 3, taken in turns. Batch 64, base width 64, latent 256, 2 threads.
      a CPU, avx2; Node v20.20.2

      engine                      s a cycle  of ours  images/s  resident MiB   data
      onednn (2.6)                    0.500   1.00 x       128           400  1.0 %
      tensorflow (2.21)               1.000   2.00 x        64           800      -
      oneDNN, convolutions alone      0.250   0.50 x         -             -      -
      PyTorch 2.15 published          2.000   4.00 x        32             -      -
      PyTorch 2.15 careful            0.750   1.50 x        85             -      -
      PyTorch 2.15 bfloat16           0.100   0.20 x       640             -      -
      cpu: not measured, too slow

      Ours / the convolutions alone: 2.00 x
      Fastest PyTorch in float32 / ours: 1.50 x"
    `);
  });
});
