import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { inspectMachine } from './machine.ts';
import { performancePage, writePerformancePage } from './performance-page.ts';
import { scaleSizes, threadCounts } from './scale-points.ts';
import { amdahlOf, formatScale, longRunSeconds, pointsAlong, type ScaleReport } from './scale-report.ts';

/** A machine on which a cycle takes 10 ms alone and 1.6 ms an image shared by the threads. */
const report: ScaleReport = {
  machine: inspectMachine(),
  cycles: 5,
  latentSize: 256,
  points: scaleSizes(2).map((size) => {
    const secondsPerCycle = 0.01 + (0.0016 * size.batchSize) / size.threads;
    return {
      ...size,
      secondsPerCycle,
      imagesPerSecond: size.batchSize / secondsPerCycle,
      residentMiB: 200,
      convolutionSeconds: 2 * secondsPerCycle,
      pytorchSeconds: 3 * secondsPerCycle,
    };
  }),
  readoutSeconds: 10,
  startSeconds: 0.15,
};
const folder = mkdtempSync(join(tmpdir(), 'oneiros-scale-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the sizes of --scale', () => {
  it('begin with the published one and come once each', () => {
    const sizes = scaleSizes(2);
    expect(sizes[0]).toEqual({ batchSize: 64, baseWidth: 64, imageSidePx: 32, threads: 2 });
    expect(sizes).toHaveLength(6 + 3 + 1 + 1);
    expect(threadCounts(1)).toEqual([1]);
    expect(threadCounts(6)).toEqual([1, 2, 4, 6]);
  });
});

describe('the report of --scale', () => {
  it('finds what one thread does alone', () => {
    const model = amdahlOf(report)!;
    expect(model.serialSeconds).toBeCloseTo(0.01, 9);
    expect(model.sharedSeconds).toBeCloseTo(0.1024, 9);
    expect(model.at(8)).toBeCloseTo(0.01 + 0.0128, 9);
    const alone = { ...report, points: report.points.filter(({ threads }) => threads === 2) };
    expect(amdahlOf(alone)).toBeUndefined();
    expect(performancePage(alone)).toContain('Only one thread count');
  });

  it('counts cycles and readouts of a long run', () => {
    expect(longRunSeconds(report, 2)).toBeCloseTo(2 * (781 * 0.0612 + 10), 6);
  });

  it('orders what is varied alone', () => {
    expect(pointsAlong(report, 'batchSize').map(({ batchSize }) => batchSize)).toEqual([16, 32, 64, 128, 256, 512]);
    expect(pointsAlong(report, 'threads').map(({ threads }) => threads)).toEqual([1, 2]);
  });

  it('is written as a page with its picture and its figures', () => {
    const files = writePerformancePage(join(folder, 'docs'), report);
    expect(files.map((file) => file.split('/').at(-1))).toEqual([
      'performance.md',
      'performance.svg',
      'performance.json',
    ]);
    expect(JSON.parse(readFileSync(files[2]!, 'utf8'))).toEqual(report);
    const page = readFileSync(files[0]!, 'utf8');
    expect(page).toContain('| 64 | 64 | 32 | 2 | 0.0612 | 1046 | 200 | 0.50 x | 3.00 x |');
    expect(page).toContain('10.0 ms that one');
    expect(readFileSync(files[1]!, 'utf8')).not.toMatch(/NaN|Infinity/);
    expect(formatScale(report)).toContain('0.50 x');
  });

  it('does without PyTorch', () => {
    const points = report.points.map((point) => ({ ...point, pytorchSeconds: null }));
    expect(formatScale({ ...report, points })).toMatch(/0\.50 x +-/);
  });
});
