import { area, curveLinear, curveStepAfter, line } from 'd3-shape';
import {
  finitePoints,
  type BarsMark,
  type DotsMark,
  type LevelMark,
  type LineMark,
  type Mark,
  type SpansMark,
} from './figure.ts';
import type { Frame, PanelScales } from './scales.ts';
import { at, segment } from './svg.ts';

/** Where bars stand among those of the same category. */
export interface BarPlace {
  readonly index: number;
  readonly count: number;
}

/** Above so many points a line is drawn without a dot on each. */
const mostDots = 60;
const dash = ' stroke-dasharray="5 3"';

/** One mark as SVG. @param color of its name @param bars its place, for bars */
export function drawMark(mark: Mark, scales: PanelScales, frame: Frame, color: string, bars: BarPlace): string {
  switch (mark.kind) {
    case 'line':
      return drawLine(mark, scales, color);
    case 'dots':
      return drawDots(mark, scales, color);
    case 'bars':
      return drawBars(mark, scales, color, bars);
    case 'spans':
      return drawSpans(mark, scales, color);
    case 'level':
      return drawLevel(mark, scales, frame, color);
    default:
      return mark satisfies never;
  }
}

/** What stands for a mark in the legend: its dot, or a stretch of its line. @param x left end, px @param width px */
export function drawKey(mark: Mark, x: number, y: number, width: number, color: string): string {
  if (mark.kind === 'dots') return drawDot(x + width / 2, y, mark.shape, color);
  const isDashed = mark.kind === 'level' || (mark.kind === 'line' && mark.isDashed === true);
  return segment(x, y, x + width, y, color, ` stroke-width="3"${isDashed ? dash : ''}`);
}

function drawLine(
  { points, band = [], isDashed = false, isStepped = false }: LineMark,
  { x, y }: PanelScales,
  color: string,
): string {
  const drawn = finitePoints(points);
  const around = band.filter((each) => each.every(Number.isFinite));
  const shape = area<readonly [number, number, number]>()
    .x(([at]) => x(at))
    .y0(([, low]) => y(low))
    .y1(([, , high]) => y(high));
  const path = line<readonly [number, number]>(
    ([at]) => x(at),
    ([, value]) => y(value),
  ).curve(isStepped ? curveStepAfter : curveLinear);
  const dots = isStepped || drawn.length > mostDots ? [] : drawn;
  return [
    around.length === 0 ? '' : `<path d="${shape(around) ?? ''}" fill="${color}" fill-opacity="0.18" stroke="none"/>`,
    `<path d="${path(drawn) ?? ''}" fill="none" stroke="${color}" stroke-width="${isStepped ? 1 : 2}"${isDashed ? dash : ''}/>`,
    ...dots.map(([a, b]) => `<circle cx="${at(x(a))}" cy="${at(y(b))}" r="2.5" fill="${color}"/>`),
  ].join('');
}

const drawDots = ({ points, shape }: DotsMark, { x, y }: PanelScales, color: string): string =>
  finitePoints(points)
    .map(([a, b]) => drawDot(x(a), y(b), shape, color))
    .join('');

function drawDot(x: number, y: number, shape: DotsMark['shape'], color: string): string {
  if (shape !== 'cross') return `<circle cx="${at(x)}" cy="${at(y)}" r="2" fill="${color}" fill-opacity="0.7"/>`;
  return `<path d="M${at(x - 2)},${at(y - 2)}l4,4m-4,0l4,-4" stroke="${color}" fill="none"/>`;
}

function drawBars({ values, errors }: BarsMark, { y, band }: PanelScales, color: string, place: BarPlace): string {
  if (band === undefined) throw new RangeError('Expected categories in a panel with bars; name them.');
  const names = band.domain();
  const width = band.bandwidth() / place.count;
  return values
    .map((value, i) => {
      const name = names[i];
      if (value === null || !Number.isFinite(value) || name === undefined) return '';
      const left = band(name)! + place.index * width;
      const [top, bottom] = [y(Math.max(0, value)), y(Math.min(0, value))];
      const error = errors?.[i];
      const middle = left + width / 2;
      return [
        `<rect x="${at(left)}" y="${at(top)}" width="${at(width * 0.92)}" height="${at(bottom - top)}" fill="${color}"/>`,
        error == null || !Number.isFinite(error)
          ? ''
          : segment(middle, y(value - error), middle, y(value + error), '#000000', ' stroke-width="1.5"'),
      ].join('');
    })
    .join('');
}

const drawSpans = ({ y: height, spans }: SpansMark, { x, y }: PanelScales, color: string): string =>
  spans
    .filter((span) => span.every(Number.isFinite))
    .map(([from, to]) => segment(x(from), y(height), x(to), y(height), color, ' stroke-width="6"'))
    .join('');

const drawLevel = ({ y: level }: LevelMark, { y }: PanelScales, { left, right }: Frame, color: string): string =>
  segment(left, y(level), right, y(level), color, ` stroke-width="1.5"${dash}`);
