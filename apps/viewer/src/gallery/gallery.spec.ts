import type { DreamMixture } from '@oneiros/simulation';
import fc from 'fast-check';
import { decode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import type { DreamImages, Moment } from '../source/run-source.ts';
import { dreamLabel, keptDreams, latestAt } from './dream-ticks.ts';
import { gallerySvg } from './gallery-svg.ts';
import { mixtureInWords } from './mixed-memories.ts';
import { neighbourCell } from './neighbour-cell.ts';
import { pictureCsv, pictureStatistics } from './picture-statistics.ts';
import { integerZoom, toRgba } from './pixels.ts';

const dream = (tick: number, epoch: number, line = tick): Moment => ({
  line,
  event: { type: 'dream', v: 1, tick, epoch, images: 2, file: `dreams/${tick}.safetensors` },
});

describe('keptDreams', () => {
  it('takes the dreams out of the moments, in the order of ticks and each once', () => {
    const warning: Moment = { line: 1, event: { type: 'warning', v: 1, tick: 3, message: 'x' } };
    expect(keptDreams([dream(5, 1), warning, dream(0, 0), dream(5, 1, 9)]).map(({ tick }) => tick)).toEqual([0, 5]);
  });

  it('names a sheet by its epoch, and by its tick where the epoch has several', () => {
    const all = keptDreams([dream(0, 0), dream(900, 1), dream(1800, 1), dream(2700, 2)]);
    expect(all.map((each) => dreamLabel(each, all))).toEqual([
      'before the first tick',
      'after epoch 1, tick 900',
      'after epoch 1, tick 1,800',
      'after epoch 2',
    ]);
  });
});

describe('latestAt', () => {
  it('is the last entry that is not later, or the first one', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(50), { minLength: 1 }), fc.nat(60), (ticks, tick) => {
        const ascending = ticks.sort((a, b) => a - b).map((each) => ({ tick: each }));
        const before = ticks.filter((each) => each <= tick);
        expect(latestAt(ascending, tick)?.tick).toBe(before.length > 0 ? Math.max(...before) : ticks[0]);
      }),
    );
    expect(latestAt([], 3)).toBeUndefined();
  });
});

describe('toRgba', () => {
  it('maps -1..1 to 0..255, clips, and leaves what is no number transparent', () => {
    const image = Float32Array.of(-1, 0, 1, -2, 3, Number.NaN);
    // (0 + 1) * 127.5 = 127.5, rounded to 128.
    expect([...toRgba(image, { height: 1, width: 2, channels: 3 })]).toEqual([0, 128, 255, 255, 0, 255, 0, 0]);
  });

  it('draws one channel as grey', () => {
    expect([...toRgba(Float32Array.of(1), { height: 1, width: 1, channels: 1 })]).toEqual([255, 255, 255, 255]);
  });
});

it('integerZoom fits the columns, never below 1 nor above 8', () => {
  // 16 columns of 32 px with 15 gaps of 4: 572 px at zoom 1, 1084 at 2.
  expect([320, 571, 1083, 1084, 9000].map((px) => integerZoom(px, 16, 32, 4))).toEqual([1, 1, 1, 2, 8]);
});

it('mixtureInWords names columns from 1', () => {
  const words = [
    { images: [[2, 0.25], [0, 0.25]], noise: 0.5 },
    { images: [[2, 1]], noise: 0 },
    { images: [], noise: 1 },
    undefined,
  ].map((mixture) => mixtureInWords(mixture as DreamMixture | undefined)); // prettier-ignore
  expect(words).toEqual(['3 + 1 + noise', '3', 'noise alone', 'what its file does not say']);
});

const mixtureOf = (...columns: number[]): DreamMixture => ({
  images: columns.map((column) => [column, 0.25]),
  noise: 0.5,
});

const sheet: DreamImages = {
  ...{ tick: 3, count: 2, height: 1, width: 1, channels: 1, mixtures: [mixtureOf(0, 1), mixtureOf(1, 0)] },
  rows: {
    seen: Float32Array.of(0, 1),
    reconstructed: Float32Array.of(0.5, 1),
    nrem: null,
    rem: Float32Array.of(0, -1),
  },
};

describe('pictures in numbers and as files', () => {
  it('compares every picture with what was seen, and leaves out rows that are not there', () => {
    const statistics = pictureStatistics(sheet);
    expect(statistics.map(({ row, squaredErrorToSeen }) => [row, squaredErrorToSeen])).toEqual([
      ['seen', 0],
      ['seen', 0],
      ['reconstructed', 0.25],
      ['reconstructed', 0],
      ['rem', 0],
      ['rem', 4],
    ]);
    expect(pictureCsv(statistics).split('\r\n')[6]).toBe('REM dream,2,-1,0,4,2 1');
    const [mixed] = pictureStatistics({ ...sheet, mixtures: null }).slice(-1);
    expect(mixed!.mixed).toBeNull();
  });

  it('embeds each picture as a PNG of its own pixels', () => {
    const svg = gallerySvg(sheet, 'Dreams & more');
    const pictures = [...svg.matchAll(/base64,([^"]+)/g)].map(([, data]) => decode(Buffer.from(data!, 'base64')).data);
    expect(svg).toContain('Dreams &#38; more');
    expect(pictures.map((data) => data[0])).toEqual([128, 255, 191, 255, 128, 0]);
  });
});

it('neighbourCell goes one picture on, to the ends of a row, and not over the edge', () => {
  const from = { row: 'nrem', column: 1 } as const;
  const keys = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'x'];
  expect(keys.map((key) => neighbourCell(from, key, ['seen', 'nrem'], 3))).toEqual([
    { row: 'nrem', column: 0 },
    { row: 'nrem', column: 2 },
    { row: 'seen', column: 1 },
    null,
    { row: 'nrem', column: 0 },
    { row: 'nrem', column: 2 },
    null,
  ]);
});
