import type { HypnogramSample } from './hypnogram-sample.ts';
import { statesOfPart, type PlotColumns } from './plot-columns.ts';

/** The level of a moment that has one. */
export type LevelOf = (sample: HypnogramSample) => number;

/** Rows of characters of a level's curve: 1 on top, 1/2 in the middle, 0 below. */
export const LEVEL_ROWS = 3;

/** Bits of the dots of a Braille character, by row from the top and by column. */
const BRAILLE = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
] as const;

interface Range {
  readonly low: number;
  readonly high: number;
}

/**
 * What the curve covers at each of `parts` places: the range of the levels there, joined to the last level of the place
 * before, so that a change is a vertical line.
 */
function rangesOf(columns: PlotColumns, parts: number, levelOf: LevelOf): readonly Range[] {
  let before: number | undefined;
  return Array.from({ length: parts }, (_, part) => {
    const levels = statesOfPart(columns, part, parts).map(levelOf);
    const joined = before === undefined ? levels : [before, ...levels];
    before = levels.at(-1)!;
    return { low: Math.min(...joined), high: Math.max(...joined) };
  });
}

const clampToRows = (level: number, rows: number): number =>
  Math.min(Math.max(Math.round((1 - level) * (rows - 1)), 0), rows - 1);

function drawBraille(columns: PlotColumns, levelOf: LevelOf): readonly string[] {
  const dotRows = LEVEL_ROWS * 4;
  const codes = Array.from({ length: LEVEL_ROWS }, () => new Array<number>(columns.width).fill(0));
  rangesOf(columns, columns.width * 2, levelOf).forEach(({ low, high }, dotColumn) => {
    for (let dot = clampToRows(high, dotRows); dot <= clampToRows(low, dotRows); dot++) {
      codes[dot >> 2]![dotColumn >> 1]! |= BRAILLE[dot & 3]![dotColumn & 1]!;
    }
  });
  return codes.map((row) => row.map((code) => (code === 0 ? ' ' : String.fromCharCode(0x2800 + code))).join(''));
}

function drawAscii(columns: PlotColumns, levelOf: LevelOf): readonly string[] {
  const ranges = rangesOf(columns, columns.width, levelOf);
  return Array.from({ length: LEVEL_ROWS }, (_, row) =>
    ranges
      .map(({ low, high }) => (clampToRows(high, LEVEL_ROWS) <= row && row <= clampToRows(low, LEVEL_ROWS) ? '#' : ' '))
      .join(''),
  );
}

/** The curve of one level, as {@link LEVEL_ROWS} rows: a line of dots, or of `#` without Unicode. */
export function drawLevelRows(columns: PlotColumns, levelOf: LevelOf, unicode: boolean): readonly string[] {
  return unicode ? drawBraille(columns, levelOf) : drawAscii(columns, levelOf);
}
