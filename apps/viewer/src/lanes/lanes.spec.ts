import { paperTicks, stateAt } from '@oneiros/timeline/test-kit';
import { describe, expect, it } from 'vitest';
import { createTestSource } from '../state/test-source.ts';
import { createTimelineCache } from '../state/timeline-cache.ts';
import { lightPalette } from '../ui/palette.ts';
import { axisMarks } from './axis-marks.ts';
import { extentOf, lossCurves } from './curves.ts';
import { drawLane } from './draw-lanes.ts';
import { countEpisodes, isStacked, stageRows } from './draw-hypnogram.ts';
import { dreamSlots } from './dream-slots.ts';
import { createSvgPen, type Pen } from './pen.ts';
import { probeSeries } from './probe-series.ts';
import { drawnOf, sceneOf, type Scene } from './scene.ts';
import { drawnInWords, laneInWords, stageShares } from './summaries.ts';
import { timelineCsv, timelineSvg, timelineTable } from './timeline-exports.ts';

const settled = async () => {
  for (let i = 0; i < 12; i += 1) await new Promise((resolve) => setImmediate(resolve));
};

/** A scene whose chunks have all come. */
async function sceneFor(options: Parameters<typeof createTestSource>[0], width: number, from = 0, to?: number) {
  const source = createTestSource(options);
  const cache = createTimelineCache(source);
  const window = { from, to: to ?? cache.ticks };
  sceneOf(cache, window, width);
  await settled();
  sceneOf(cache, window, width);
  await settled();
  return { cache, source, scene: sceneOf(cache, window, width) };
}

/** What a pen was told, by kind. */
function recordingPen() {
  const lines: { points: readonly number[]; color: string }[] = [];
  const areas: { points: readonly number[]; color: string; alpha: number }[] = [];
  const rects: { x: number; y: number; width: number; color: string }[] = [];
  const pen: Pen = {
    rect: (x, y, width, _height, color) => void rects.push({ x, y, width, color }),
    line: (points, color) => void lines.push({ points, color }),
    area: (points, color, alpha) => void areas.push({ points, color, alpha }),
    columns: (lower, upper, color, alpha) => void areas.push({ points: [...lower, ...upper], color, alpha }),
    text: () => {},
  };
  return { pen, lines, areas, rects };
}

const dataOf = (scene: Scene) => ({
  probes: [],
  lossExtent: extentOf(
    scene,
    lossCurves.map(({ curve }) => curve),
    true,
  ),
});

describe('the hypnogram', () => {
  it('is steps while episodes have 2 px, and shares below', async () => {
    const wide = await sceneFor({ ticks: 100 }, 400);
    expect(countEpisodes(wide.scene)).toBe(100);
    expect(isStacked(wide.scene)).toBe(false);
    const narrow = await sceneFor({ ticks: 300 }, 400);
    expect(isStacked(narrow.scene)).toBe(true);
  });

  it('draws each episode once, in the row of its stage, across the bounds of chunks', async () => {
    const { scene } = await sceneFor({ ticks: 5000 }, 400, 4090, 4102);
    const { pen, rects } = recordingPen();
    drawLane(pen, 'hypnogram', scene, dataOf(scene));
    // 12 ticks, each an episode: 4090 % 3 = 1, so NREM, REM, WAKE, ...
    expect(rects).toHaveLength(12);
    expect(rects.slice(0, 3).map(({ color }) => color)).toEqual(['stage-nrem', 'stage-rem', 'stage-wake']);
    expect(rects[0]!.width).toBeCloseTo(400 / 12, 9);
  });

  it('stacks the shares of all ticks, of 117,300 too', async () => {
    const { scene } = await sceneFor({ ticks: 117_300 }, 1000);
    const { pen, areas } = recordingPen();
    drawLane(pen, 'hypnogram', scene, dataOf(scene));
    expect(areas.map(({ color }) => color)).toEqual(['stage-wake', 'stage-rem', 'stage-nrem']);
    expect(stageShares(scene).map(({ share }) => Number(share.toFixed(4)))).toEqual([0.3333, 0.3333, 0.3333]);
    expect(drawnOf(scene)).toEqual({ bins: Math.ceil(117_300 / 64), ticks: 117_300, ticksPerBin: 64 });
    expect(drawnInWords(scene)).toContain('1,833 points of 117,300 ticks');
  });

  it('takes stages of any name, below those of sleep', () => {
    expect(stageRows(['TORPOR', 'N3', 'REM', 'WAKE', 'N1'])).toEqual(['WAKE', 'REM', 'N1', 'N3', 'TORPOR']);
  });
});

