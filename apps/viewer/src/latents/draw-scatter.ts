import type { LatentPlane } from '../source/run-source.ts';
import { classColor, classShape, type ClassShape } from './class-colors.ts';
import { classSummaries, projection, type Bounds, type Frame } from './scatter-model.ts';

export interface ScatterStyle {
  readonly text: string;
  readonly line: string;
  readonly surface: string;
}

export interface ScatterOptions {
  readonly bounds: Bounds;
  readonly frame: Frame;
  readonly style: ScatterStyle;
  /** Index of the image under the pointer or the keyboard. */
  readonly active: number | null;
  /** Class that alone is drawn in full colour. */
  readonly label: number | null;
}

/** Draws a plane: lines first, then occluded images as small open marks, clean ones filled, names of classes at their centres. */
export function drawScatter(
  context: CanvasRenderingContext2D,
  plane: LatentPlane,
  { bounds, frame, style, active, label }: ScatterOptions,
): void {
  const { clean, occluded, labels } = plane;
  const project = projection(bounds, frame);
  const { canvas } = context;
  context.clearRect(0, 0, canvas.width, canvas.height);
  drawAxes(context, bounds, frame, style);
  const isFaded = (i: number): boolean => label !== null && labels[i] !== label;
  for (let i = 0; i < labels.length; i++) {
    const [x, y] = project(clean[2 * i]!, clean[2 * i + 1]!);
    const color = classColor(labels[i]!);
    const shape = classShape(labels[i]!);
    context.globalAlpha = isFaded(i) ? 0.08 : 1;
    if (occluded) {
      const [ox, oy] = project(occluded[2 * i]!, occluded[2 * i + 1]!);
      context.globalAlpha *= i === active ? 1 : 0.28;
      context.strokeStyle = color;
      context.lineWidth = i === active ? 2 : 1;
      segment(context, x, y, ox, oy);
      context.globalAlpha = isFaded(i) ? 0.08 : 0.8;
      context.lineWidth = 1;
      mark(context, shape, ox, oy, 2.4);
      context.stroke();
    }
    context.globalAlpha = isFaded(i) ? 0.08 : 0.9;
    context.fillStyle = color;
    mark(context, shape, x, y, 3.4);
    context.fill();
  }
  context.globalAlpha = 1;
  for (const { name, label: own, centre } of classSummaries(plane)) {
    if (label !== null && own !== label) continue;
    const [x, y] = project(...centre);
    context.font = '600 12px system-ui, sans-serif';
    context.textAlign = 'center';
    context.lineWidth = 3.5;
    context.strokeStyle = style.surface;
    context.lineJoin = 'round';
    context.strokeText(name, x, y + 4);
    context.fillStyle = style.text;
    context.fillText(name, x, y + 4);
  }
  if (active !== null) ring(context, project(clean[2 * active]!, clean[2 * active + 1]!), style.text);
}

function drawAxes(context: CanvasRenderingContext2D, bounds: Bounds, frame: Frame, { line }: ScatterStyle): void {
  const project = projection(bounds, frame);
  context.strokeStyle = line;
  context.lineWidth = 1;
  context.strokeRect(frame.left + 0.5, frame.top + 0.5, frame.width - 1, frame.height - 1);
  const [x, y] = project(0, 0).map((value) => Math.round(value) + 0.5) as [number, number];
  if (x > frame.left && x < frame.left + frame.width) segment(context, x, frame.top, x, frame.top + frame.height);
  if (y > frame.top && y < frame.top + frame.height) segment(context, frame.left, y, frame.left + frame.width, y);
}

function segment(context: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number): void {
  context.beginPath();
  context.moveTo(x1, y1);
  context.lineTo(x2, y2);
  context.stroke();
}

function ring(context: CanvasRenderingContext2D, [x, y]: readonly [number, number], color: string): void {
  context.strokeStyle = color;
  context.lineWidth = 1.5;
  context.beginPath();
  context.arc(x, y, 7, 0, 2 * Math.PI);
  context.stroke();
}

function mark(context: CanvasRenderingContext2D, shape: ClassShape, x: number, y: number, r: number): void {
  context.beginPath();
  const polygon = (...points: readonly (readonly [number, number])[]): void => {
    points.forEach(([dx, dy], i) => (i === 0 ? context.moveTo(x + dx, y + dy) : context.lineTo(x + dx, y + dy)));
    context.closePath();
  };
  switch (shape) {
    case 'circle':
      return context.arc(x, y, r, 0, 2 * Math.PI);
    case 'square':
      return context.rect(x - r * 0.9, y - r * 0.9, r * 1.8, r * 1.8);
    case 'triangle':
      return polygon([0, -r * 1.2], [r * 1.1, r * 0.8], [-r * 1.1, r * 0.8]);
    case 'diamond':
      return polygon([0, -r * 1.25], [r * 1.25, 0], [0, r * 1.25], [-r * 1.25, 0]);
    case 'plus': {
      const [a, b] = [r * 1.15, r * 0.45];
      return polygon(
        ...([
          [-b, -a],
          [b, -a],
          [b, -b],
          [a, -b],
          [a, b],
          [b, b],
          [b, a],
          [-b, a],
          [-b, b],
          [-a, b],
          [-a, -b],
          [-b, -b],
        ] as const),
      );
    }
    default:
      return shape satisfies never;
  }
}
