import type { CurveName } from '@oneiros/timeline';
import type { CurveStyle } from './curves.ts';
import type { Pen } from './pen.ts';
import { binsIn, tickOfBin, xOf, type Scene } from './scene.ts';

/** From a value to px from the top. */
export type YScale = (value: number) => number;

/** @param margin px above and below */
export function linearScale([low, high]: readonly [number, number], height: number, margin = 4): YScale {
  const range = high - low || 1;
  return (value) => margin + (1 - (value - low) / range) * (height - 2 * margin);
}

/** Powers of ten; values at or below 0 lie at the bottom. */
export function logScale([low, high]: readonly [number, number], height: number, margin = 4): YScale {
  const bottom = Math.log10(low);
  const scale = linearScale([bottom, Math.max(Math.log10(high), bottom + 0.1)], height, margin);
  return (value) => scale(value > 0 ? Math.log10(value) : bottom);
}

/** Bins without a measurement that a line still goes across: a phase is measured once in a cycle. */
const bridgedBins = 8;
/** Single measurements get a dot where ticks are so wide, px. */
const dotPx = 5;

/**
 * A curve: where bins hold several ticks, the band from least to greatest value and the line of means; where they hold one, the
 * values themselves. A measurement that is no number is a cross at the top.
 *
 * @param columnPx bins narrower than this are drawn together, px: their least, greatest and mean value
 * @param isHeld each value holds until the next tick: a staircase
 */
export function drawCurve(pen: Pen, scene: Scene, style: CurveStyle, y: YScale, isHeld: boolean, columnPx = 1): void {
  const { curve, color, dash } = style;
  const wrong: number[] = [];
  for (const stretch of stretchesOf(scene, curve, wrong, isHeld, columnPx)) {
    if (stretch.isBand) drawBand(pen, stretch, y, color);
    // Dashes would be lost in a noisy line, and cost most of the time of drawing it.
    pen.line(scaled(stretch.mean, y), color, 1.25, stretch.isBand ? [] : dash);
    const isSparse = stretch.mean.length <= 2 || (!isHeld && pxPerTick(scene) >= dotPx);
    if (isSparse && !isHeld) {
      for (let i = 0; i < stretch.mean.length; i += 2) {
        pen.rect(stretch.mean[i]! - 1.5, y(stretch.mean[i + 1]!) - 1.5, 3, 3, color);
      }
    }
  }
  for (const x of wrong) {
    pen.line([x - 3, 2, x + 3, 8], 'danger', 1.5);
    pen.line([x - 3, 8, x + 3, 2], 'danger', 1.5);
  }
}

const pxPerTick = ({ window, width }: Scene): number => width / (window.to - window.from);

interface Stretch {
  /** x, value, x, value, ... */
  readonly low: number[];
  readonly high: number[];
  readonly mean: number[];
  isBand: boolean;
}

/** Bins that share a px, or a single wider one: its extent, its envelope, and the sum of its finite measurements. */
interface Column {
  x0: number;
  x1: number;
  low: number;
  high: number;
  sum: number;
  count: number;
}

function stretchesOf(scene: Scene, curve: CurveName, wrong: number[], isHeld: boolean, columnPx: number): Stretch[] {
  const stretches: Stretch[] = [];
  let now: Stretch | null = null;
  let gap = 0;
  let column: Column | null = null;
  for (const segment of scene.segments) {
    const { chunk } = segment;
    const { min, max, mean, count } = chunk.curves[curve];
    const isNarrow = chunk.ticksPerBin * pxPerTick(scene) < columnPx;
    const [first, end] = binsIn(segment, isNarrow ? 0 : 1);
    for (let bin = first; bin < end; bin += 1) {
      const start = tickOfBin(chunk, bin);
      const x0 = xOf(scene, start);
      const x1 = xOf(scene, start + chunk.ticksPerBin);
      const isWrong = count[bin]! > 0 && Number.isNaN(mean[bin]!);
      if (isWrong && (wrong.length === 0 || x0 - wrong.at(-1)! >= 6)) wrong.push((x0 + x1) / 2);
      if (Number.isNaN(max[bin]!)) {
        gap += 1;
        continue;
      }
      if (now !== null && gap > (isHeld ? 0 : bridgedBins)) {
        finishColumn(now);
        now = null;
      }
      gap = 0;
      if (now === null) stretches.push((now = { low: [], high: [], mean: [], isBand: false }));
      else if (column !== null && !(isNarrow && Math.floor(column.x0 / columnPx) === Math.floor(x0 / columnPx)))
        finishColumn(now);
      const value = isWrong ? (min[bin]! + max[bin]!) / 2 : mean[bin]!;
      column ??= { x0, x1, low: Infinity, high: -Infinity, sum: 0, count: 0 };
      column.x1 = x1;
      column.low = Math.min(column.low, min[bin]!);
      column.high = Math.max(column.high, max[bin]!);
      column.sum += value * count[bin]!;
      column.count += count[bin]!;
    }
  }
  if (now !== null) finishColumn(now);
  return stretches;

  function finishColumn(stretch: Stretch): void {
    if (column === null) return;
    const { x0, x1, low, high, sum, count } = column;
    column = null;
    const value = sum / count;
    const xs = isHeld ? [x0, x1] : [(x0 + x1) / 2];
    for (const x of xs) {
      stretch.mean.push(x, value);
      stretch.low.push(x, low);
      stretch.high.push(x, high);
    }
    stretch.isBand ||= low !== high;
  }
}

function scaled(points: readonly number[], y: YScale): number[] {
  const drawn = new Array<number>(points.length);
  for (let i = 0; i < points.length; i += 2) {
    drawn[i] = points[i]!;
    drawn[i + 1] = y(points[i + 1]!);
  }
  return drawn;
}

/** From the least to the greatest value: bars where px by px, one shape where bins are wider. */
function drawBand(pen: Pen, { low, high }: Stretch, y: YScale, color: string): void {
  const isNarrow = low.length > 2 && low.at(-2)! - low[0]! < 2 * low.length;
  if (!isNarrow) {
    const points = scaled(high, y);
    for (let i = low.length - 2; i >= 0; i -= 2) points.push(low[i]!, y(low[i + 1]!));
    pen.area(points, color, 0.2);
    return;
  }
  const lows = scaled(low, y);
  const highs = scaled(high, y);
  pen.columns(lows, highs, color, 0.2);
}
