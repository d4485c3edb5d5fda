import { encode } from 'fast-png';
import { createCanvas, textSize, type Canvas, type Color, type Picture } from './canvas.ts';

/** Pictures of one moment of a run: a heading and rows that share their columns. */
export interface Panel {
  readonly heading: string;
  readonly rows: readonly SheetRow[];
}

export interface SheetRow {
  readonly label: string;
  /** A second, dimmer line under the label. */
  readonly remark?: string;
  readonly pictures: readonly Picture[];
}

export interface SheetOptions {
  /** Whole factor by which every picture is enlarged. */
  readonly scale: number;
  /** A line under the panels: which run, which images. */
  readonly caption?: string;
}

const paper: Color = [250, 249, 246];
const ink: Color = [32, 34, 40];
const faint: Color = [128, 130, 138];
const textScale = 2;
const margin = 20;
const labelGap = 14;
const pictureGap = 4;
const rowGap = 10;
const panelGap = 28;
const lineHeight = 22;

/**
 * Panels side by side, labels once on their left.
 * @param panels each with the same labels, in the same order. @throws RangeError where they differ or nothing is to draw.
 */
export function drawSheet(panels: readonly Panel[], { scale, caption }: SheetOptions): Canvas {
  const first = panels[0]?.rows[0]?.pictures[0];
  if (first === undefined) throw new RangeError('Expected at least one panel with one picture, got none.');
  const labels = panels[0]!.rows;
  for (const panel of panels) {
    if (panel.rows.map((row) => row.label).join() !== labels.map((row) => row.label).join()) {
      throw new RangeError(`Expected panels with the same rows; "${panel.heading}" has others.`);
    }
  }
  const cell = { width: first.width * scale, height: first.height * scale };
  const labelWidth = Math.max(
    ...labels.flatMap((row) => [row.label, row.remark ?? '']).map((text) => textSize(text, textScale).width),
  );
  const widths = panels.map((panel) => Math.max(...panel.rows.map((row) => row.pictures.length)));
  const panelWidth = (columns: number): number => columns * (cell.width + pictureGap) - pictureGap;
  const left = margin + labelWidth + labelGap;
  const top = margin + lineHeight + 6;
  const rowHeight = cell.height + rowGap;
  const width = left + widths.reduce((sum, columns) => sum + panelWidth(columns) + panelGap, -panelGap) + margin;
  const bottom = top + labels.length * rowHeight - rowGap;
  const canvas = createCanvas(width, bottom + margin + (caption === undefined ? 0 : lineHeight), paper);

  labels.forEach((row, y) => {
    const middle = top + y * rowHeight + Math.floor(cell.height / 2);
    writeLabel(canvas, margin, middle, row);
  });
  let x = left;
  panels.forEach((panel, i) => {
    canvas.text(x, margin, panel.heading, ink, textScale);
    panel.rows.forEach((row, y) =>
      row.pictures.forEach((picture, column) =>
        canvas.image(x + column * (cell.width + pictureGap), top + y * rowHeight, picture, scale),
      ),
    );
    x += panelWidth(widths[i]!) + panelGap;
  });
  if (caption !== undefined) canvas.text(margin, bottom + 14, caption, faint, textScale);
  return canvas;
}

function writeLabel(canvas: Canvas, left: number, middle: number, row: SheetRow): void {
  const lines = row.remark === undefined ? 1 : 2;
  const start = middle - Math.floor((lines * lineHeight) / 2) + 4;
  canvas.text(left, start, row.label, ink, textScale);
  if (row.remark !== undefined) canvas.text(left, start + lineHeight, row.remark, faint, textScale);
}

/** @returns the bytes of a PNG file. */
export function encodeSheet(canvas: Canvas): Uint8Array {
  return encode({ width: canvas.width, height: canvas.height, data: canvas.pixels, channels: 3, depth: 8 });
}
