/** The text of an SVG or HTML document in which these characters mean themselves. */
export const escapeMarkup = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** A coordinate, to a tenth of a pixel. */
export const at = (n: number): string => n.toFixed(1);

/** Ink on white: figures are exported in the light theme. */
export const ink = '#333333';
export const gridInk = '#e5e5e5';

/** Okabe and Ito's colours, told apart by the colour-blind, and the darker two of Tol's muted ones. */
export const seriesColors: readonly string[] = [
  '#0072b2',
  '#d55e00',
  '#009e73',
  '#cc79a7',
  '#e69f00',
  '#56b4e9',
  '#332288',
  '#117733',
];

interface TextStyle {
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly isBold?: boolean;
}

export const text = (x: number, y: number, content: string, { anchor = 'start', isBold = false }: TextStyle = {}) =>
  `<text x="${at(x)}" y="${at(y)}" text-anchor="${anchor}"${isBold ? ' font-weight="bold"' : ''} fill="${ink}">${escapeMarkup(content)}</text>`;

export const segment = (x1: number, y1: number, x2: number, y2: number, stroke: string, extra = ''): string =>
  `<line x1="${at(x1)}" y1="${at(y1)}" x2="${at(x2)}" y2="${at(y2)}" stroke="${stroke}"${extra}/>`;
