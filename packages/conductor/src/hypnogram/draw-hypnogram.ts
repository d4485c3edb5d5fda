import type { Stage } from '../brain-state.ts';
import type { HypnogramSample } from './hypnogram-sample.ts';
import { drawLevelRows, type LevelOf } from './level-rows.ts';
import { layOut } from './plot-columns.ts';
import { drawStageRow, stagesFromTop } from './stage-rows.ts';
import { drawTimeAxis } from './time-axis.ts';

export interface HypnogramOptions {
  /** Characters a line may have, from 32; 80 unless given. */
  readonly columns?: number;
  /** Whether to write escape sequences for colour; false unless given. The caller honours NO_COLOR. */
  readonly color?: boolean;
  /** Blocks and Braille dots (true unless given), or ASCII alone. */
  readonly unicode?: boolean;
}

const NARROWEST = 32;

/** ANSI colours: Wake yellow, REM bold magenta, sleep from cyan to blue as it deepens. */
const STAGE_COLORS: Readonly<Record<string, string>> = {
  WAKE: '33',
  QUIET: '2;33',
  REM: '1;35',
  NREM: '34',
  N1: '36',
  N2: '94',
  N3: '34',
  ART: '31',
  UNS: '2',
};

const colorOf = (stage: Stage): string => STAGE_COLORS[stage] ?? '37';

const LABEL_WIDTH = 6;

/**
 * Draws states or other moments for the terminal: the hypnogram (Wake on top, then REM, then NREM from light to deep), and below
 * it the levels of acetylcholine and noradrenaline from 0 to 1, over time; a level that is unknown is left out. Where there are
 * more moments than columns, the height of a bar is the share of the column that the stage takes, a level shows its whole range,
 * and the last line says so.
 * @param states in order, without gaps, at least one; those that are no ticks are evenly spaced.
 * @returns lines joined by `\n`, none longer than `columns` characters, escape sequences not counted.
 * @throws RangeError where there is no state or no room.
 */
export function drawHypnogram(states: readonly HypnogramSample[], options: HypnogramOptions = {}): string {
  const { columns = 80, color = false, unicode = true } = options;
  if (states.length === 0) throw new RangeError('Expected at least one state to draw, got none.');
  if (!(columns >= NARROWEST)) throw new RangeError(`Expected at least ${NARROWEST} columns, got ${columns}.`);
  const room = Math.floor(columns) - LABEL_WIDTH - 2;
  const plot = layOut(states, room);
  const [edge, corner] = unicode ? ['┤', '└'] : ['|', '+'];
  const paint = (text: string, code: string): string =>
    color && text.trim() !== '' ? `\u001b[${code}m${text}\u001b[0m` : text;
  const line = (label: string, border: string, body: string, code: string, bodyCode = code): string =>
    `${paint(label.padStart(LABEL_WIDTH), code)} ${paint(border, '2')}${paint(body, bodyCode)}`.trimEnd();

  const stageLines = stagesFromTop(plot).map((stage) =>
    line(stage.slice(0, LABEL_WIDTH), edge, drawStageRow(stage, plot, unicode), colorOf(stage)),
  );
  const axis = drawTimeAxis(plot, room, unicode);
  const axisLine = line('', corner, axis.line, '2');
  const levelLines = (name: string, isKnown: boolean, levelOf: LevelOf, code: string): string[] =>
    isKnown
      ? [
          ...drawLevelRows(plot, levelOf, unicode).map((row, i) =>
            line([`${name} 1`, unicode ? '½' : '0.5', '0'][i]!, edge, row, code),
          ),
          axisLine,
        ]
      : [];
  const lines = [
    ...stageLines,
    axisLine,
    ...levelLines('ACh', states[0]!.ach !== null, ({ ach }) => ach!, '32'),
    ...levelLines('NA', states[0]!.na !== null, ({ na }) => na!, '31'),
    line(axis.timeUnit, ' ', axis.time, '2', '0'),
    ...(axis.ticks === undefined ? [] : [line('tick', ' ', axis.ticks, '2', '0')]),
  ];
  if (plot.isBinned) lines.push(...binningNote(states, plot.width, columns).map((text) => paint(text, '2')));
  return lines.join('\n');
}

/** What a column means, broken into lines that fit. */
function binningNote(states: readonly HypnogramSample[], width: number, columns: number): string[] {
  const perColumn = (count: number): string => (count / width).toFixed(1).replace(/\.0$/, '');
  const minutes = ((states.at(-1)!.seconds - states[0]!.seconds) / 60) * (states.length / (states.length - 1));
  const text =
    states[0]!.tick === undefined
      ? `A column is ${perColumn(minutes)} min: bars show each stage's share of it, levels their range.`
      : `${states.length} ticks, ${perColumn(states.length)} a column: bars show each stage's share of them, levels their range.`;
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > columns) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
