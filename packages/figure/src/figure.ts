/** x and y of one value, in the units of the axes. */
export type Point = readonly [x: number, y: number];

/** Values in the order of x, joined by a line. */
export interface LineMark {
  readonly kind: 'line';
  readonly name: string;
  readonly points: readonly Point[];
  /** What surrounds the line, such as mean ± s.e.m.: low and high at each x. */
  readonly band?: readonly (readonly [x: number, low: number, high: number])[];
  /** For what was not measured here, such as published values. */
  readonly isDashed?: boolean;
  /** Each value holds until the next one: a staircase, without dots. */
  readonly isStepped?: boolean;
}

/** Values that belong to no order. */
export interface DotsMark {
  readonly kind: 'dots';
  readonly name: string;
  readonly points: readonly Point[];
  /** Crosses beside circles tell two kinds apart without colour. */
  readonly shape?: 'circle' | 'cross';
}

/** One value for each category of the panel, as bars side by side with those of the other marks. */
export interface BarsMark {
  readonly kind: 'bars';
  readonly name: string;
  /** In the order of the panel's categories; null where nothing was measured. */
  readonly values: readonly (number | null)[];
  /** Half the length of the error bar; null where there is none. */
  readonly errors?: readonly (number | null)[];
}

/** Stretches of x at one height, as thick bars: when something is so. */
export interface SpansMark {
  readonly kind: 'spans';
  readonly name: string;
  readonly y: number;
  readonly spans: readonly (readonly [from: number, to: number])[];
}

/** A level across the whole panel, such as chance. */
export interface LevelMark {
  readonly kind: 'level';
  readonly name: string;
  readonly y: number;
}

export type Mark = LineMark | DotsMark | BarsMark | SpansMark | LevelMark;

/** One diagram: marks over the same axes. */
export interface Panel {
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly marks: readonly Mark[];
  /** Both axes in powers, for quantities that double. */
  readonly isLog?: boolean;
  /** Whether the y axis begins at the least value instead of 0. */
  readonly isFreeBelow?: boolean;
  /** Names along the x axis, for bars. */
  readonly categories?: readonly string[];
  /** Names along the y axis in place of numbers: the first at 0, the next at 1, and so on. */
  readonly yNames?: readonly string[];
}

/** Diagrams side by side with one legend; a name has the same colour in every panel. */
export interface Figure {
  /** Also what a screen reader says first. */
  readonly title: string;
  readonly panels: readonly Panel[];
  /** Panels in a row; 2 unless given. */
  readonly columns?: number;
  /** Size of a panel with its axes, px; 300 by 230 unless given. */
  readonly panelSize?: { readonly width: number; readonly height: number };
  /** Colours of names that have one of their own; the others take theirs from the palette. */
  readonly colors?: Readonly<Record<string, string>>;
  /** Sentences below the panels: sources, caveats. */
  readonly notes?: readonly string[];
}

const isNumber = (value: number | null | undefined): value is number => value != null && Number.isFinite(value);

/** Whether a mark holds anything that can be drawn: not only NaN, infinities and gaps. */
export function isDrawable(mark: Mark): boolean {
  switch (mark.kind) {
    case 'line':
    case 'dots':
      return mark.points.some(([x, y]) => isNumber(x) && isNumber(y));
    case 'bars':
      return mark.values.some(isNumber);
    case 'spans':
      return isNumber(mark.y) && mark.spans.some((span) => span.every(isNumber));
    case 'level':
      return isNumber(mark.y);
    default:
      return mark satisfies never;
  }
}

/** Every finite number that a mark reaches along each axis. */
export function extentOf(mark: Mark): { xs: number[]; ys: number[] } {
  switch (mark.kind) {
    case 'line': {
      const points = finitePoints(mark.points);
      const band = (mark.band ?? []).flatMap(([, low, high]) => [low, high]).filter(isNumber);
      return { xs: points.map(([x]) => x), ys: [...points.map(([, y]) => y), ...band] };
    }
    case 'dots': {
      const points = finitePoints(mark.points);
      return { xs: points.map(([x]) => x), ys: points.map(([, y]) => y) };
    }
    case 'bars': {
      const reach = mark.values.flatMap((value, i) => {
        const error = mark.errors?.[i];
        return isNumber(value) ? [value - (error ?? 0), value + (error ?? 0)] : [];
      });
      return { xs: [], ys: reach };
    }
    case 'spans': {
      const xs = mark.spans.filter((span) => span.every(isNumber)).flat();
      return { xs, ys: isNumber(mark.y) ? [mark.y] : [] };
    }
    case 'level':
      return { xs: [], ys: isNumber(mark.y) ? [mark.y] : [] };
    default:
      return mark satisfies never;
  }
}

/** The points that can be drawn. */
export const finitePoints = (points: readonly Point[]): readonly Point[] =>
  points.filter(([x, y]) => isNumber(x) && isNumber(y));
