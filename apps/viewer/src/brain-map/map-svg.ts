import { escapeMarkup } from '@oneiros/figure';
import {
  hippocampusPaths,
  hippocampusPlaces,
  modulatorPaths,
  nucleusPlaces,
  outlines,
  senses,
  view,
} from './layout.ts';
import { mapInWords, type LitEdge, type MapModel } from './map-model.ts';

/** Ink of the light theme, in which figures are printed. */
const ink = {
  text: '#333333',
  muted: '#666666',
  line: '#c8c8c8',
  plus: '#0072b2',
  minus: '#a31545',
  ach: '#0f7b5f',
  na: '#b4530f',
  light: '#f0b73a',
};

/** Width of an edge by how much its weights change, px. */
export const edgeWidth = (light: number): number => 1 + 4.5 * light;

/** Which way an edge learns, as a word that also styles it. */
export const edgeSign = ({ sign }: LitEdge): 'plus' | 'minus' | 'still' =>
  sign > 0 ? 'plus' : sign < 0 ? 'minus' : 'still';

/** The map at one tick as an SVG document in the light theme, with its legend. */
export function mapSvg(model: MapModel, title: string): string {
  const { areas, edges, state } = model;
  const color = (edge: LitEdge): string => ({ plus: ink.plus, minus: ink.minus, still: ink.line })[edgeSign(edge)];
  const { encode, replay, inside } = hippocampusPaths();
  const path = (d: string, stroke: string, width: number, extra = ''): string =>
    `<path d="${d}" fill="none" stroke="${stroke}" stroke-width="${width.toFixed(1)}"${extra}/>`;
  const label = (x: number, y: number, text: string, extra = ''): string =>
    `<text x="${x}" y="${y}" text-anchor="middle"${extra}>${escapeMarkup(text)}</text>`;
  const level = { ach: state?.ach ?? 0, na: state?.na ?? 0 };
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${view.width} ${view.height + 60}" width="${view.width}" height="${view.height + 60}" role="img" font-family="sans-serif" font-size="13" fill="${ink.text}">`,
    `<title>${escapeMarkup(title)}</title><desc>${escapeMarkup(mapInWords(model))}</desc>`,
    `<defs>${(['plus', 'minus', 'line'] as const).map((name) => `<marker id="to-${name}" viewBox="0 0 8 8" refX="1" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0 8 4 0 8Z" fill="${ink[name]}"/></marker>`).join('')}</defs>`,
    `<rect width="${view.width}" height="${view.height + 60}" fill="#ffffff"/>`,
    `<text x="16" y="24" font-weight="bold">${escapeMarkup(title)}</text>`,
    ...Object.values(outlines).map((d) => `<path d="${d}" fill="#f7f7f5" stroke="${ink.line}" stroke-width="1.2"/>`),
    ...(['ach', 'na'] as const).flatMap((name) =>
      modulatorPaths[name].map((d) =>
        path(d, ink[name], 1.5, ` stroke-dasharray="2 5" opacity="${(0.15 + 0.85 * level[name]).toFixed(2)}"`),
      ),
    ),
    ...edges.map((edge) =>
      path(
        edge.path,
        color(edge),
        edgeWidth(edge.light),
        ` marker-end="url(#to-${{ plus: 'plus', minus: 'minus', still: 'line' }[edgeSign(edge)]})"`,
      ),
    ),
    ...edges.flatMap((edge) => {
      const sign = { plus: '+', minus: '−', still: '' }[edgeSign(edge)];
      return sign === ''
        ? []
        : [label(edge.middle.x, edge.middle.y + 4, sign, ` font-weight="bold" fill="${color(edge)}"`)];
    }),
    path(encode, ink.text, 1.2, ` opacity="${0.2 + 0.8 * model.encoding}"`),
    ...inside.map((d) => path(d, ink.line, 1.2)),
    path(replay, ink.text, 1.2, ` stroke-dasharray="5 3" opacity="${(0.2 + 0.8 * model.replay).toFixed(2)}"`),
    `<rect x="${senses.x - senses.side / 2}" y="${senses.y - senses.side / 2}" width="${senses.side}" height="${senses.side}" fill="#ffffff" stroke="${ink.text}"/>`,
    label(senses.x, senses.y + 5, 'x', ' font-style="italic"'),
    ...areas.map(
      ({ x, y, radius, name, light, activity, side }) =>
        `<circle cx="${x}" cy="${y}" r="${radius}" fill="#ffffff" stroke="${ink.text}"/><circle cx="${x}" cy="${y}" r="${radius - 1}" fill="${ink.light}" opacity="${light.toFixed(2)}"/>${label(x, y + 5, name, ' font-weight="bold"')}${activity === undefined ? '' : label(...(side === 'right' ? ([x + radius + 24, y + 4] as const) : ([x, y + radius + 15] as const)), activity.toPrecision(2), ` font-size="11" fill="${ink.muted}"`)}`,
    ),
    ...[...hippocampusPlaces, ...nucleusPlaces].map(
      (place) =>
        `<circle cx="${place.x}" cy="${place.y}" r="${place.radius}" fill="#ffffff" stroke="${ink.text}"/>${'modulator' in place ? `<circle cx="${place.x}" cy="${place.y}" r="${place.radius - 1}" fill="${ink[place.modulator as 'ach' | 'na']}" opacity="${level[place.modulator as 'ach' | 'na'].toFixed(2)}"/>` : ''}${'modulator' in place ? `<text x="${place.x - place.radius - 6}" y="${place.y + 4}" text-anchor="end" font-size="11">${place.name}</text>` : label(place.x, place.y + 4, place.name, ' font-size="11"')}`,
    ),
    ...legend(),
    '</svg>',
    '',
  ].join('\n');
}

function legend(): string[] {
  const y = view.height + 34;
  const entries = [
    [ink.plus, 'descends its objective (+)'],
    [ink.minus, 'climbs it (-)'],
    [ink.line, 'not trained now'],
    [ink.light, 'activity, of the greatest in the run'],
    [ink.ach, 'ACh'],
    [ink.na, 'NA'],
  ] as const;
  let x = 16;
  return entries.map(([color, text]) => {
    const entry = `<rect x="${x}" y="${y - 8}" width="18" height="8" fill="${color}"/><text x="${x + 24}" y="${y}" font-size="12">${text}</text>`;
    x += 24 + text.length * 6.6 + 18;
    return entry;
  });
}
