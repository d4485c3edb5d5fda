import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHUNK_BINS, curveNames } from './chunk.ts';
import { createTimeline } from './create-timeline.ts';
import { chunksOf, levelFor, levelsOf } from './levels.ts';
import { paperTicks, stateAt } from './test-kit.ts';

describe('createTimeline', () => {
  it('bins stages and curves of ticks', () => {
    const timeline = createTimeline();
    timeline.append(paperTicks(CHUNK_BINS + 2));
    // 4098 ticks: two chunks of level 0, one of level 1 with ceil(4098 / 4) = 1025 bins, the last of 2 ticks
    expect(timeline.levels).toBe(2);
    expect(timeline.stages).toEqual(['WAKE', 'NREM', 'REM']);
    const coarse = timeline.chunk(1, 0);
    expect([coarse.bins, coarse.ticks, coarse.ticksPerBin]).toEqual([1025, 4098, 4]);
    // Ticks 0..3 are W N R W, ticks 4..7 are N R W N; the last two, 4096 and 4097, are N R (4096 % 3 = 1).
    expect([...coarse.stageTicks.slice(0, 6)]).toEqual([2, 1, 1, 1, 2, 1]);
    expect([...coarse.stageTicks.slice(-3)]).toEqual([0, 1, 1]);
    // ACh 1 0 1 1, then 0 1 1 0
    expect([...coarse.curves.ach.mean.slice(0, 2)]).toEqual([0.75, 0.5]);
    expect([coarse.curves.ach.min[0], coarse.curves.ach.max[0], coarse.curves.ach.count[0]]).toEqual([0, 1, 4]);
    // L_img is tick + 1 in Wake: 1 and 4 in the first bin, 7 in the second
    expect([coarse.curves.lossReconstruction.mean[0], coarse.curves.lossReconstruction.mean[1]]).toEqual([2.5, 7]);
    expect([...coarse.curves.lossReconstruction.count.slice(0, 2)]).toEqual([2, 1]);
    expect([coarse.seconds[1], coarse.cycle[1], coarse.epoch[1]]).toEqual([120, 1, 0]);
    expect(timeline.chunk(0, 1).bins).toBe(2);
  });

  it('counts every tick in exactly one bin of each level', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30_000 }), (ticks) => {
        const timeline = createTimeline();
        timeline.append(paperTicks(ticks));
        for (let level = 0; level < timeline.levels; level += 1) {
          let [counted, staged, losses] = [0, 0, 0];
          for (let index = 0; index < chunksOf(ticks, level); index += 1) {
            const chunk = timeline.chunk(level, index);
            counted += chunk.ticks;
            staged += chunk.stageTicks.reduce((sum, n) => sum + n, 0);
            losses += chunk.curves.lossReconstruction.count.reduce((sum, n) => sum + n, 0);
          }
          expect([counted, staged, losses]).toEqual([ticks, ticks, Math.ceil(ticks / 3)]);
        }
      }),
      { numRuns: 12 },
    );
  });

  it('has the same envelope at every level', () => {
    const timeline = createTimeline();
    timeline.append(paperTicks(20_000));
    const { min, max } = timeline.chunk(timeline.levels - 1, 0).curves.lossNrem;
    for (let bin = 0; bin < 10; bin += 1) {
      const size = 4 ** (timeline.levels - 1);
      const fine = timeline.chunk(0, 0).curves.lossNrem.mean.slice(bin * size, (bin + 1) * size);
      const measured = fine.filter((value) => !Number.isNaN(value));
      expect([min[bin], max[bin]]).toEqual([Math.min(...measured), Math.max(...measured)]);
    }
  });

  it('tells a loss that is no number from one that was not measured', () => {
    const timeline = createTimeline();
    timeline.append([
      stateAt(0),
      { type: 'losses', v: 1, tick: 0, reconstruction: null as unknown as number },
      stateAt(1),
    ]);
    const { lossReconstruction: curve, lossNrem: other } = timeline.chunk(0, 0).curves;
    expect([curve.count[0], curve.mean[0], curve.min[0]]).toEqual([1, NaN, NaN]);
    expect([curve.count[1], other.count[0]]).toEqual([0, 0]);
  });

  it('lets a tick that comes again replace the first', () => {
    const timeline = createTimeline();
    timeline.append([stateAt(0), stateAt(1), { ...stateAt(1), stage: 'REM' }]);
    expect([...timeline.chunk(0, 0).stageTicks]).toEqual([1, 0, 0, 0, 0, 1]);
  });

  it('refuses chunks that are not there', () => {
    const timeline = createTimeline();
    expect(() => timeline.chunk(0, 0)).toThrow(RangeError);
    timeline.append(paperTicks(10));
    for (const [level, index] of [
      [1, 0],
      [0, 1],
      [-1, 0],
      [0.5, 0],
      [0, -1],
    ] as const) {
      // prettier-ignore
      expect(() => timeline.chunk(level, index)).toThrow(RangeError);
    }
    expect(curveNames.every((name) => timeline.chunk(0, 0).curves[name].mean.length === 10)).toBe(true);
  });
});

describe('levels', () => {
  it('end where one chunk holds the run', () => {
    expect([0, 1, 4096, 4097, 16_384, 16_385, 117_300].map(levelsOf)).toEqual([1, 1, 1, 2, 2, 3, 4]);
  });

  it('draw with at least one bin a pixel, as far as there are ticks', () => {
    // 117,300 ticks on 1000 px are 117 a pixel: 64 = 4^3 ticks a bin
    expect(levelFor(117_300, 1000, 117_300)).toBe(3);
    expect(levelFor(500, 1000, 117_300)).toBe(0);
    expect(levelFor(4000, 1000, 117_300)).toBe(1);
    expect(levelFor(117_300, 10, 117_300)).toBe(3); // the coarsest there is
  });
});
