import { drawKey, drawMark } from './draw-mark.ts';
import { isDrawable, type Figure, type Mark, type Panel } from './figure.ts';
import { scalesOf, ticksOf, type Frame, type PanelScales } from './scales.ts';
import { escapeMarkup, gridInk, ink, segment, seriesColors, text } from './svg.ts';

const usualSize = { width: 300, height: 230 };
const margin = { top: 34, right: 14, bottom: 44, left: 52 };
const legend = { left: 12, top: 15, keyWidth: 18, leastEntryWidth: 190, rowHeight: 18, pxPerCharacter: 6.2 };
/** Room of a tick of the x axis, where a panel is wide enough for more than five. */
const pxPerTick = 70;
const note = { lineHeight: 15, pxPerCharacter: 5.6 };

const frameOf = ({ width, height }: typeof usualSize): Frame => ({
  left: margin.left,
  right: width - margin.right,
  top: margin.top,
  bottom: height - margin.bottom,
});

/**
 * A figure as an SVG document in the light theme, with axes and legend. A panel in which nothing can be drawn says so
 * instead of vanishing.
 */
export function drawFigure({
  title,
  panels,
  columns = 2,
  panelSize = usualSize,
  colors = {},
  notes = [],
}: Figure): string {
  const size = panelSize;
  const frame = frameOf(size);
  const drawn = panels.flatMap(({ marks }) => marks.filter(isDrawable));
  const names = [...new Set(drawn.map(({ name }) => name))];
  const colorOf = (name: string): string => colors[name] ?? seriesColors[names.indexOf(name) % seriesColors.length]!;
  const across = Math.max(1, Math.min(columns, panels.length));
  const width = across * size.width;
  const longest = Math.max(0, ...names.map(({ length }) => length));
  const entryWidth = Math.max(legend.leastEntryWidth, 35 + longest * legend.pxPerCharacter);
  const entries = Math.max(1, Math.floor((width - legend.left) / entryWidth));
  const legendHeight = Math.ceil(names.length / entries) * legend.rowHeight + 12;
  const panelsBottom = Math.ceil(panels.length / across) * size.height + legendHeight;
  const noteLines = notes.flatMap((sentence) =>
    wrap(sentence, Math.floor((width - 2 * legend.left) / note.pxPerCharacter)),
  );
  const height = panelsBottom + noteLines.length * note.lineHeight + (noteLines.length > 0 ? 8 : 0);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="sans-serif" font-size="11">`,
    `<title>${escapeMarkup(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...names.map((name, i) => {
      const x = legend.left + (i % entries) * entryWidth;
      const y = legend.top + Math.floor(i / entries) * legend.rowHeight;
      const first = drawn.find((mark) => mark.name === name)!;
      return drawKey(first, x, y, legend.keyWidth, colorOf(name)) + text(x + legend.keyWidth + 5, y + 4, name);
    }),
    ...panels.map((panel, i) => {
      const [x, y] = [(i % across) * size.width, Math.floor(i / across) * size.height + legendHeight];
      return `<g transform="translate(${x},${y})">${drawPanel(panel, frame, colorOf)}</g>`;
    }),
    ...noteLines.map((line, i) => text(legend.left, panelsBottom + (i + 0.5) * note.lineHeight, line)),
    '</svg>',
    '',
  ].join('\n');
}

/** Lines of at most so many characters, broken between words. */
function wrap(sentence: string, most: number): string[] {
  const lines: string[] = [];
  for (const word of sentence.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > most) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

function drawPanel(panel: Panel, frame: Frame, colorOf: (name: string) => string): string {
  const { title, xLabel, yLabel } = panel;
  const middle = (frame.left + frame.right) / 2;
  const marks = panel.marks.filter(isDrawable);
  const heading = text(frame.left, frame.top - 14, title, { isBold: true });
  if (marks.length === 0) {
    return heading + text(middle, (frame.top + frame.bottom) / 2, 'nothing was measured', { anchor: 'middle' });
  }
  const drawable = { ...panel, marks };
  const scales = scalesOf(drawable, frame);
  const bars = marks.filter(({ kind }) => kind === 'bars');
  return [
    heading,
    ...yAxis(drawable, scales, frame),
    ...xAxis(drawable, scales, frame),
    segment(frame.left, frame.bottom, frame.right, frame.bottom, ink),
    text(middle, frame.bottom + 33, xLabel, { anchor: 'middle' }),
    `<text transform="translate(12,${(frame.top + frame.bottom) / 2}) rotate(-90)" text-anchor="middle" fill="${ink}">${escapeMarkup(yLabel)}</text>`,
    ...marks.map((mark: Mark) =>
      drawMark(mark, scales, frame, colorOf(mark.name), { index: bars.indexOf(mark), count: bars.length }),
    ),
  ].join('\n');
}

function yAxis({ isLog = false, yNames }: Panel, { y }: PanelScales, frame: Frame): string[] {
  const named = yNames?.map((name, value) => [value, name] as const);
  const ticks = named ?? ticksOf(y, isLog).map((value) => [value, `${Number(value.toPrecision(3))}`] as const);
  return ticks.map(
    ([value, label]) =>
      segment(frame.left, y(value), frame.right, y(value), gridInk) +
      text(frame.left - 6, y(value) + 4, label, { anchor: 'end' }),
  );
}

function xAxis({ marks, isLog = false }: Panel, { x, band }: PanelScales, frame: Frame): string[] {
  const baseline = frame.bottom + 15;
  if (band !== undefined) {
    return band.domain().map((name) => text(band(name)! + band.bandwidth() / 2, baseline, name, { anchor: 'middle' }));
  }
  const values = marks.flatMap((mark) => ('points' in mark ? mark.points.map(([value]) => value) : []));
  const ticks = isLog ? [...new Set(values)] : x.ticks(Math.max(5, (frame.right - frame.left) / pxPerTick));
  return ticks.map((value) => text(x(value), baseline, String(value), { anchor: 'middle' }));
}
