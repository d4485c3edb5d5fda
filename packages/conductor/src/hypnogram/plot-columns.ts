import type { HypnogramSample } from './hypnogram-sample.ts';

/** How states are laid out over the columns of a plot: some columns a state, or some states a column. */
export interface PlotColumns {
  readonly states: readonly HypnogramSample[];
  /** Columns of characters that are drawn. */
  readonly width: number;
  /** Whether a column holds more than one state, so that it shows shares and ranges. */
  readonly isBinned: boolean;
}

const WIDEST_STATE = 8;

/** @param states at least one; @param width columns there are, from 1. */
export function layOut(states: readonly HypnogramSample[], width: number): PlotColumns {
  const columnsAState = Math.floor(width / states.length);
  if (columnsAState === 0) return { states, width, isBinned: true };
  return { states, width: states.length * Math.min(columnsAState, WIDEST_STATE), isBinned: false };
}

/** The states that part `index` of `parts` equal parts of the plot shows; at least one. */
export function statesOfPart({ states }: PlotColumns, index: number, parts: number): readonly HypnogramSample[] {
  const from = Math.floor((index * states.length) / parts);
  const to = Math.floor(((index + 1) * states.length) / parts);
  return states.slice(from, Math.max(to, from + 1));
}
