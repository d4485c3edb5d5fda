import { scaleLinear, scaleLog, type ScaleContinuousNumeric } from 'd3-scale';
import { line } from 'd3-shape';

export interface Series {
  readonly name: string;
  /** In the order of x. */
  readonly points: readonly (readonly [x: number, y: number])[];
}

/** One diagram: several series over the same axes. */
export interface Panel {
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly series: readonly Series[];
  /** Both axes in powers, for quantities that double. */
  readonly isLog?: boolean;
}

const size = { width: 300, height: 230 };
const margin = { top: 34, right: 14, bottom: 44, left: 52 };
const legendHeight = 30;
const columns = 2;
/** Okabe and Ito's colours, told apart by the colour-blind. */
const colors = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00'];
const ink = '#333333';

const escape = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const at = (n: number): string => n.toFixed(1);

/**
 * Small diagrams side by side with one legend, as an SVG document in the light theme.
 * A series has the same colour in every panel; panels without points stay out.
 */
export function drawSmallMultiples(title: string, panels: readonly Panel[]): string {
  const drawn = panels.filter(({ series }) => series.some(({ points }) => points.length > 0));
  const names = [...new Set(drawn.flatMap(({ series }) => series.map(({ name }) => name)))];
  const colorOf = (name: string): string => colors[names.indexOf(name) % colors.length]!;
  const rows = Math.ceil(drawn.length / columns);
  const [width, height] = [columns * size.width, rows * size.height + legendHeight];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="sans-serif" font-size="11">`,
    `<title>${escape(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...names.map((name, i) => legendEntry(name, colorOf(name), 12 + i * 190)),
    ...drawn.map((panel, i) => {
      const place = `translate(${(i % columns) * size.width},${Math.floor(i / columns) * size.height + legendHeight})`;
      return `<g transform="${place}">${drawPanel(panel, colorOf)}</g>`;
    }),
    '</svg>',
    '',
  ].join('\n');
}

const legendEntry = (name: string, color: string, x: number): string =>
  `<line x1="${x}" x2="${x + 18}" y1="15" y2="15" stroke="${color}" stroke-width="2"/>` +
  `<text x="${x + 23}" y="19" fill="${ink}">${escape(name)}</text>`;

function drawPanel({ title, xLabel, yLabel, series, isLog = false }: Panel, colorOf: (name: string) => string): string {
  const points = series.flatMap((one) => one.points);
  const inner = { right: size.width - margin.right, bottom: size.height - margin.bottom };
  const x = axisScale(
    points.map(([value]) => value),
    [margin.left, inner.right],
    isLog,
    false,
  );
  const y = axisScale(
    points.map(([, value]) => value),
    [inner.bottom, margin.top],
    isLog,
    true,
  );
  const xTicks = isLog ? [...new Set(points.map(([value]) => value))] : x.ticks(5);
  const path = line<readonly [number, number]>(
    (p) => x(p[0]),
    (p) => y(p[1]),
  );
  return [
    `<text x="${margin.left}" y="${margin.top - 14}" fill="${ink}" font-weight="bold">${escape(title)}</text>`,
    ...yTicks(y, isLog).map(
      (value) =>
        `<line x1="${margin.left}" x2="${inner.right}" y1="${at(y(value))}" y2="${at(y(value))}" stroke="#e5e5e5"/>` +
        `<text x="${margin.left - 6}" y="${at(y(value) + 4)}" text-anchor="end" fill="${ink}">${Number(value.toPrecision(2))}</text>`,
    ),
    ...xTicks.map(
      (value) =>
        `<text x="${at(x(value))}" y="${inner.bottom + 15}" text-anchor="middle" fill="${ink}">${value}</text>`,
    ),
    `<line x1="${margin.left}" x2="${inner.right}" y1="${inner.bottom}" y2="${inner.bottom}" stroke="${ink}"/>`,
    `<text x="${(margin.left + inner.right) / 2}" y="${inner.bottom + 33}" text-anchor="middle" fill="${ink}">${escape(xLabel)}</text>`,
    `<text transform="translate(12,${(margin.top + inner.bottom) / 2}) rotate(-90)" text-anchor="middle" fill="${ink}">${escape(yLabel)}</text>`,
    ...series.map(({ name, points: own }) =>
      [
        `<path d="${path(own) ?? ''}" fill="none" stroke="${colorOf(name)}" stroke-width="2"/>`,
        ...own.map(([a, b]) => `<circle cx="${at(x(a))}" cy="${at(y(b))}" r="2.5" fill="${colorOf(name)}"/>`),
      ].join(''),
    ),
  ].join('\n');
}

function axisScale(
  values: readonly number[],
  range: [number, number],
  isLog: boolean,
  isFromZero: boolean,
): ScaleContinuousNumeric<number, number> {
  const [least, greatest] = [Math.min(...values), Math.max(...values)];
  if (isLog) return scaleLog([least, greatest === least ? 2 * least : greatest], range);
  return scaleLinear([isFromZero ? 0 : least, greatest], range).nice();
}

/** At most six: a logarithmic scale offers many. */
function yTicks(y: ScaleContinuousNumeric<number, number>, isLog: boolean): number[] {
  const ticks = y.ticks(5);
  if (!isLog || ticks.length <= 6) return ticks;
  const step = Math.ceil(ticks.length / 6);
  return ticks.filter((_, i) => i % step === 0);
}
