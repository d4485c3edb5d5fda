import { escapeMarkup } from '@oneiros/figure';
import { encode } from 'fast-png';
import type { DreamImages } from '../source/run-source.ts';
import { imageAt, rowNames, rowTitles, toRgba } from './pixels.ts';

const zoom = 2;
const margin = { left: 96, top: 44, right: 12, bottom: 12 };
const gapPx = 4;

/** A sheet as an SVG document in the light theme, each picture embedded as PNG and drawn without smoothing. */
export function gallerySvg(sheet: DreamImages, title: string): string {
  const { count, height, width, rows } = sheet;
  const shown = rowNames.filter((row) => rows[row] !== null);
  const step = { x: width * zoom + gapPx, y: height * zoom + gapPx };
  const size = {
    width: margin.left + count * step.x - gapPx + margin.right,
    height: margin.top + shown.length * step.y - gapPx + margin.bottom,
  };
  const columns = Array.from({ length: count }, (_, column) => column);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" width="${size.width}" height="${size.height}" role="img" font-family="sans-serif" font-size="11" fill="#333333">`,
    `<title>${escapeMarkup(title)}</title>`,
    `<rect width="${size.width}" height="${size.height}" fill="#ffffff"/>`,
    `<text x="${margin.left}" y="16" font-weight="bold">${escapeMarkup(title)}</text>`,
    ...columns.map(
      (column) =>
        `<text x="${margin.left + column * step.x + (width * zoom) / 2}" y="${margin.top - 8}" text-anchor="middle">${column + 1}</text>`,
    ),
    ...shown.flatMap((row, i) => {
      const y = margin.top + i * step.y;
      return [
        `<text x="${margin.left - 8}" y="${y + (height * zoom) / 2 + 4}" text-anchor="end">${rowTitles[row]}</text>`,
        ...columns.map((column) => {
          const png = pngOf(imageAt(rows[row]!, column, sheet), sheet);
          return `<image x="${margin.left + column * step.x}" y="${y}" width="${width * zoom}" height="${height * zoom}" image-rendering="pixelated" href="data:image/png;base64,${png}"/>`;
        }),
      ];
    }),
    '</svg>',
    '',
  ].join('\n');
}

function pngOf(image: Float32Array, sheet: DreamImages): string {
  const { width, height } = sheet;
  const bytes = encode({ width, height, channels: 4, depth: 8, data: new Uint8Array(toRgba(image, sheet).buffer) });
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}
