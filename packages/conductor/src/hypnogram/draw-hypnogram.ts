import type { BrainState, Stage } from '../brain-state.ts';
import { drawLevelRows } from './level-rows.ts';
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
};

const colorOf = (stage: Stage): string => STAGE_COLORS[stage] ?? '37';

const LABEL_WIDTH = 6;

/**
 * Draws states for the terminal: the hypnogram (Wake on top, then REM, then NREM from light to deep), and below it the
 * levels of acetylcholine and noradrenaline from 0 to 1, over simulated time. Where there are more states than columns, the
 * height of a bar is the share of the column's ticks that the stage takes, a level shows its whole range, and the last line
 * says so.
 * @param states in order, without gaps, at least one.
 * @returns lines joined by `\n`, none longer than `columns` characters, escape sequences not counted.
 * @throws RangeError where there is no state or no room.
 */
export function drawHypnogram(states: readonly BrainState[], options: HypnogramOptions = {}): string {
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
  const levelLines = (name: string, levelOf: (state: BrainState) => number, code: string): string[] =>
    drawLevelRows(plot, levelOf, unicode).map((row, i) =>
      line([`${name} 1`, unicode ? '½' : '0.5', '0'][i]!, edge, row, code),
    );
  const lines = [
    ...stageLines,
    line('', corner, axis.line, '2'),
    ...levelLines('ACh', (state) => state.ach, '32'),
    line('', corner, axis.line, '2'),
    ...levelLines('NA', (state) => state.na, '31'),
    line('', corner, axis.line, '2'),
    line(axis.timeUnit, ' ', axis.time, '2', '0'),
    line('tick', ' ', axis.ticks, '2', '0'),
  ];
  if (plot.isBinned) lines.push(...binningNote(states.length, plot.width, columns).map((text) => paint(text, '2')));
  return lines.join('\n');
}

/** What a column means, broken into lines that fit. */
function binningNote(states: number, width: number, columns: number): string[] {
  const ticksAColumn = (states / width).toFixed(1).replace(/\.0$/, '');
  const text = `${states} ticks, ${ticksAColumn} a column: bars show each stage's share of them, levels their range.`;
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > columns) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