describe('curves', () => {
  it('reach from the least to the greatest value of every tick in view', async () => {
    const { scene } = await sceneFor({ ticks: 20_000 }, 500);
    // L_img is tick + 1 in Wake: from 1 to 19,999; the last Wake tick is 19,998
    expect(extentOf(scene, ['lossReconstruction'])).toEqual([1, 19_999]);
    const { pen, areas, lines } = recordingPen();
    drawLane(pen, 'levels', scene, dataOf(scene));
    const ys = areas.find(({ color }) => color === 'ach')!.points.filter((_, i) => i % 2 === 1);
    expect([Math.min(...ys), Math.max(...ys)]).toEqual([4, 60]); // 1 and 0 in a lane of 64 px with 4 px around
    expect(lines.filter(({ color }) => color === 'ach')).toHaveLength(1);
  });

  it('has at most a point for each end of a px', async () => {
    const { scene } = await sceneFor({ ticks: 117_300 }, 400);
    const { pen, lines } = recordingPen();
    drawLane(pen, 'losses', scene, dataOf(scene));
    for (const { points } of lines) expect(points.length / 2).toBeLessThanOrEqual(402);
  });

  it('crosses out what is not a number, and says so', async () => {
    const events = [
      ...paperTicks(9),
      stateAt(9),
      { type: 'losses' as const, v: 1 as const, tick: 9, reconstruction: NaN },
    ];
    const { scene } = await sceneFor({ events }, 400);
    const { pen, lines } = recordingPen();
    drawLane(pen, 'losses', scene, dataOf(scene));
    expect(lines.filter(({ color }) => color === 'danger')).toHaveLength(2);
    expect(laneInWords('losses', scene, dataOf(scene))).toContain('not a number');
  });
});

describe('the time axis', () => {
  it('has round values of each unit', async () => {
    const { scene } = await sceneFor({ ticks: 9000 }, 900);
    expect(axisMarks(scene, 'tick').map(({ label }) => label)).toEqual([
      '0',
      '1,000',
      '2,000',
      '3,000',
      '4,000',
      '5,000',
      '6,000',
      '7,000',
      '8,000',
    ]);
    // 3000 ticks an epoch, 30 s a tick
    expect(axisMarks(scene, 'epoch').map(({ label, x }) => [label, Math.round(x)])).toEqual([['0', 0], ['1', 300], ['2', 600]]); // prettier-ignore
    expect(axisMarks(scene, 'time').map(({ label }) => label)).toEqual([
      '00:00:00',
      '12:00:00',
      '1 d 00:00:00',
      '1 d 12:00:00',
      '2 d 00:00:00',
      '2 d 12:00:00',
      '3 d 00:00:00',
    ]);
  });
});

describe('probes and dreams', () => {
  it('make a series of each readout', () => {
    const readout = { type: 'probe', v: 1, probe: 'readout', epoch: 1, trainAccuracy: 0.5, testImages: 10 } as const;
    expect(
      probeSeries([
        { line: 1, event: { ...readout, tick: 3, testAccuracy: 0.25 } },
        { line: 2, event: { ...readout, tick: 6, testAccuracy: 0.5, ridgeAccuracy: 0.75 } },
      ]).map(({ name, points }) => [name, points]),
    ).toEqual([
      ['readout', [[3, 0.25], [6, 0.5]]], // prettier-ignore
      ['readout, ridge', [[6, 0.75]]],
    ]);
  });

  it('shows as many dreams as have room and counts the others', async () => {
    const { scene } = await sceneFor({ ticks: 100 }, 200);
    // 2 px a tick and 36 px a thumbnail: ticks 0, 18 and 36 have room
    expect(dreamSlots([0, 4, 18, 36, 40, 41], scene).map(({ tick, dreams }) => [tick, dreams])).toEqual([
      [0, 2],
      [18, 1],
      [36, 3],
    ]);
  });
});

describe('exports', () => {
  it('hold every tick in view as CSV', async () => {
    const { cache } = await sceneFor({ ticks: 9000 }, 100);
    const csv = await timelineCsv(cache, { from: 4000, to: 4200 });
    const lines = csv.trimEnd().split('\r\n');
    expect(lines).toHaveLength(201);
    expect(lines[0]!.startsWith('tick,ticks,clock,cycle,night,epoch,WAKE share')).toBe(true);
    expect(lines[1]!.startsWith('4000,1,1 d 09:20:00,1333,4,1,0,1,0')).toBe(true); // 4000 % 3 = 1: NREM
  });

  it('draw a vector figure in the light theme with axis and legend', async () => {
    const { scene } = await sceneFor({ ticks: 60 }, 500);
    const svg = timelineSvg(scene, dataOf(scene), 'epoch', 'a & b');
    expect(svg).toContain('<title>a &#38; b</title>');
    for (const part of ['Hypnogram', 'WAKE', 'ACh', 'discriminator gain', 'L NREM', lightPalette('stage-rem')]) {
      expect(svg).toContain(part);
    }
    expect(svg).not.toContain('NaN');
    expect(timelineTable(scene).rows).toHaveLength(60);
  });

  it('are texts of SVG that mean themselves', () => {
    const pen = createSvgPen(lightPalette);
    pen.text(0, 0, '<script>');
    expect(pen.content).not.toContain('<script>');
  });
});
