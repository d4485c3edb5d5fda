import { escapeMarkup } from '@oneiros/figure';
import type { Palette } from '../ui/palette.ts';

export interface TextOptions {
  readonly color?: string;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly sizePx?: number;
}

/** Coordinates x0, y0, x1, y1, ... in px. */
export type Coordinates = readonly number[];

/** What lanes draw with, on a canvas or into an SVG document alike; colours by their names in `tokens.css`. */
export interface Pen {
  rect(x: number, y: number, width: number, height: number, color: string, alpha?: number): void;
  line(points: Coordinates, color: string, width?: number, dash?: readonly number[]): void;
  /** A closed shape. */
  area(points: Coordinates, color: string, alpha: number): void;
  /** Bars on whole px, each from its x to the next one's, between two lines over the same xs: quicker than a shape. */
  columns(lower: Coordinates, upper: Coordinates, color: string, alpha: number): void;
  text(x: number, y: number, content: string, options?: TextOptions): void;
}

type Bar = readonly [x: number, y: number, width: number, height: number];

const half = (value: number): number => Math.round(2 * value) / 2;

/** Adds a bar, in half px; one that goes on as the last one did makes that longer. */
function addBar(bars: Bar[], x: number, top: number, width: number, bottom: number): void {
  const [y, height] = [half(top), Math.max(0.5, half(bottom) - half(top))];
  const last = bars.at(-1);
  if (last !== undefined && last[0] + last[2] === x && last[1] === y && last[3] === height) {
    bars[bars.length - 1] = [last[0], y, last[2] + width, height];
  } else bars.push([x, y, width, height]);
}

function barsBetween(lower: Coordinates, upper: Coordinates): Bar[] {
  const bars: Bar[] = [];
  for (let i = 0; i < lower.length; i += 2) {
    const x = Math.floor(lower[i]!);
    const end = i + 2 < lower.length ? Math.floor(lower[i + 2]!) : x + 1;
    if (end > x) addBar(bars, x, upper[i + 1]!, end - x, lower[i + 1]!);
  }
  return bars;
}

/** Whether a line has a point for almost every px: stroking those takes most of a frame, where nothing but a CPU draws. */
const isDense = (points: Coordinates): boolean => {
  const count = points.length / 2;
  return count > 64 && points.at(-2)! - points[0]! < 1.5 * count;
};

/** A dense line px by px: from each value to the next. */
function barsAlong(points: Coordinates, lineWidth: number): Bar[] {
  const bars: Bar[] = [];
  let [top, bottom] = [Infinity, -Infinity];
  for (let i = 0; i + 2 < points.length; i += 2) {
    const x = Math.floor(points[i]!);
    const end = Math.floor(points[i + 2]!);
    top = Math.min(top, points[i + 1]!, points[i + 3]!);
    bottom = Math.max(bottom, points[i + 1]!, points[i + 3]!);
    if (end === x) continue; // a jump within the px
    addBar(bars, x, top - lineWidth / 2, end - x, bottom + lineWidth / 2);
    [top, bottom] = [Infinity, -Infinity];
  }
  return bars;
}

const fontFamily = 'system-ui, sans-serif';

/** @param scale of text and of the width of lines */
export function createCanvasPen(context: CanvasRenderingContext2D, palette: Palette, scale = 1): Pen {
  const trace = (points: Coordinates): void => {
    context.beginPath();
    context.moveTo(points[0]!, points[1]!);
    for (let i = 2; i < points.length; i += 2) context.lineTo(points[i]!, points[i + 1]!);
  };
  return {
    rect(x, y, width, height, color, alpha = 1) {
      context.globalAlpha = alpha;
      context.fillStyle = palette(color);
      context.fillRect(x, y, width, height);
      context.globalAlpha = 1;
    },
    line(points, color, width = 1, dash = []) {
      if (points.length < 4) return;
      if (dash.length === 0 && isDense(points)) {
        context.fillStyle = palette(color);
        const bars = barsAlong(points, width * scale);
        for (const [x, y, barWidth, height] of bars) context.fillRect(x, y, barWidth, height);
        return;
      }
      context.strokeStyle = palette(color);
      context.lineWidth = width * scale;
      context.setLineDash(dash.map((length) => length * scale));
      trace(points);
      context.stroke();
    },
    area(points, color, alpha) {
      if (points.length < 6) return;
      context.globalAlpha = alpha;
      context.fillStyle = palette(color);
      trace(points);
      context.fill();
      context.globalAlpha = 1;
    },
    columns(lower, upper, color, alpha) {
      context.globalAlpha = alpha;
      context.fillStyle = palette(color);
      for (const [x, y, width, height] of barsBetween(lower, upper)) context.fillRect(x, y, width, height);
      context.globalAlpha = 1;
    },
    text(x, y, content, { color = 'text-muted', anchor = 'start', sizePx = 11 } = {}) {
      context.fillStyle = palette(color);
      context.font = `${sizePx * scale}px ${fontFamily}`;
      context.textAlign = anchor === 'middle' ? 'center' : anchor;
      context.textBaseline = 'alphabetic';
      context.fillText(content, x, y);
    },
  };
}

/** A pen whose strokes are collected as SVG elements. */
export interface SvgPen extends Pen {
  /** What is drawn from now on is moved by so many px. */
  moveTo(x: number, y: number): void;
  /** The elements so far. */
  readonly content: string;
}

const at = (value: number): string => String(Math.round(value * 100) / 100);

export function createSvgPen(palette: Palette): SvgPen {
  const parts: string[] = [];
  let [left, top] = [0, 0];
  const path = (points: Coordinates): string => {
    const pairs: string[] = [];
    for (let i = 0; i < points.length; i += 2) pairs.push(`${at(points[i]! + left)},${at(points[i + 1]! + top)}`);
    return `M${pairs.join('L')}`;
  };
  return {
    get content() {
      return parts.join('\n');
    },
    moveTo(x, y) {
      [left, top] = [x, y];
    },
    rect(x, y, width, height, color, alpha = 1) {
      const opacity = alpha === 1 ? '' : ` fill-opacity="${alpha}"`;
      parts.push(
        `<rect x="${at(x + left)}" y="${at(y + top)}" width="${at(width)}" height="${at(height)}" fill="${palette(color)}"${opacity}/>`,
      );
    },
    line(points, color, width = 1, dash = []) {
      if (points.length < 4) return;
      const dashes = dash.length === 0 ? '' : ` stroke-dasharray="${dash.join(' ')}"`;
      parts.push(`<path d="${path(points)}" fill="none" stroke="${palette(color)}" stroke-width="${width}"${dashes}/>`);
    },
    area(points, color, alpha) {
      if (points.length < 6) return;
      parts.push(`<path d="${path(points)}Z" fill="${palette(color)}" fill-opacity="${alpha}"/>`);
    },
    columns(lower, upper, color, alpha) {
      const bars = barsBetween(lower, upper).map(
        ([x, y, width, height]) => `M${at(x + left)},${at(y + top)}h${at(width)}v${at(height)}h${at(-width)}z`,
      );
      parts.push(`<path d="${bars.join('')}" fill="${palette(color)}" fill-opacity="${alpha}"/>`);
    },
    text(x, y, content, { color = 'text-muted', anchor = 'start', sizePx = 11 } = {}) {
      parts.push(
        `<text x="${at(x + left)}" y="${at(y + top)}" font-size="${sizePx}" text-anchor="${anchor}" fill="${palette(color)}">${escapeMarkup(content)}</text>`,
      );
    },
  };
}
